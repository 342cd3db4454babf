"""The clocks of a commercial license. Pure.

The administration answers within 40 to 60 working days of mainland China; the guide's own range is 4 to 8
weeks. A license is valid for 5 years. Each year, mostly from January to March, the year before is reported;
the renewal is asked for 90 days before the end (rule book sections 1 and 11, L09, 2026-11-23, confidence
medium: one source says March to June). Days are days in China; a day ends at midnight there, and reminders go
out at nine in the morning.

>>> review(date(2026, 12, 1)).provisional
True
>>> five_years_after(date(2028, 2, 29))
datetime.date(2033, 2, 28)
>>> [moment.code for moment in moments_in_force(date(2026, 12, 1), date(2028, 12, 1), 2026)]
['report', 'report', 'report', 'renewal', 'renewal', 'renewal', 'end']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icp.filings.rules.deadlines import BEIJING, Span, end_of_day, span_of

REVIEW_DAYS = (40, 60)
YEARS = 5
RENEWAL_DAYS = 90
# Days before the end on which a renewal is reminded of; on the 90th it is to be asked for.
RENEWAL_REMINDERS = (120, 90, 30)
# Days of the year on which the report of the year before is reminded of, and the last day of its time.
REPORT_REMINDERS = ((1, 5), (3, 1), (3, 25))
REPORT_ENDS = (3, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """code: "late" (a review), "report", "renewal" or "end". year: the one that a report is about."""

    at: datetime
    code: str
    year: int = 0


def review(since: date) -> Span:
    """When the administration is expected to answer what was sent to it on this day."""
    return span_of(since, REVIEW_DAYS)


def moments_in_review(since: date) -> tuple[Moment, ...]:
    return (Moment(end_of_day(review(since).latest), "late"),)


def five_years_after(day: date) -> date:
    """The same day five years on; 28 February for the 29th."""
    return years_after(day, YEARS)


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def moments_in_force(
    granted_on: date, valid_until: date, reported: int, *, renewing: bool = False
) -> tuple[Moment, ...]:
    """Everything that falls due while it is in force, in order.

    `reported`: the newest year whose report is in. A report is about a year that the license was in force
    in. While a renewal is under way nobody is reminded of it.
    """
    moments = [
        Moment(_nine(date(year + 1, month, day)), "report", year)
        for year in range(max(granted_on.year, reported + 1), valid_until.year)
        for month, day in REPORT_REMINDERS
        if date(year + 1, month, day) <= valid_until
    ]
    if not renewing:
        moments += [
            Moment(_nine(valid_until - timedelta(days=days)), "renewal") for days in RENEWAL_REMINDERS
        ]
    moments.append(Moment(end_of_day(valid_until), "end"))
    return tuple(sorted(moments, key=lambda moment: moment.at))


def newest(moments: Iterable[Moment], after: datetime, at: datetime) -> tuple[Moment, ...]:
    """Of each code the newest that came after `after` and by `at`: however late, each is said once."""
    come = {moment.code: moment for moment in moments if after < moment.at <= at}
    return tuple(come.values())


def next_after(moments: Iterable[Moment], after: datetime) -> datetime | None:
    return next((moment.at for moment in moments if moment.at > after), None)


def open_report(granted_on: date, reported: int, today: date) -> int | None:
    """The newest year that is over, was touched by the license and is not reported; None when there is none.

    >>> open_report(date(2026, 12, 1), 0, date(2027, 1, 2))
    2026
    >>> open_report(date(2026, 12, 1), 2026, date(2027, 1, 2)) is None
    True
    """
    year = today.year - 1
    return year if year >= granted_on.year and year > reported else None


def report_is_due_on(year: int) -> date:
    """The last day of the usual time for the report of this year."""
    return date(year + 1, *REPORT_ENDS)


def renewal_is_due_on(valid_until: date) -> date:
    return valid_until - timedelta(days=RENEWAL_DAYS)


def renewal_opens_at(valid_until: date) -> datetime:
    """When the first reminder of the renewal goes out: from then on a specialist has it on the desk."""
    return _nine(valid_until - timedelta(days=max(RENEWAL_REMINDERS)))


def _nine(day: date) -> datetime:
    return datetime.combine(day, time(9), BEIJING)
