"""What the worker's sweep does, done at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from portal.accounts.models import User
from portal.notifications.models import Notice
from portal.notifications.sources import describe
from portal.notifications.walking import organizations_with_news, tell_news


def tell_everything() -> None:
    """Until nothing is read any more: where a test removed events from a chain, some never will be."""
    while sum(tell_news(organization_id, describe) for organization_id in everybody_with_news()):
        pass


def everybody_with_news() -> Iterator[uuid.UUID]:
    last: uuid.UUID | None = None
    while several := organizations_with_news(last):
        yield from several
        last = several[-1]


def told(*people: User, rule: str = "") -> set[tuple[str, str, str]]:
    """Who heard what by which channel."""
    rows = Notice.objects.filter(person__in=people)
    if rule:
        rows = rows.filter(rule=rule)
    return {(row.person.name.split()[0], row.rule, row.channel) for row in rows.select_related("person")}


def names(*people: User, rule: str) -> set[str]:
    return {name for name, _rule, _channel in told(*people, rule=rule)}
