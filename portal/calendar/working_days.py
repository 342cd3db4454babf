"""Working days in mainland China, as the State Council arranges them each year.

Public holidays fall on weekdays and are made up for on weekends (调休), so a Saturday can be a working day.
The arrangement for a year is published late in the year before; until the calendar data knows it, that
year's holidays are computed without make-up days and everything counted in it is provisional. Source: the
`holidays` package, which cites each year's notice; with the data of 2026-11 the last known year is 2026.
Dates are days in China.

>>> is_working_day(date(2026, 10, 10)), is_working_day(date(2026, 10, 7))
(True, False)
>>> add_working_days(date(2026, 9, 30), 1)
datetime.date(2026, 10, 8)
>>> is_provisional(2026), is_provisional(2027)
(False, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
EARLIEST_LAST_YEAR = 2026  # the data of the oldest calendar package we install reaches this far
_OBSERVED = re.compile(r"\s*(\(observed\)|（补假）)$")
_DAY_MOVED = re.compile(r"substituted from|调休")


def is_working_day(day: date) -> bool:
    """Whether offices work: no public holiday, and no weekend unless it makes up for one."""
    free, made_up = _year(day.year)
    return day in made_up or (day.weekday() < 5 and day not in free)


def add_working_days(start: date, count: int) -> date:
    """The `count`-th working day after `start` (before it, when negative); `start` itself for 0.

    The start is never counted, so one working day after a Friday is the Monday.
    """
    step = ONE_DAY if count >= 0 else -ONE_DAY
    day, left = start, abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def is_provisional(year: int) -> bool:
    """Whether the year's arrangement of holidays is not in the calendar data yet."""
    return year > _last_arranged_year()


def holiday_name(day: date) -> tuple[str, str] | None:
    """The holiday a free day belongs to, in English and Chinese; `None` for ordinary days.

    A day that is free because a weekend is worked instead carries the name of the holiday it lengthens.
    """
    free, _ = _year(day.year)
    if day not in free:
        return None
    return next((name for name in map(_proper_name, _nearest_first(day)) if name is not None), free[day])


def _nearest_first(day: date) -> Iterator[date]:
    yield day
    for distance in range(1, 8):
        yield day - distance * ONE_DAY
        yield day + distance * ONE_DAY


def _proper_name(day: date) -> tuple[str, str] | None:
    said = _year(day.year)[0].get(day)
    if said is None or _DAY_MOVED.search(said[0]) or _DAY_MOVED.search(said[1]):
        return None
    english, chinese = (_OBSERVED.sub("", name) for name in said)
    return english, chinese


@cache
def _year(year: int) -> tuple[dict[date, tuple[str, str]], frozenset[date]]:
    """The free days of a year with their two names, and the weekends that are worked."""
    english = holidays.country_holidays("CN", years=year, language="en_US", expand=False)
    chinese = holidays.country_holidays("CN", years=year, language="zh_CN", expand=False)
    free = {day: (english[day], chinese[day]) for day in sorted(english) if day.year == year}
    return free, frozenset(day for day in english.weekend_workdays if day.year == year)


@cache
def _last_arranged_year() -> int:
    """The newest year with make-up days; an arrangement always has some, a computed year never."""
    year = EARLIEST_LAST_YEAR
    while _year(year + 1)[1]:
        year += 1
    return year
