"""China's working days: what the State Council arranged for 2026, and what nobody knows yet for 2027."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar import working_days
from portal.calendar.working_days import add_working_days, holiday_name, is_provisional, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday, made up for
        (date(2026, 10, 11), False),
        (date(2026, 9, 20), True),  # a Sunday, made up for
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 28), True),
        (date(2026, 5, 9), True),
        (date(2026, 12, 25), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_arrangement_of_2026_is_kept(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_counting_starts_after_the_start(start: date, count: int, expected: date) -> None:
    assert add_working_days(start, count) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_as_many_working_days_lie_between_as_were_added(start: date, count: int) -> None:
    end = add_working_days(start, count)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert is_working_day(end)
    assert sum(is_working_day(day) for day in days) == count


def test_years_without_a_notice_are_provisional() -> None:
    assert [is_provisional(year) for year in (2005, 2025, 2026, 2027, 2050)] == [
        False,
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 10, 1), ("National Day", "国庆节")),
        (date(2026, 10, 7), ("National Day", "国庆节")),
        (date(2026, 2, 23), ("Chinese New Year (Spring Festival)", "春节")),
        (date(2026, 4, 6), ("Tomb-Sweeping Day", "清明节")),
        (date(2026, 10, 10), None),
        (date(2026, 11, 23), None),
        (date(2026, 11, 22), None),
    ],
)
def test_a_day_moved_to_a_holiday_carries_its_name(day: date, name: tuple[str, str] | None) -> None:
    assert holiday_name(day) == name


def test_examples_in_the_text_hold() -> None:
    assert doctest.testmod(working_days).failed == 0
