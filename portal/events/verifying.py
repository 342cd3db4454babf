"""Walks a chain of events and finds the first row that is not what was written.

A changed row no longer has its own hash, an inserted, removed or reordered one breaks the sequence or the
link, and one cut off at the end is missing against the head.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.db.models import Subquery

from portal.events import chain
from portal.events.models import Event, Head
from portal.events.sealing import unseal

CHUNK = 2000


@dataclass(frozen=True)
class Break:
    """The first broken place of one organization's chain."""

    organization_id: uuid.UUID
    sequence: int
    reason: str


def verify(organization_id: uuid.UUID) -> Break | None:
    """None when every row of the organization is as it was recorded. Reads in chunks, writes nothing.

    Rows recorded while this runs are left out: the head is read first and is where the walk ends.
    """
    head = Head.objects.filter(organization_id=organization_id).first() or Head()
    sequence, feed_position, previous_hash = 0, 0, chain.GENESIS

    def broken(at: int, reason: str) -> Break:
        return Break(organization_id, at, reason)

    for event in _rows(organization_id, head.sequence):
        expected = sequence + 1
        if event.sequence != expected:
            return broken(expected, f"missing; the next row is {event.sequence}")
        if event.previous_hash != previous_hash:
            return broken(expected, "does not follow from the row before it")
        if event.hash != event.computed_hash():
            return broken(expected, "its fields are not those that were recorded")
        if not _detail_fits(event):
            return broken(expected, "its detail is not the one that was recorded")
        if event.feed_position is not None:
            if event.feed_position != feed_position + 1:
                return broken(expected, f"is number {event.feed_position} of the feed after {feed_position}")
            feed_position = event.feed_position
        sequence, previous_hash = event.sequence, event.hash
    if (sequence, feed_position, previous_hash) != (head.sequence, head.feed_position, head.hash):
        return broken(sequence + 1, f"the head is at {head.sequence}, the last row is {sequence}")
    if _stands_after_the_head(organization_id):
        return broken(sequence + 1, "stands after the head")
    return None


def organizations_with_events() -> list[uuid.UUID]:
    """Also those whose head was removed."""
    headed = Head.objects.values_list("organization_id", flat=True)
    return sorted({*headed, *Event.objects.order_by().values_list("organization_id", flat=True).distinct()})


def _rows(organization_id: uuid.UUID, until: int) -> Iterator[Event]:
    rows = Event.objects.filter(organization_id=organization_id, sequence__lte=until).order_by("sequence")
    return rows.iterator(chunk_size=CHUNK)


def _detail_fits(event: Event) -> bool:
    """Whether the personal part is the recorded one. One that was erased takes nothing from the chain."""
    if event.detail is None:
        return True
    try:
        sealed = unseal(event.detail)
    except InvalidToken:
        return False
    return chain.digest(base64.b64decode(sealed["salt"]), sealed["detail"]) == event.detail_digest


def _stands_after_the_head(organization_id: uuid.UUID) -> bool:
    """Asked in one statement, so that an event recorded meanwhile is seen with its head or not at all."""
    rows = Event.objects.filter(organization_id=organization_id)
    head = Head.objects.filter(organization_id=organization_id)
    if rows.filter(sequence__gt=Subquery(head.values("sequence")[:1])).exists():
        return True
    return not head.exists() and rows.exists()
