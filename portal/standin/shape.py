"""Parameters on the wire: `Tag.1.Key=portal:step` and friends, read into typed values against the metadata.

Lists arrive numbered from 1, objects dotted, some objects as one JSON text; numbers and booleans arrive as
text (`True` from Python, `true` from Node.js). Nothing is guessed: an unknown, missing or mistyped
parameter is refused.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.standin.errors import invalid, missing

IGNORED = frozenset({"OwnerId", "OwnerAccount", "ResourceOwnerId", "ResourceOwnerAccount", "SecurityToken"})
ABSENT = object()
SCALARS = {
    "String": "text", "str": "text",
    "Integer": "whole", "Long": "whole", "int": "whole", "long": "whole",
    "Float": "number", "Double": "number", "float": "number",
    "Boolean": "truth", "bool": "truth",
}  # fmt: skip
WHOLE = re.compile(r"-?\d{1,19}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Spec:
    """One parameter: `kind` is text, whole, number, truth, list, object or json."""

    name: str
    kind: str
    required: bool = False
    fields: tuple[Spec, ...] = ()
    item: Spec | None = None


def spec_of(parameter: Mapping[str, Any]) -> Spec:
    name, declared, required = parameter["name"], parameter["type"], bool(parameter.get("required"))
    if parameter.get("sdk_encoding") == "json" or (declared == "Json" and not parameter.get("sdk_type")):
        return Spec(name, "json", required)
    fields = tuple(spec_of(sub) for sub in parameter.get("sub") or ())
    if declared in ("RepeatList", "Array"):
        return Spec(name, "list", required, item=list_item(fields, parameter.get("sdk_type")))
    if declared == "Struct" and fields:
        return Spec(name, "object", required, fields=fields)
    spec = spec_of_sdk_type(name, parameter.get("sdk_type", declared))
    return Spec(name, spec.kind, required, spec.fields, spec.item)


def list_item(fields: tuple[Spec, ...], sdk_type: Any) -> Spec:
    if fields:
        return Spec("", "object", fields=fields)
    if isinstance(sdk_type, list) and sdk_type:
        return spec_of_sdk_type("", sdk_type[0])
    return Spec("", "text")


def spec_of_sdk_type(name: str, sdk_type: Any) -> Spec:
    """`sdk_type` is a scalar's name, `[x]`, `{field: x}`, or one of the latter two written as text."""
    if isinstance(sdk_type, str) and sdk_type[:1] in "[{":
        sdk_type = ast.literal_eval(sdk_type)
    if isinstance(sdk_type, list):
        return Spec(name, "list", item=spec_of_sdk_type("", sdk_type[0]))
    if isinstance(sdk_type, dict):
        return Spec(
            name, "object", fields=tuple(spec_of_sdk_type(key, value) for key, value in sdk_type.items())
        )
    return Spec(name, SCALARS.get(str(sdk_type), "text"))


def read_parameters(specs: tuple[Spec, ...], wire: Mapping[str, str], call: str) -> dict[str, Any]:
    """Typed parameters by name; raise MissingParameter or InvalidParameter with the wire name at fault."""
    used: set[str] = set()
    values = read_fields(specs, "", wire, used)
    for name in wire:
        if name not in used and name not in IGNORED:
            raise invalid(name, f"{call} has no such parameter.")
    return values


def read_fields(
    specs: tuple[Spec, ...], prefix: str, wire: Mapping[str, str], used: set[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for spec in specs:
        value = read(spec, prefix + spec.name, wire, used)
        if value is not ABSENT:
            values[spec.name] = value
        elif spec.required:
            raise missing(prefix + spec.name)
    return values


def read(spec: Spec, at: str, wire: Mapping[str, str], used: set[str]) -> Any:
    if spec.kind in ("list", "object"):
        return read_nested(spec, at, wire, used)
    if at not in wire:
        return ABSENT
    used.add(at)
    text = wire[at]
    if text == "" and (spec.required or spec.kind != "text"):
        return ABSENT
    return typed(spec.kind, at, text)


def read_nested(spec: Spec, at: str, wire: Mapping[str, str], used: set[str]) -> Any:
    below = [name for name in wire if name.startswith(at + ".")]
    if not below:
        return ABSENT
    if spec.kind == "object":
        return read_fields(spec.fields, at + ".", wire, used)
    item = spec.item or Spec("", "text")
    numbers = sorted({int(part) for name in below if (part := name[len(at) + 1 :].split(".")[0]).isdigit()})
    values = [read(item, f"{at}.{number}", wire, used) for number in numbers]
    return [value for value in values if value is not ABSENT] or ABSENT


def typed(kind: str, at: str, text: str) -> Any:
    if kind == "whole":
        if not WHOLE.fullmatch(text):
            raise invalid(at, f"{text!r} is not a whole number.")
        return int(text)
    if kind == "number":
        if not NUMBER.fullmatch(text):
            raise invalid(at, f"{text!r} is not a number.")
        return float(text)
    if kind == "truth":
        if text.lower() not in ("true", "false"):
            raise invalid(at, f"{text!r} is neither true nor false.")
        return text.lower() == "true"
    if kind == "json":
        try:
            return json.loads(text)
        except ValueError:
            raise invalid(at, "the text is not JSON.") from None
    return text


def strays(answer: Any, declared: Any, at: str = "") -> list[str]:
    """What in an answer the metadata does not declare, or declares with another type."""
    if isinstance(declared, dict):
        if not isinstance(answer, dict):
            return [at]
        return [
            stray
            for name, value in answer.items()
            for stray in (
                strays(value, declared[name], f"{at}.{name}") if name in declared else [f"{at}.{name}"]
            )
        ]
    if isinstance(declared, list):
        if not isinstance(answer, list):
            return [at]
        return [stray for item in answer for stray in strays(item, declared[0], f"{at}[]")]
    expected = {"str": (str,), "int": (int,), "bool": (bool,), "float": (float, int)}.get(declared)
    fits = expected is None or (
        isinstance(answer, expected) and (declared == "bool") == isinstance(answer, bool)
    )
    return [] if fits else [f"{at} is not {declared}"]
