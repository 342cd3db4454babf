"""Finds what a lost message, a dead worker or an absent storage left undone."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from icp.documents.checking import discard, give_up
from icp.documents.models import Paper, StoredFile
from portal.calendar.clock import ClockTimestamp

# An upload is written within seconds of being noted.
ARRIVES_WITHIN = timedelta(minutes=5)
AT_ONCE = 50


def due_checks() -> list[str]:
    """Ids of papers that a worker should look at now."""
    waiting = Paper.objects.due().exclude(state=Paper.State.ARRIVING).order_by("not_before")
    return [str(pk) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE]]


def forget_what_never_arrived() -> int:
    late = Paper.objects.filter(
        state=Paper.State.ARRIVING, not_before__lte=ClockTimestamp() - ARRIVES_WITHIN
    ).select_related("organization", "filing", "license__filing")[:AT_ONCE]
    for paper in late:
        give_up(paper)
    return len(late)


def discard_leftovers() -> int:
    """Files of what was refused, and uploads that were read: their worker died before it destroyed them."""
    left = list(
        StoredFile.objects.filter(
            Q(paper__state__in=[Paper.State.REFUSED, Paper.State.DELETED])
            | Q(part=StoredFile.Part.UPLOAD, paper__state__in=[Paper.State.ACCEPTED, Paper.State.REPLACED])
        )[:AT_ONCE]
    )
    discard(left)
    return len(left)
