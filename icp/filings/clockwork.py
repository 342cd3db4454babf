"""What the clocks of filings do when their moment comes. Rows drive it; messages are hints.

A clock is looked at under the filing's lock, by the business time of its organization. However late we come,
only the newest reminder is said, and each at most once: what was said is written in the transaction that
records the event.
"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from icp.filings.models import Deadline, Filing
from icp.filings.rules.deadlines import Clock, Kind
from icp.filings.workflow.moving import clock_of, perform
from icp.filings.workflow.rows import locked
from portal.calendar.clock import ClockTimestamp, now
from portal.events.recording import record

AT_MOST = 200


def due() -> QuerySet[Deadline]:
    """Clocks whose next moment has come, by the time of their own organization."""
    at = Coalesce(F("filing__organization__frozen_at"), ClockTimestamp())
    return Deadline.objects.filter(next_at__isnull=False, next_at__lte=at).order_by("next_at")


def ring_due(at_most: int = AT_MOST) -> int:
    """Ring every due clock once; how many rang."""
    filings = list(due().values_list("filing_id", flat=True)[:at_most])
    return sum(ring(pk) for pk in dict.fromkeys(filings))


@transaction.atomic
def ring(filing_id: uuid.UUID) -> bool:
    """Say or do what is due for one filing; False when another worker was faster or nothing is due."""
    free = Filing.objects.select_for_update(skip_locked=True).filter(pk=filing_id).first()
    if free is None:
        return False
    filing = locked(free)
    deadline = filing.deadlines.filter(ended_at=None, next_at__isnull=False).first()
    at = now(filing.organization)
    if deadline is None or deadline.next_at is None or deadline.next_at > at:
        return False
    if at >= deadline.due_at:
        _end(filing, deadline)
        return True
    clock = _clock(filing, deadline)
    passed = clock.latest(at)
    said = passed > deadline.passed
    deadline.passed, deadline.next_at = max(passed, deadline.passed), clock.next_after(passed)
    deadline.save(update_fields=["passed", "next_at"])
    if said:
        _remind(filing, deadline, passed)
    return said


def _clock(filing: Filing, deadline: Deadline) -> Clock:
    clock = clock_of(filing, deadline.state, deadline.starts_at, deadline.due_at)
    return clock or Clock(deadline.due_at, ())


def _end(filing: Filing, deadline: Deadline) -> None:
    match deadline.kind:
        case Kind.SMS:
            perform(filing, "timeout_24h", by=None)
        case Kind.IDLE:
            perform(filing, "idle_45_days", by=None, fields={"ended_at": now(filing.organization)})
        case _:
            # A review that is late, or a provider's deadline: people act, the clock only says so.
            deadline.next_at = None
            deadline.save(update_fields=["next_at"])
            type = "filing.risk_deadline_reached" if deadline.kind == Kind.RISK else "filing.review_late"
            _record(type, filing, {})


def _remind(filing: Filing, deadline: Deadline, passed: int) -> None:
    _record(
        f"filing.{deadline.kind}_reminder",
        filing,
        {"passed": passed, "until": deadline.due_at.isoformat()},
    )


def _record(type: str, filing: Filing, facts: dict[str, object]) -> None:
    record(
        type,
        organization=filing.organization,
        subject=filing,
        actor=None,
        payload={"reference": filing.reference, "state": filing.state, **facts},
    )
