"""The clocks of a filing: what falls due, when somebody is reminded, and what a working day is.

The text message of the MIIT lasts 24 clock hours, weekends and holidays counted; an order that stands still
lasts 45 calendar days; reviews are expected in working days and never end by themselves. Working days are
those of mainland China (`portal.calendar.working_days`); what crosses into a year whose holidays are not
announced is provisional. Sources: data/workflow.json and rule book sections 4 and 9, 2026-11-23 (Alibaba
Cloud SMS check page; Huawei documents 0013 and 0188). Instants are aware datetimes; days are days in China.

>>> start = datetime(2026, 12, 31, 20, tzinfo=BEIJING)
>>> [hours for hours, _ in sms(start).reminders]
[1, 6, 12, 20, 23]
>>> sms(start).due_at.isoformat()
'2027-01-01T20:00:00+08:00'
>>> review("CA_REVIEW", date(2026, 9, 30), "Beijing").earliest
datetime.date(2026, 10, 8)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from portal.calendar.working_days import add_working_days, is_provisional

BEIJING = ZoneInfo("Asia/Shanghai")
SMS_HOURS = 24
SMS_REMINDERS = (1, 6, 12, 20, 23)
IDLE_DAYS = 45
IDLE_REMINDERS = (30, 40, 44)
WRONG_CODES_ALLOWED = 5

_published = json.loads((Path(__file__).parent / "data" / "workflow.json").read_text(encoding="utf-8"))
_spans = {row["code"]: row["sla"] for row in _published["states"] if row["sla"]}
# Days in which the specialist reads: our own promise, not a fact about China.
SPECIALIST_DAYS = (1, 2)


@dataclass(frozen=True, slots=True)
class Clock:
    """When it runs out, and the instants at which it is said how far it is: (passed, at).

    `passed` counts the clock's own unit from its start: hours for the text message, days for the rest.
    """

    due_at: datetime
    reminders: tuple[tuple[int, datetime], ...]

    def next_after(self, passed: int) -> datetime:
        """The instant of the reminder after the one at `passed` (0: the first), or the end itself."""
        return next((at for count, at in self.reminders if count > passed), self.due_at)

    def latest(self, at: datetime) -> int:
        """The newest reminder whose instant has come; 0 when none has."""
        return max((count for count, moment in self.reminders if moment <= at), default=0)


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which an answer is expected. `provisional` says that holidays may still move it."""

    earliest: date
    latest: date
    working_days: tuple[int, int]
    provisional: bool


def sms(sent_at: datetime) -> Clock:
    return _clock(sent_at, SMS_HOURS, SMS_REMINDERS, timedelta(hours=1))


def idle(changed_at: datetime) -> Clock:
    return _clock(changed_at, IDLE_DAYS, IDLE_REMINDERS, timedelta(days=1))


def risk(reported_at: datetime, ends_at: datetime) -> Clock:
    """The provider sets the end itself; we remind half way, and three days and one day before it."""
    lasts = max((ends_at - reported_at).days, 0)
    days = sorted({day for day in (lasts // 2, lasts - 3, lasts - 1) if 0 < day < lasts})
    return Clock(ends_at, tuple((day, reported_at + timedelta(days=day)) for day in days))


def working_days_of(state: str, province: str) -> tuple[int, int] | None:
    """How many working days a state usually takes, fewest and most; none where no range is published."""
    if state == "SPECIALIST_REVIEW":
        return SPECIALIST_DAYS
    span = _spans.get(state, {})
    if "working_days" not in span:
        return None
    fewest, most = span["working_days"]
    return fewest, span.get("zhejiang_max", most) if province == "Zhejiang" else most


def review(state: str, since: date, province: str) -> Span:
    """When a review that began on this day in China is expected to end.

    Raises `KeyError` for a state without a published range.
    """
    days = working_days_of(state, province)
    if days is None:
        raise KeyError(f"No range of working days is published for {state}.")
    return span_of(since, days)


def span_of(since: date, days: tuple[int, int]) -> Span:
    earliest, latest = (add_working_days(since, count) for count in days)
    return Span(earliest, latest, days, is_provisional(latest.year))


def end_of_day(day: date) -> datetime:
    """The last moment of a day in China, when what was due on it is late."""
    return datetime.combine(day + timedelta(days=1), time(), BEIJING)


def day_in_china(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


def _clock(start: datetime, lasts: int, reminders: tuple[int, ...], unit: timedelta) -> Clock:
    # Elapsed time, never wall time: 24 hours are 24 hours where clocks are put back at night.
    start = start.astimezone(BEIJING)
    return Clock(start + lasts * unit, tuple((count, start + count * unit) for count in reminders))


class Kind:
    """What a row of the deadlines table counts."""

    SMS, IDLE, REVIEW, RISK = "sms", "idle", "review", "risk"


KIND_OF_STATE: Mapping[str, str] = MappingProxyType(
    {
        "SMS_PENDING": Kind.SMS,
        "RISK": Kind.RISK,
        **dict.fromkeys(("SPECIALIST_REVIEW", "PRELIM_REVIEW", "AWAIT_SUBMIT", "CA_REVIEW"), Kind.REVIEW),
        **dict.fromkeys(
            (
                "DRAFT",
                "DOCS",
                "IDENTITY_CHECK",
                "SPECIALIST_RETURNED",
                "PRELIM_CORRECTION",
                "PRELIM_REJECTED",
                "SMS_RETURNED",
                "CA_REJECTED",
            ),
            Kind.IDLE,
        ),
    }
)
