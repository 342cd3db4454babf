"""Two people wrote the same draft. Neither version is thrown away until a person says which one stays."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.http import QueryDict

from networks.requests.models import NetworkRequest
from networks.web.changes import Change, differences
from networks.web.history import history_of
from portal.accounts.models import User

PAGE = re.compile(r"[0-9a-f]{32}")


class Seen(NamedTuple):
    """What a page was made from: the version of the row, and a name for this one opening of the page."""

    row_version: int | None
    page: str


@dataclass(frozen=True)
class Conflict:
    """`version` is the one of the other person, `differences` go from theirs to what is typed here."""

    version: int
    who: str
    is_oneself: bool
    at: datetime
    differences: list[Change]


def seen_now(network_request: NetworkRequest) -> Seen:
    return Seen(network_request.row_version, uuid.uuid4().hex)


def seen_in(post: QueryDict) -> Seen:
    """What the form was made from; a page from before forms told it knows nothing, and is not asked.

    With the button "Keep my version" it is the other version, which the person has just been shown.
    """
    page = post.get("page", "")
    typed = post.get("theirs" if post.get("do") == "mine" else "row_version")
    return Seen(version_of(typed) if typed is not None else None, page if PAGE.fullmatch(page) else "")


def version_of(typed: str | None) -> int:
    """0, which no row has, for what is no version."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def conflict_of(network_request: NetworkRequest, document: Mapping[str, Any], user: User) -> Conflict:
    """Who wrote last is on the row; a later move of the request is in its history."""
    who, at = str(network_request.edited_by or ""), network_request.updated_at
    is_oneself = network_request.edited_by_id == user.pk
    newest = history_of(network_request, user)[:1]
    if newest and (not who or newest[0].at > at):
        who, at = newest[0].who, newest[0].at
        is_oneself = who == str(user)
    return Conflict(
        version=network_request.row_version,
        who=who,
        is_oneself=is_oneself,
        at=at,
        differences=differences(network_request.spec, document),
    )
