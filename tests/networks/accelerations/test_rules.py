"""Plans, the question about filings, and the life of an order: tables of cases, no database."""

from __future__ import annotations

import doctest

import pytest

from networks.accelerations.rules import filing_check, lifecycle, plans, wish
from networks.accelerations.rules.consequences import CONSEQUENCES
from portal.web.pills import PILLS


@pytest.mark.parametrize("module", [filing_check, lifecycle, plans, wish], ids=lambda each: each.__name__)
def test_the_examples_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_the_guide_puts_access_points_in_the_mainland_or_in_hong_kong() -> None:
    assert {code: plan.access_points.en for code, plan in plans.PLANS.items()} == {
        "standard": "Mainland China",
        "enhanced": "Mainland China",
        "premium": "Hong Kong",
    }
    assert {code: plan.packages for code, plan in plans.PLANS.items()} == {
        "standard": ("Basic", "CrossDomain"),
        "enhanced": ("Enhanced", "CrossDomain"),
        "premium": ("Advanced",),
    }


@pytest.mark.parametrize(
    ("plan", "has_number", "is_refused"),
    [
        ("standard", False, True),
        ("standard", True, False),
        ("enhanced", False, True),
        ("enhanced", True, False),
        ("premium", False, False),
        ("premium", True, False),
    ],
)
def test_only_the_mainland_needs_a_number(plan: str, has_number: bool, is_refused: bool) -> None:
    missing = filing_check.filing_check(plan, has_number=has_number, domain="nordwind.cn")

    assert (missing is not None) is is_refused
    if missing is not None:
        assert "nordwind.cn" in missing.message.en and "nordwind.cn" in missing.message.zh
        assert "Premium" in missing.alternative.en


def test_every_step_towards_service_asks_for_the_filing_and_no_step_out_of_it_does() -> None:
    asking = {move.verb for move in lifecycle.MOVES if move.asks_for_filing}
    assert asking == {"submit", "approve", "put_in_service"}


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_every_verb_that_does_not_fit_is_refused_in_both_languages(state: str) -> None:
    for verb in set(lifecycle.VERBS) - set(lifecycle.allowed_verbs(state)):
        message, remedy = lifecycle.refusal("GA-3", state, verb)
        assert message.en.startswith("GA-3 ") and message.zh.startswith("GA-3 ")
        assert remedy.en and remedy.zh
    assert state in PILLS


def test_what_is_relied_on_has_a_consequence() -> None:
    assert set(CONSEQUENCES) == set(lifecycle.RELIED_ON)


@pytest.mark.parametrize(
    ("mbps", "is_fine"), [(1, False), (2, True), (2000, True), (2001, False), (0, False), (-5, False)]
)
def test_bandwidth_has_bounds(mbps: int, is_fine: bool) -> None:
    assert (wish.problems_of("premium", ["Europe"], mbps) == []) is is_fine


def test_servers_in_the_mainland_are_told_apart_from_an_unknown_place() -> None:
    (mainland,) = wish.problems_of("premium", ["Europe", "China"], 10)
    (unknown,) = wish.problems_of("premium", ["Atlantis"], 10)
    assert mainland.path == unknown.path == "areas" and mainland.words != unknown.words
