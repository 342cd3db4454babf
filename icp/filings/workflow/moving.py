"""One move of a filing: its clock ends and the next begins, what it took is noted, the event is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from icp.filings.models import Deadline, Filing, Stage
from icp.filings.rules import deadlines, lifecycle
from icp.filings.rules.deadlines import Clock, Kind
from icp.filings.workflow.rows import is_specialist, require_not_anothers, require_verb
from portal.accounts.models import User
from portal.calendar.clock import now
from portal.calendar.working_days import is_working_day


def perform(
    filing: Filing,
    verb: str,
    *,
    by: User | None,
    fields: Mapping[str, Any] | None = None,
    ends_at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
    **payload: Any,
) -> Filing:
    """Move a locked filing by `verb`. A specialist who acts on what nobody has in hand takes it by that.

    `ends_at` is the end of the clock of the state it comes to, where somebody else sets it (a risk).
    Raises Forbidden "role_may_not"; Refused "not_in_this_state", "held_by_another" or "changed_meanwhile".
    """
    require_verb(filing, verb, by)
    at = now(filing.organization)
    values = dict(fields or {})
    if by is not None and is_specialist(filing, by):
        require_not_anothers(filing, by)
        if filing.assigned_to is None:
            values |= {"assigned_to": by, "assigned_at": at}
    target = lifecycle.target(filing.state, verb)
    if target is not None and target != filing.state:
        _note_stage(filing, verb, at)
        values["due_at"] = _next_clock(filing, target, at, ends_at)
        values["state_since"] = at
    filing.move(verb, by=by, fields=values, detail=detail, **payload)
    return filing


def begin_clock(filing: Filing, at: datetime) -> datetime | None:
    """The first clock of a new filing."""
    return _next_clock(filing, filing.state, at, None)


def restart_idle(filing: Filing, at: datetime) -> None:
    """A change begins the 45 days anew; other clocks run on."""
    clock = deadlines.idle(at)
    running = filing.deadlines.filter(ended_at=None, kind=Kind.IDLE)
    if running.update(starts_at=at, due_at=clock.due_at, next_at=clock.next_after(0), passed=0):
        filing.due_at = clock.due_at
        Filing.objects.filter(pk=filing.pk).update(due_at=clock.due_at)


def clock_of(filing: Filing, state: str, at: datetime, ends_at: datetime | None = None) -> Clock | None:
    """The clock that runs in a state entered at this moment; none where nothing runs out."""
    match deadlines.KIND_OF_STATE.get(state):
        case Kind.SMS:
            return deadlines.sms(at)
        case Kind.IDLE:
            return deadlines.idle(at)
        case Kind.REVIEW:
            span = deadlines.review(state, deadlines.day_in_china(at), filing.province)
            return Clock(deadlines.end_of_day(span.latest), ())
        case Kind.RISK if ends_at is not None:
            return deadlines.risk(at, ends_at)
    return None


def _next_clock(filing: Filing, state: str, at: datetime, ends_at: datetime | None) -> datetime | None:
    filing.deadlines.filter(ended_at=None).update(ended_at=at, next_at=None)
    clock = clock_of(filing, state, at, ends_at)
    if clock is None:
        return None
    Deadline.objects.create(
        filing=filing,
        kind=deadlines.KIND_OF_STATE[state],
        state=state,
        starts_at=at,
        due_at=clock.due_at,
        next_at=clock.next_after(0),
    )
    return clock.due_at


def _note_stage(filing: Filing, verb: str, at: datetime) -> None:
    Stage.objects.create(
        filing=filing,
        province=filing.province,
        filing_type=filing.filing_type,
        state=filing.state,
        verb=verb,
        began_at=filing.state_since,
        ended_at=max(at, filing.state_since),
        working_days=_working_days(filing.state_since, at),
    )


def _working_days(began: datetime, ended: datetime) -> int:
    """Working days in China after the first day, up to and with the last; bounded at a year."""
    first, last = deadlines.day_in_china(began), deadlines.day_in_china(ended)
    days = min((last - first).days, 366)
    return sum(is_working_day(first + timedelta(days=day)) for day in range(1, days + 1))
