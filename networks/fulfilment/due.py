"""What waits for a worker, for the sweep and for the health page."""

from __future__ import annotations

from django.db.models import QuerySet

from networks.fulfilment.claiming import DUE_STATES
from networks.fulfilment.models import StepRecord
from portal.calendar.clock import ClockTimestamp, engine_now


def oldest_due_seconds() -> float | None:
    """How long the step has waited that is due the longest and untaken; None when none waits."""
    untaken = due_steps().filter(lease_until=None).order_by("not_before")
    first = untaken.values_list("not_before", flat=True).first()
    return (engine_now() - first).total_seconds() if first else None


def due_steps() -> QuerySet[StepRecord]:
    return StepRecord.objects.filter(
        ready=True, active=True, state__in=DUE_STATES, not_before__lte=ClockTimestamp()
    )
