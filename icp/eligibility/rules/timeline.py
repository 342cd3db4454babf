"""When a filing number may be expected: steps in China working days, earliest and latest, never one date.

Durations come from the policy: the guide says 2-4 weeks for the filing and 4-8 for the commercial license;
newer sources say 1-2 days of preliminary review, 1-3 until it is sent on and 1-20 at the administration. A
range that reaches into a year whose holidays are not arranged yet is provisional. Source: rule book
sections 1 and 9.

>>> from icp.eligibility.rules.policy import POLICIES
>>> way = expected("filing", POLICIES["cn-2026-11"], date(2026, 9, 21))
>>> way.earliest.isoformat(), way.latest.isoformat(), [str(span.name) for span in way.holidays]
('2026-09-30', '2026-11-09', ['Mid-Autumn Festival', 'National Day'])
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.policy import Policy
from icp.eligibility.rules.policy_parts import Step
from icp.eligibility.rules.verdict import Verdict
from portal.calendar.working_days import add_working_days, holiday_name, is_provisional

NO_ORDER = ("none", "conflict")


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One stretch: how many working days it takes, when it ends at the earliest and at the latest."""

    key: str
    label: Words
    working_days: tuple[int, int]
    earliest_end: date
    latest_end: date
    basis: str


@dataclass(frozen=True, slots=True)
class HolidaySpan:
    """Free days in a row that belong to one holiday."""

    first: date
    last: date
    name: Words


@dataclass(frozen=True, slots=True)
class Timeline:
    start: date
    steps: tuple[TimelineStep, ...]
    earliest: date
    latest: date
    holidays: tuple[HolidaySpan, ...]
    provisional_years: tuple[int, ...]

    @property
    def is_provisional(self) -> bool:
        return bool(self.provisional_years)

    @property
    def working_days(self) -> tuple[int, int]:
        """Least and most working days of the whole way."""
        least, most = zip(*(step.working_days for step in self.steps), strict=True)
        return sum(least), sum(most)


def expected_for(
    verdict: Verdict, policy: Policy, start: date, province: str | None = None
) -> Timeline | None:
    """The timeline of a verdict; `None` where no order is to be opened."""
    return None if verdict.filing_type in NO_ORDER else expected(verdict.need, policy, start, province)


def expected(need: str, policy: Policy, start: date, province: str | None = None) -> Timeline | None:
    """The timeline of a need (`filing`, `filing+commercial_licence`) from a start day; `None` for no need."""
    durations = [step for step in policy.durations if need in step.needs]
    if not durations:
        return None
    steps = tuple(_walk(durations, start, province))
    latest = steps[-1].latest_end
    return Timeline(
        start=start,
        steps=steps,
        earliest=steps[-1].earliest_end,
        latest=latest,
        holidays=tuple(_holidays(start, latest)),
        provisional_years=tuple(year for year in range(start.year, latest.year + 1) if is_provisional(year)),
    )


def _walk(durations: list[Step], start: date, province: str | None) -> Iterator[TimelineStep]:
    earliest = latest = start
    for step in durations:
        least, most = step.in_province.get(province or "", step.working_days)
        earliest, latest = add_working_days(earliest, least), add_working_days(latest, most)
        yield TimelineStep(step.key, step.label, (least, most), earliest, latest, step.basis)


def _holidays(start: date, end: date) -> Iterator[HolidaySpan]:
    """Holidays between the two days that take a weekday away."""
    span: HolidaySpan | None = None
    for offset in range(1, (end - start).days + 1):
        day = start + timedelta(days=offset)
        name = holiday_name(day)
        if name is None or day.weekday() >= 5:
            continue
        if span and span.name == Words(*name) and (day - span.last).days <= 4:
            span = HolidaySpan(span.first, day, span.name)
            continue
        if span:
            yield span
        span = HolidaySpan(day, day, Words(*name))
    if span:
        yield span
