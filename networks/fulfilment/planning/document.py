"""A plan as bytes: what is approved is exactly what runs (RELIABILITY B8).

Canonical JSON: keys sorted, no spaces, UTF-8, no floats (money and times are text or integers). The hash is
SHA-256 over those bytes, 64 hexadecimal digits.

>>> canonical({"b": 1, "a": "通"}).decode()
'{"a":"通","b":1}'
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from networks.fulfilment.planning.plan import Plan, PriceLine
from networks.fulfilment.planning.resource import Ref, Step, freeze


def canonical(document: Any) -> bytes:
    """Raises `ValueError` for a float: 0.1 is printed differently by different programs."""
    text = json.dumps(
        _checked(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def plan_hash(document: Any) -> str:
    """The hash of a plan's document, as made by `to_json` or as read back from a row."""
    return hashlib.sha256(canonical(document)).hexdigest()


def to_json(plan: Plan) -> dict[str, Any]:
    return {
        "definition_version": plan.definition_version,
        "account": plan.account,
        "kind": plan.kind,
        "steps": [_fields_of(step) for step in plan.steps],
        "price_lines": [_fields_of(line) for line in plan.price_lines],
        "ceiling": plan.ceiling,
        "currency": plan.currency,
        "on_failure": plan.on_failure,
    }


def from_json(document: Mapping[str, Any]) -> Plan:
    """The plan that `to_json` wrote."""
    return Plan(
        definition_version=document["definition_version"],
        account=document["account"],
        kind=document["kind"],
        steps=tuple(step_from_json(row) for row in document["steps"]),
        price_lines=tuple(PriceLine(**row) for row in document["price_lines"]),
        ceiling=document["ceiling"],
        currency=document["currency"],
        on_failure=document["on_failure"],
    )


def step_from_json(row: Mapping[str, Any]) -> Step:
    return Step(**{**row, "needs": tuple(row["needs"]), "params": freeze(params_from_json(row["params"]))})


def params_to_json(value: Any) -> Any:
    """A body with its open references, as JSON."""
    if isinstance(value, Ref):
        return {"$ref": value.address, "attribute": value.attribute}
    if isinstance(value, Mapping):
        return {name: params_to_json(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [params_to_json(item) for item in value]
    return value


def params_from_json(value: Any) -> Any:
    if isinstance(value, Mapping):
        if "$ref" in value:
            return Ref(value["$ref"], value["attribute"])
        return {name: params_from_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [params_from_json(item) for item in value]
    return value


def _fields_of(value: Step | PriceLine) -> dict[str, Any]:
    return {field.name: params_to_json(getattr(value, field.name)) for field in fields(value)}


def _checked(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError(f"{value!r} is a float. Write money and times as text or whole numbers.")
    if isinstance(value, Mapping):
        return {str(name): _checked(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_checked(item) for item in value]
    return value
