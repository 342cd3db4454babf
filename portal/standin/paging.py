"""The vendor pages in two ways: by number, and by a token that names where to go on."""

from __future__ import annotations

from typing import Any, TypeVar

from portal.standin.call import Call
from portal.standin.errors import invalid

Item = TypeVar("Item")


def by_number(call: Call, items: list[Item], *, largest: int = 50) -> tuple[list[Item], dict[str, Any]]:
    """The wanted page, and PageNumber, PageSize, TotalCount."""
    number, size = call.get("PageNumber", 1), call.get("PageSize", 10)
    if number < 1:
        raise invalid("PageNumber", f"{number} is less than 1.")
    if not 1 <= size <= largest:
        raise invalid("PageSize", f"{size} is not between 1 and {largest}.")
    page = items[(number - 1) * size : number * size]
    return page, {"PageNumber": number, "PageSize": size, "TotalCount": len(items)}


def by_token(
    call: Call, items: list[Item], *, size_name: str = "MaxResults", usual: int = 20
) -> tuple[list[Item], str | None]:
    """The wanted page, and the token of the next one (None on the last)."""
    size = call.get(size_name, usual)
    if not 1 <= size <= 100:
        raise invalid(size_name, f"{size} is not between 1 and 100.")
    token = call.get("NextToken") or "after-0"
    if not token.removeprefix("after-").isdigit():
        raise invalid("NextToken", f"{token!r} was not given out by an earlier page.")
    start = int(token.removeprefix("after-"))
    following = start + size
    return items[start:following], f"after-{following}" if following < len(items) else None


def token_page(call: Call, items: list[Item]) -> tuple[list[Item], dict[str, Any]]:
    """As by_token, with the three fields the cbn lists answer."""
    page, token = by_token(call, items)
    fields: dict[str, Any] = {"MaxResults": call.get("MaxResults", 20), "TotalCount": len(items)}
    if token:
        fields["NextToken"] = token
    return page, fields
