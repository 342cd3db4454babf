"""Reads the events of each organization from where it stopped, and tells what the table says.

The bookmark is a row: a worker that dies, or a wake-up that is lost, costs one sweep. Telling and moving the
bookmark are one transaction, and a key is told once, so nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Q

from portal.events.models import Event, Head
from portal.notifications.about import About
from portal.notifications.models import Bookmark
from portal.notifications.rules.table import RULES, TOLD_TYPES, rule_for
from portal.notifications.workflow import tell

EVENTS_AT_ONCE = 200
ORGANIZATIONS_AT_ONCE = 200
# What a room knows about the record behind one of its events; None when there is nothing to tell.
Describe = Callable[[Event], About | None]


def organizations_with_news(after: uuid.UUID | None = None) -> list[uuid.UUID]:
    """At most 200, in the order of their ids, from behind `after` on: whoever is stuck hides no other."""
    behind = Q(organization__bookmark=None) | Q(sequence__gt=F("organization__bookmark__sequence"))
    heads = (
        Head.objects.filter(behind)
        if after is None
        else Head.objects.filter(behind, organization_id__gt=after)
    )
    return list(
        heads.order_by("organization_id").values_list("organization_id", flat=True)[:ORGANIZATIONS_AT_ONCE]
    )


@transaction.atomic
def tell_news(organization_id: uuid.UUID, describe: Describe) -> int:
    """Read on by at most 200 events; how many were read. None are while somebody else reads here."""
    Bookmark.objects.bulk_create([Bookmark(organization_id=organization_id)], ignore_conflicts=True)
    bookmark = Bookmark.objects.select_for_update(skip_locked=True).filter(pk=organization_id).first()
    if bookmark is None:
        return 0
    rows = Event.objects.filter(organization_id=organization_id, sequence__gt=bookmark.sequence)
    events = list(
        rows.select_related("organization", "actor").defer("detail").order_by("sequence")[:EVENTS_AT_ONCE]
    )
    for event in events:
        _tell_of(event, describe)
    if events:
        bookmark.sequence = events[-1].sequence
        bookmark.save(update_fields=["sequence"])
    return len(events)


def _tell_of(event: Event, describe: Describe) -> None:
    if event.type not in TOLD_TYPES:
        return
    about = describe(event)
    if about is None:
        return
    rule = rule_for(event.type, about.action)
    if rule is None:
        return
    name = f"{event.type}:{about.action}"
    tell(
        rule,
        rule_name=name if name in RULES else event.type,
        key=f"event:{event.pk}",
        about=about,
        organization=event.organization,
        by=event.actor,
    )
