"""Celery's door to the summaries: an id in, one call, nothing trusted but the row."""

from __future__ import annotations

import uuid

from celery import shared_task

from icp.eligibility.models import Summary
from icp.eligibility.summary import make
from portal.events.recording import wake

SWEPT_AT_ONCE = 50


@shared_task(name="icp.eligibility.render_summary")
def render_summary(pk: str) -> None:
    summary = Summary.objects.filter(pk=uuid.UUID(pk)).first()
    if summary is not None:
        make(summary)


@shared_task(name="icp.eligibility.sweep")
def sweep() -> int:
    """Wake what is due: its message was lost, its worker died, or its next attempt has come."""
    due = list(Summary.objects.due().order_by("not_before").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    for pk in due:
        wake("icp.eligibility.render_summary", pk)
    return len(due)
