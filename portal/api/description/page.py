"""The description for people: one page, readable without scripts, made from the same document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.api.codes import CODES
from portal.api.description.document import description
from portal.api.description.samples import resolved
from portal.api.scopes import SCOPES

_DEEPEST = 4


@dataclass(frozen=True)
class Field:
    """One parameter, or one field of a body with its whole path."""

    name: str
    kind: str
    is_required: bool
    text: str
    place: str = ""


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    title: str
    text: str
    scope: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    body_sample: str
    answer_status: str
    answer: tuple[Field, ...]
    answer_sample: str
    statuses: tuple[str, ...]
    curl: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    language = translation.get_language() or settings.LANGUAGE_CODE
    site = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    context = {
        "sections": sections(language, site),
        "scopes": SCOPES.items(),
        "codes": CODES.values(),
        "site": site,
    }
    return render(request, "portal/api/docs.html", context)


@lru_cache(maxsize=8)
def sections(language: str, site: str) -> tuple[tuple[str, tuple[Operation, ...]], ...]:
    """(heading, operations) in the order of the document; `site` stands in the curl examples."""
    document = description(language)
    with translation.override(language):
        operations = [
            (operation.get("tags", [_("Other")])[0], _operation(method, path, operation, document, site))
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ]
    by_tag: dict[str, list[Operation]] = {}
    for tag, operation in operations:
        by_tag.setdefault(tag, []).append(operation)
    return tuple((tag, tuple(by_tag[tag])) for tag in sorted(by_tag))


def _operation(method: str, path: str, operation: Any, document: Any, site: str) -> Operation:
    body = _json_content(operation.get("requestBody", {}), document)
    status, answer = _success(operation, document)
    sample = _written(body.get("example")) if body else ""
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation.get("summary", operation["operationId"]),
        text=operation.get("description", ""),
        scope=operation.get("x-scope", ""),
        parameters=tuple(_parameters(operation, document)),
        body=tuple(_fields(body.get("schema", {}), document)) if body else (),
        body_sample=sample,
        answer_status=status,
        answer=tuple(_fields(answer.get("schema", {}), document)) if answer else (),
        answer_sample=_written(answer.get("example")) if answer else "",
        statuses=tuple(sorted(code for code in operation["responses"] if code >= "400")),
        curl=_curl(method.upper(), path, sample, site),
    )


def _parameters(operation: Any, document: Any) -> Iterator[Field]:
    for given in operation.get("parameters", []):
        one = resolved(given, document)
        yield Field(
            one["name"],
            _kind(one.get("schema", {}), document),
            one.get("required", False),
            one.get("description", ""),
            one["in"],
        )


def _fields(schema: Mapping[str, Any], document: Any, before: str = "", depth: int = 0) -> Iterator[Field]:
    whole = resolved(dict(schema), document)
    needed = whole.get("required", [])
    for name, inner in whole.get("properties", {}).items():
        found = resolved(inner, document)
        path = f"{before}{name}"
        yield Field(path, _kind(found, document), name in needed, found.get("description", ""))
        if depth < _DEEPEST:
            below = found.get("items", {}) if found.get("type") == "array" else found
            dots = f"{path}[]." if found.get("type") == "array" else f"{path}."
            yield from _fields(below, document, dots, depth + 1)


def _kind(schema: Mapping[str, Any], document: Any) -> str:
    whole = resolved(dict(schema), document)
    if whole.get("enum"):
        return " | ".join("null" if one is None else str(one) for one in whole["enum"])
    kind = whole.get("type", "")
    kind = " | ".join(kind) if isinstance(kind, list) else kind
    if kind == "array":
        return f"{_kind(whole.get('items', {}), document)}[]"
    return f"{kind} ({whole['format']})" if "format" in whole else kind or "any"


def _success(operation: Any, document: Any) -> tuple[str, Any]:
    for status, response in sorted(operation["responses"].items()):
        if status.startswith("2"):
            return status, _json_content(response, document)
    return "", {}


def _json_content(holder: Any, document: Any) -> Any:
    return resolved(holder, document).get("content", {}).get("application/json", {}) if holder else {}


def _written(value: Any) -> str:
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


def _curl(method: str, path: str, body: str, site: str) -> str:
    lines = [f'curl "{site}{path}"', '-H "Authorization: Bearer $CAUSEWAY_KEY"']
    if method != "GET":
        lines.insert(1, f"-X {method}")
    if method == "POST":
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if body:
        compact = json.dumps(json.loads(body), ensure_ascii=False)
        lines += ['-H "Content-Type: application/json"', f"-d '{compact}'"]
    return " \\\n  ".join(lines)
