"""The metadata against the vendor's installed clients, for every product and operation."""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from Tea.exceptions import TeaException

from portal.standin import catalog
from portal.standin.actions import PLAYED
from portal.standin.catalog import SCHEMA

from .world import Cloud

PRODUCTS = sorted(path.stem for path in SCHEMA.glob("*.json"))
IGNORED = {"owner_id", "owner_account", "resource_owner_id", "resource_owner_account", "security_token"}
UNSIGNED = {"AssumeRoleWithOIDC", "AssumeRoleWithSAML"}  # the client sends these without a signature
# Nested parameters the clients know and the metadata does not; no plan of ours calls these operations.
GAPS = {
    "DescribePrice": "DataDisk.1.StorageClusterId",
    "PutResourceMetricRules": "Rules.1.Escalations.Critical.N",
}
SIGNS = ("no such parameter", "whole number", "neither true", "not supplied")
VALUES: dict[Any, Any] = {str: "text", int: 1, float: 1.5, bool: True}


def read(product: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SCHEMA / f"{product}.json").read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_operation_is_a_method_of_the_client(product: str) -> None:
    document = read(product)
    client = import_module(f"{document['sdk_package']}.client").Client
    assert [
        o["sdk_method"] for o in document["operations"].values() if not hasattr(client, o["sdk_method"])
    ] == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_parameter_is_an_attribute_of_the_request_and_the_reverse(product: str) -> None:
    document = read(product)
    models = import_module(f"{document['sdk_package']}.models")
    differing = {}
    for action, operation in document["operations"].items():
        if operation["request_model"] is None:
            continue
        model = getattr(models, operation["request_model"])
        in_sdk = set(inspect.signature(model.__init__).parameters) - {"self"}
        only_in_meta = set(operation.get("only_in_meta") or ())
        in_schema = {each["attr"] for each in operation["params"] if each["name"] not in only_in_meta}
        in_schema |= {each["attr"] for each in (operation.get("only_in_sdk") or {}).values()}
        in_sdk, in_schema = in_sdk - IGNORED, in_schema - IGNORED
        if in_sdk != in_schema:
            differing[action] = in_sdk ^ in_schema
    assert differing == {}


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_operation_is_read_with_all_its_parameters_given(product: str, cloud: Cloud) -> None:
    """The client sends everything a request can hold; nothing of it may be unknown or of the wrong type."""
    document = read(product)
    models = import_module(f"{document['sdk_package']}.models")
    client = import_module(f"{document['sdk_package']}.client").Client(cloud.config("cn-hangzhou"))
    unread = {}
    for action, operation in document["operations"].items():
        arguments = (
            [filled(getattr(models, operation["request_model"]))] if operation["request_model"] else []
        )
        try:
            getattr(client, operation["sdk_method"])(*arguments)
        except TeaException as error:
            known_gap = GAPS.get(action, "-") in error.message
            if not known_gap and any(sign in error.message for sign in SIGNS):
                unread[action] = error.message
    assert unread == {}
    assert [call["action"] for call in cloud.calls()] == [
        a for a in document["operations"] if a not in UNSIGNED
    ]


def filled(model: Any) -> Any:
    hints = get_type_hints(model.__init__)
    names = [name for name in inspect.signature(model.__init__).parameters if name != "self"]
    return model(**{name: value_of(hints.get(name, str)) for name in names})


def value_of(hint: Any) -> Any:
    if hint in VALUES:
        return VALUES[hint]
    if get_origin(hint) is list:
        return [value_of(get_args(hint)[0])]
    if get_origin(hint) is dict:
        return {"key": "text"}
    return filled(hint) if inspect.isclass(hint) and hasattr(hint, "to_map") else "text"


def test_every_played_operation_is_a_known_one() -> None:
    known = {(operation.product, operation.action) for operation in catalog.read_catalog().values()}
    assert set(PLAYED) <= known


def test_pairs_of_version_and_action_are_unique() -> None:
    count = sum(len(read(product)["operations"]) for product in PRODUCTS)
    assert len(catalog.read_catalog()) == count


def test_the_source_of_the_metadata_is_named() -> None:
    assert "Apache-2.0" in Path(SCHEMA / "README.md").read_text(encoding="utf-8")
