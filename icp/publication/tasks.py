"""Celery's door to what follows a number: an id in, one call, nothing trusted but the row."""

from __future__ import annotations

import uuid

from celery import shared_task

from icp.publication.asking import CHECK
from icp.publication.checking import check_footer
from icp.publication.clockwork import ring_due
from icp.publication.models import Publication
from icp.publication.watching import watch
from portal.events.recording import wake

SWEPT_AT_ONCE = 50


@shared_task(name=CHECK)
def check(pk: str) -> None:
    publication = Publication.objects.filter(pk=uuid.UUID(pk)).first()
    if publication is not None:
        check_footer(publication)


@shared_task(name="icp.publication.sweep")
def sweep() -> None:
    """Wake the looks that are due, ring the clocks, and take each watch one step on."""
    due = Publication.objects.due_for_check().order_by("check_due_at").values_list("pk", flat=True)
    for pk in list(due[:SWEPT_AT_ONCE]):
        wake(CHECK, pk)
    ring_due()
    for publication in list(Publication.objects.due_for_watch().order_by("watch_due_at")[:SWEPT_AT_ONCE]):
        watch(publication)
