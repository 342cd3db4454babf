"""Pages by key for tables: 25 rows, no count, links that keep the filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.request import Request

from portal.api.paging import page_of

ROWS_PER_PAGE = 25


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    next_url: str
    previous_url: str


def keyset_page(rows: QuerySet[Any, Any], request: HttpRequest, ordering: Sequence[str]) -> Page:
    """The page that `?cursor=` asks for. Raises Malformed for a cursor that we did not give out."""
    given = request.GET.copy()
    given["page_size"] = str(ROWS_PER_PAGE)
    request.GET = given  # type: ignore[assignment]  # page_of reads its size there
    page = page_of(rows, Request(request), ordering)
    return Page(page.rows, page.next or "", page.previous or "")
