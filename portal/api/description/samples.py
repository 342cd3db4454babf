"""A believable example for a schema that brings none."""

from __future__ import annotations

from typing import Any

_BY_FORMAT = {
    "uuid": "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e",
    "date-time": "2026-11-23T08:30:00.000000Z",
    "date": "2026-11-23",
    "email": "lena@example.com",
    "uri": "https://example.com/",
    "decimal": "120.00",
}
_DEEPEST = 8


def sample(schema: dict[str, Any], document: dict[str, Any], depth: int = 0) -> Any:
    """An instance of `schema`; references are looked up in `document`."""
    schema = resolved(schema, document)
    for given in ("example", "default", "const"):
        if given in schema:
            return schema[given]
    if schema.get("enum"):
        return schema["enum"][0]
    if depth > _DEEPEST:
        return None
    if "properties" in schema:
        return {name: sample(inner, document, depth + 1) for name, inner in schema["properties"].items()}
    kind = schema.get("type")
    kind = next((one for one in kind if one != "null"), None) if isinstance(kind, list) else kind
    if kind == "array":
        return [sample(schema.get("items", {}), document, depth + 1)]
    if kind == "string":
        return _BY_FORMAT.get(schema.get("format", ""), "text"[: schema.get("maxLength", 4)])
    plain = {"integer": schema.get("minimum", 1), "number": schema.get("minimum", 1), "boolean": True}
    return plain.get(str(kind), {})


def resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """`schema` with its reference followed and its alternatives settled on the first that is not null."""
    if "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return resolved({**target, **{k: v for k, v in schema.items() if k != "$ref"}}, document)
    for word in ("oneOf", "anyOf"):
        if options := [one for one in schema.get(word, []) if one.get("type") != "null"]:
            return resolved({**options[0], **{k: v for k, v in schema.items() if k != word}}, document)
    if "allOf" in schema:
        merged: dict[str, Any] = {k: v for k, v in schema.items() if k != "allOf"}
        for part in schema["allOf"]:
            inner = resolved(part, document)
            properties = {**merged.get("properties", {}), **inner.get("properties", {})}
            merged = {**inner, **merged, **({"properties": properties} if properties else {})}
        return merged
    return schema
