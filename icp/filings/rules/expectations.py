"""When could it be live: the steps left, from published ranges, and from five cases on from our own.

Published ranges are those of data/workflow.json (2026-11-23): provider's review 1 to 2 working days, sending
on 1 to 3, authority 1 to 20 (Zhejiang up to 30). Our own figures are the median and the 90th percentile of
how many working days filings stood in a state, in the province where five or more are known, else in all
provinces. The text message is expected within a day. Never a promise: every step has an earliest and a
latest day.

>>> steps = expected("PRELIM_REVIEW", date(2026, 11, 23), date(2026, 11, 24), "Shanghai", {})
>>> [step.state for step in steps]
['PRELIM_REVIEW', 'AWAIT_SUBMIT', 'SMS_PENDING', 'CA_REVIEW']
>>> steps[-1].earliest, steps[-1].latest
(datetime.date(2026, 11, 26), datetime.date(2026, 12, 29))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from icp.filings.rules.deadlines import working_days_of
from portal.calendar.working_days import add_working_days, is_provisional

LEAST_CASES = 5
# The straight way, in the order in which a filing goes through it.
WAY: tuple[str, ...] = (
    "SPECIALIST_REVIEW",
    "IDENTITY_CHECK",
    "PRELIM_REVIEW",
    "AWAIT_SUBMIT",
    "SMS_PENDING",
    "CA_REVIEW",
)
# Working days where nothing is published: done by people within a day, mostly.
_QUICK = {"IDENTITY_CHECK": (0, 2), "SMS_PENDING": (0, 1)}
_BEFORE = {"DRAFT": WAY, "DOCS": WAY, **{state: WAY[WAY.index(state) :] for state in WAY}}


@dataclass(frozen=True, slots=True)
class Seen:
    """Our own cases of one state: how many, and their median and 90th percentile in working days."""

    cases: int
    p50: int
    p90: int


@dataclass(frozen=True, slots=True)
class Step:
    state: str
    earliest: date
    latest: date
    working_days: tuple[int, int]
    seen: Seen | None
    provisional: bool


def seen(days: Sequence[int]) -> Seen | None:
    """What these cases say; nothing below five of them.

    >>> seen([3, 1, 2, 9, 4])
    Seen(cases=5, p50=3, p90=9)
    >>> seen([1, 2, 3, 4]) is None
    True
    """
    if len(days) < LEAST_CASES:
        return None
    ordered = sorted(days)
    return Seen(len(ordered), _percentile(ordered, 0.5), _percentile(ordered, 0.9))


def expected(
    state: str, since: date, today: date, province: str, known: Mapping[str, Seen]
) -> tuple[Step, ...]:
    """The steps that are left from this state on, the present one counted from the day it began.

    No step ends before today. Nothing for a state from which no straight way leads to a number; a returned
    filing goes the whole way again once it is sent.
    """
    left = _BEFORE.get(state, WAY if state.endswith(("RETURNED", "CORRECTION", "REJECTED")) else ())
    steps: list[Step] = []
    start = (since, since) if state in WAY else (today, today)
    for each in left:
        days = working_days_of(each, province) or _QUICK[each]
        own = known.get(each)
        used = (own.p50, own.p90) if own else days
        ends = [add_working_days(begin, count) for begin, count in zip(start, used, strict=True)]
        earliest, latest = max(ends[0], today), max(ends[1], today)
        steps.append(Step(each, earliest, latest, used, own, is_provisional(latest.year)))
        start = (earliest, latest)
    return tuple(steps)


def _percentile(ordered: Sequence[int], share: float) -> int:
    """The nearest-rank percentile of a sorted list."""
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]
