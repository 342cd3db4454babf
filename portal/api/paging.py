"""Pages by key: the cursor says after (or before) which row to go on, the index finds it at once.

No count and no offset, so page one thousand costs what page one costs, and rows that arrive meanwhile
neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from portal.refusals import Malformed

LARGEST_PAGE = 100
USUAL_PAGE = 50
PAGING = frozenset({"cursor", "page_size"})


@dataclass(frozen=True)
class Cursor:
    """The ordering fields of one row, and whether the page lies before or after it."""

    values: tuple[str, ...]
    backwards: bool = False

    def __str__(self) -> str:
        document = json.dumps([int(self.backwards), *self.values], separators=(",", ":"))
        return base64.urlsafe_b64encode(document.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Raises ValueError for everything that `str` did not write."""
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        document = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(document, list) or len(document) < 2 or document[0] not in (0, 1):
            raise ValueError("not a cursor")
        if not all(isinstance(value, str) for value in document[1:]):
            raise ValueError("not a cursor")
        return cls(tuple(document[1:]), bool(document[0]))


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    next: str | None
    previous: str | None

    def document(self, results: Iterable[Any]) -> dict[str, Any]:
        return {"next": self.next, "previous": self.previous, "results": list(results)}


def page_of(queryset: QuerySet[Any], request: Request, ordering: Sequence[str]) -> Page:
    """One page of `queryset` (of rows, or of `values()` that include the ordering fields).

    `ordering` ends with a unique field, and all its fields run the same way, as its index does.
    Raises Malformed (`bad_cursor`, `bad_page_size`).
    """
    size = page_size(request)
    falling = ordering[0].startswith("-")
    names = [name.lstrip("-") for name in ordering]
    given = request._request.GET.get("cursor")
    cursor = _cursor(given, queryset.model, names) if given is not None else None
    backwards = cursor is not None and cursor.backwards
    signs = ["" if falling == backwards else "-"] * len(names)
    if cursor is not None:
        queryset = queryset.filter(_beyond(names, cursor.values, rising=falling == backwards))
    # One more than asked tells whether there is another page.
    rows = list(
        queryset.order_by(*(sign + name for sign, name in zip(signs, names, strict=True)))[: size + 1]
    )
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more or backwards)
    has_previous = bool(rows) and (cursor is not None and (more or not backwards))
    return Page(
        rows,
        _link(request, Cursor(_key(rows[-1], names))) if has_next else None,
        _link(request, Cursor(_key(rows[0], names), backwards=True)) if has_previous else None,
    )


def page_size(request: Request) -> int:
    text = request._request.GET.get("page_size")
    if text is None:
        return USUAL_PAGE
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= LARGEST_PAGE:
        return int(text)
    sentence = _("page_size is a number from 1 to %(most)d, not %(text)s.") % {
        "most": LARGEST_PAGE,
        "text": text[:40] or "''",
    }
    raise Malformed("bad_page_size", sentence, extra={"fields": {"page_size": sentence}})


def _cursor(text: str, model: type[Model], names: Sequence[str]) -> Cursor:
    try:
        cursor = Cursor.parse(text)
        if len(cursor.values) != len(names) or "\x00" in "".join(cursor.values):
            raise ValueError("cursor of another list")
        for name, value in zip(names, cursor.values, strict=True):
            field = model._meta.get_field(name)
            compared = field.to_python(value) if isinstance(field, Field) else None
            if compared is None or (isinstance(compared, datetime) and compared.tzinfo is None):
                raise ValueError("nothing to compare with")
    except (ValueError, binascii.Error, ValidationError, FieldDoesNotExist, RecursionError) as error:
        sentence = _("This cursor is not one that we gave out for this list.")
        raise Malformed(
            "bad_cursor",
            sentence,
            _("Start without a cursor, then follow `next` as it is."),
            extra={"fields": {"cursor": sentence}},
        ) from error
    return cursor


def _beyond(names: Sequence[str], values: Sequence[str], *, rising: bool) -> Q:
    """Rows after `values` in the order of `names`: a bound on the first field for the index, then ties."""
    word = "gt" if rising else "lt"
    name, value = names[0], values[0]
    if len(names) == 1:
        return Q(**{f"{name}__{word}": value})
    ties = _beyond(names[1:], values[1:], rising=rising)
    return Q(**{f"{name}__{word}e": value}) & (Q(**{f"{name}__{word}": value}) | ties)


def _key(row: Any, names: Sequence[str]) -> tuple[str, ...]:
    values = (row[name] if isinstance(row, Mapping) else getattr(row, name) for name in names)
    return tuple(value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values)


def _link(request: Request, cursor: Cursor) -> str:
    inner = request._request
    kept = [(name, value) for name, value in inner.GET.items() if name != "cursor"]
    return f"{inner.path}?{urlencode([*kept, ('cursor', str(cursor))])}"


class CursorPagination(BasePagination):
    """`page_of` for REST framework's own list views; a view may name its `ordering`."""

    ordering: Sequence[str] = ("-created_at", "-id")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.page = page_of(queryset, request, getattr(view, "ordering", None) or self.ordering)
        return list(self.page.rows)

    def get_paginated_response(self, data: Any) -> Response:
        return Response(self.page.document(data))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {
            "type": ["string", "null"],
            "description": "Address of that page, or null where there is none.",
        }
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": {**schema}},
        }


PARAMETERS: tuple[dict[str, Any], ...] = (
    {
        "name": "cursor",
        "in": "query",
        "required": False,
        "description": gettext_lazy("Where to go on; copied from `next` or `previous`."),
        "schema": {"type": "string"},
    },
    {
        "name": "page_size",
        "in": "query",
        "required": False,
        "description": gettext_lazy("Rows on one page."),
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
    },
)
