"""When the footer is looked at again, and the 30 days of the public security. Pure.

A filing is to be made within 30 calendar days after the site opens, and its number shown within 30 days
after it is given (Alibaba Cloud document 43898; Huawei Cloud document 0033; Tencent Cloud; rule book L02 and
L03, 2026-11-23). Days are days in China; the last one ends at midnight there. Reminders go out at nine in
the morning.

>>> clock = psb_clock(date(2026, 11, 1))
>>> clock.due_at.isoformat(), [count for count, _ in clock.reminders]
('2026-12-02T00:00:00+08:00', [20, 27, 30])
>>> days_left(date(2026, 11, 1), date(2026, 11, 21))
10
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from icp.filings.rules.deadlines import BEIJING, Clock, day_in_china, end_of_day

PSB_DAYS = 30
PSB_REMINDERS = (20, 27, 30)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
# While a number is new, people are about to put it up.
NEW_FOR = timedelta(days=30)
# One missed look may be a page that is being changed; the second says that it is gone.
MISSES_UNTIL_LOST = 2
CHECKS_KEPT = 60
CHECKS_AN_HOUR = 20


def next_check(at: datetime, granted_at: datetime, *, missed: bool, is_live: bool, failed: bool) -> datetime:
    """A day on after a look that failed or missed what was there, or while the number is new; else a week."""
    is_soon = failed or (missed and is_live) or (not is_live and at < granted_at + NEW_FOR)
    return at + (DAY if is_soon else WEEK)


def psb_clock(began_on: date) -> Clock:
    """The 30 days since the site opened, or since the number was given."""
    reminders = tuple(
        (days, datetime.combine(began_on + timedelta(days=days), time(9), BEIJING)) for days in PSB_REMINDERS
    )
    return Clock(end_of_day(began_on + timedelta(days=PSB_DAYS)), reminders)


def days_left(began_on: date, today: date) -> int:
    """Whole days until the last day; 0 on it, negative after it."""
    return PSB_DAYS - (today - began_on).days


def next_reminder(began_on: date, passed: int) -> datetime | None:
    """The moment of the reminder after the one at `passed` days; None when all are said."""
    return next((at for count, at in psb_clock(began_on).reminders if count > passed), None)


def yearly_review(granted_at: datetime, done: int = 0) -> datetime:
    """Nine in the morning in China, a year after the grant for each review that is done.

    >>> yearly_review(datetime(2028, 2, 29, 3, tzinfo=BEIJING)).isoformat()
    '2029-02-28T09:00:00+08:00'
    """
    day = day_in_china(granted_at)
    year = day.year + done + 1
    try:
        due = day.replace(year=year)
    except ValueError:
        due = date(year, 2, 28)
    return datetime.combine(due, time(9), BEIJING)
