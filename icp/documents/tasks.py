"""Celery's door to the papers: an id in, one call, nothing trusted but the row."""

from __future__ import annotations

import uuid

from celery import shared_task

from icp.documents import checking, retention, sweeping
from icp.documents.models import Paper
from portal.events.recording import wake


@shared_task(name="icp.documents.check")
def check(pk: str) -> None:
    paper = (
        Paper.objects.select_related("filing", "license__filing", "organization")
        .filter(pk=uuid.UUID(pk))
        .first()
    )
    if paper is not None:
        checking.check(paper)


@shared_task(name="icp.documents.sweep")
def sweep() -> int:
    """Wake what is due, and clear away what somebody left behind."""
    sweeping.forget_what_never_arrived()
    sweeping.discard_leftovers()
    due = sweeping.due_checks()
    for pk in due:
        wake("icp.documents.check", pk)
    return len(due)


@shared_task(name="icp.documents.purge")
def purge() -> int:
    """Delete papers whose time has come; a full batch is followed by another one."""
    deleted = retention.purge_due()
    if deleted == retention.AT_ONCE:
        wake("icp.documents.purge")
    return deleted
