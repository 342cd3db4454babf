"""What waits for a worker, for the sweep and for the health page."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.db.models import QuerySet

from networks.fulfilment.claiming import DUE_STATES
from networks.fulfilment.models import StepRecord
from networks.fulfilment.timing import TIMING
from portal.calendar.clock import ClockTimestamp, engine_now


def oldest_due_seconds() -> float | None:
    """How long the step has waited that is due the longest and untaken; None when none waits."""
    untaken = due_steps().filter(lease_until=None).order_by("not_before")
    first = untaken.values_list("not_before", flat=True).first()
    return (engine_now() - first).total_seconds() if first else None


def seconds_to_come_due() -> list[float]:
    """When steps come due before the next sweep: moments from now, rounded up to a fifteenth of a sweep."""
    grain = TIMING.sweep / 15
    now = engine_now()
    moments = live_steps().filter(not_before__gt=now, not_before__lte=now + timedelta(seconds=TIMING.sweep))
    apart = moments.values_list("not_before", flat=True)
    return sorted({ceil((moment - now).total_seconds() / grain) * grain for moment in apart})


def due_steps() -> QuerySet[StepRecord]:
    return live_steps().filter(not_before__lte=ClockTimestamp())


def live_steps() -> QuerySet[StepRecord]:
    return StepRecord.objects.filter(ready=True, active=True, state__in=DUE_STATES)
