"""Expected dates: China working days, both ends of the range, holidays by name, provisional years."""

from __future__ import annotations

from datetime import date

import pytest

from icp.eligibility.rules.policy import POLICIES, Policy
from icp.eligibility.rules.timeline import expected, expected_for
from icp.eligibility.rules.verdict import assess

from .facts_for_tests import TODAY, facts_of

SEED, NEWER = POLICIES["seed-1"], POLICIES["cn-2026-11"]


@pytest.mark.parametrize(
    ("policy", "need", "days"),
    [
        (SEED, "filing", (13, 25)),
        (SEED, "filing+commercial_licence", (33, 65)),
        (NEWER, "filing", (6, 30)),
        (NEWER, "filing+commercial_licence", (46, 90)),
    ],
)
def test_the_steps_add_up_to_the_policys_durations(policy: Policy, need: str, days: tuple[int, int]) -> None:
    timeline = expected(need, policy, TODAY)
    assert timeline is not None and timeline.working_days == days


def test_no_need_has_no_dates() -> None:
    assert expected("none", SEED, TODAY) is None
    assert expected_for(assess(facts_of("C021"), SEED, TODAY), SEED, TODAY) is None


def test_a_domain_that_is_filed_already_has_no_dates() -> None:
    facts = facts_of("C042", domain_filed="alibaba", subject_filed="alibaba")
    assert expected_for(assess(facts, NEWER, TODAY), NEWER, TODAY) is None


def test_a_range_over_new_year_is_provisional_and_names_the_holiday() -> None:
    timeline = expected("filing", NEWER, TODAY)
    assert timeline is not None
    assert (timeline.earliest, timeline.latest) == (date(2026, 12, 1), date(2027, 1, 5))
    assert (timeline.is_provisional, timeline.provisional_years) == (True, (2027,))
    assert [(span.first, str(span.name), span.name.zh) for span in timeline.holidays] == [
        (date(2027, 1, 1), "New Year's Day", "元旦")
    ]


def test_a_range_inside_an_arranged_year_is_firm() -> None:
    timeline = expected("filing", NEWER, date(2026, 9, 21))
    assert timeline is not None and not timeline.is_provisional
    spans = [(span.first, span.last, span.name.zh) for span in timeline.holidays]
    assert spans == [
        (date(2026, 9, 25), date(2026, 9, 25), "中秋节"),
        (date(2026, 10, 1), date(2026, 10, 7), "国庆节"),
    ]


def test_zhejiang_may_take_longer() -> None:
    usual, there = expected("filing", NEWER, TODAY), expected("filing", NEWER, TODAY, "Zhejiang")
    assert usual is not None and there is not None
    assert there.working_days == (6, 40) and there.latest > usual.latest


def test_each_step_begins_where_the_one_before_ended() -> None:
    timeline = expected("filing+commercial_licence", NEWER, TODAY)
    assert timeline is not None
    ends = [(step.earliest_end, step.latest_end) for step in timeline.steps]
    assert ends == sorted(ends)
    assert all(step.earliest_end <= step.latest_end and step.basis for step in timeline.steps)
