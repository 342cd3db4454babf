"""Every operation of the vendor the portal may need, read once from `schema/`.

An operation is found by API version and action name: action names repeat across products, the pair does
not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.standin.shape import Spec, spec_of, spec_of_sdk_type

SCHEMA = Path(__file__).parent / "schema"


@dataclass(frozen=True)
class Operation:
    product: str
    action: str
    parameters: tuple[Spec, ...]
    takes_token: bool
    takes_dry_run: bool
    response: dict[str, Any]


def read_catalog(folder: Path = SCHEMA) -> dict[tuple[str, str], Operation]:
    """(API version, action) -> operation."""
    catalog: dict[tuple[str, str], Operation] = {}
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for action, entry in document["operations"].items():
            catalog[document["api_version"], action] = operation(document["product"], action, entry)
    return catalog


def operation(product: str, action: str, entry: dict[str, Any]) -> Operation:
    known_to_sdk_only = entry.get("only_in_sdk") or {}
    extra = tuple(spec_of_sdk_type(name, value["type"]) for name, value in known_to_sdk_only.items())
    return Operation(
        product=product,
        action=action,
        parameters=tuple(spec_of(parameter) for parameter in entry["params"]) + extra,
        takes_token=bool(entry["client_token"]),
        takes_dry_run=bool(entry["dry_run"]),
        response=entry["response"] or {},
    )
