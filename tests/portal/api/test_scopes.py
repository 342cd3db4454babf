"""Scope x route: a key with every scope but the right one is refused, one with the right one is not."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from portal.api.description.document import description
from portal.api.scopes import SCOPES, UnknownScope, parse

NOBODY = "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"
ROUTES = [
    (method.upper(), re.sub(r"\{[^}]*\}", NOBODY, path), operation.get("x-scope", ""))
    for path, operations in description("en")["paths"].items()
    for method, operation in operations.items()
]


def ask(program: Any, method: str, path: str) -> Any:
    if method == "POST":
        return program.post(path, {}, idempotency_key=str(uuid.uuid4()))
    return program.ask(method, path)


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES)
def test_without_its_scope_a_route_is_closed_and_with_it_open(world, program, method, path, scope):
    others = tuple(name for name in SCOPES if name != scope)
    refused = ask(program(world.lena, world.customer, others), method, path)
    if scope:
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
        assert scope in refused.json()["detail"]
        opened = ask(program(world.lena, world.customer, (scope,)), method, path)
        assert opened.status_code != 401
        assert opened.status_code < 500
        assert opened.status_code != 403 or opened.json()["code"] != "scope_missing"
    else:
        assert refused.status_code == 200


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES)
def test_without_a_key_every_route_is_closed(world, client, method, path, scope):
    answer = client.generic(method, path)
    assert (answer.status_code, answer.json()["code"]) == (401, "key_missing")


def test_scopes_are_sorted_and_counted_once():
    assert parse([" events:read", "", "events:read", "eligibility:read"]) == [
        "eligibility:read",
        "events:read",
    ]


def test_an_unknown_scope_is_refused_with_the_known_ones():
    with pytest.raises(UnknownScope, match="events:read"):
        parse(["events:write"])
