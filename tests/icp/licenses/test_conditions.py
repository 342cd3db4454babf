"""The table of conditions: what is met, what is looked at, what cannot be, and what is open."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from icp.licenses.rules import conditions, papers, pilots, questions
from icp.licenses.rules.conditions import CONDITIONS, Standing
from tests.icp.licenses.cases import WHOLE

GOOD = {name: questions.read(name, value).value for name, value in WHOLE.items()}
PILOT = {"kind": "B25", "foreign_share_pct": "100", "excluded_content": "no"}
MET, LOOK, NOT_MET, OPEN = Standing.MET, Standing.LOOK, Standing.NOT_MET, Standing.OPEN
CASES: list[tuple[str, dict[str, Any], Standing]] = [
    ("company", {}, MET),
    ("company", {"is_company": "no"}, NOT_MET),
    ("company", {"is_company": None}, OPEN),
    ("capital", {"registered_capital_rmb": 1_000_000}, MET),
    ("capital", {"registered_capital_rmb": 999_999}, LOOK),
    ("capital", {"registered_capital_rmb": 0}, LOOK),
    ("capital", {"scope": "nationwide", "registered_capital_rmb": 10_000_000}, MET),
    ("capital", {"scope": "nationwide", "registered_capital_rmb": 9_999_999}, LOOK),
    ("capital", {"scope": None}, OPEN),
    ("capital", {"registered_capital_rmb": None}, OPEN),
    ("business_scope", {}, MET),
    ("business_scope", {"scope_lists_telecom": "no"}, LOOK),
    ("business_scope", {"scope_lists_telecom": None}, OPEN),
    ("foreign", {}, MET),
    ("foreign", {"foreign_share_pct": "0.00"}, MET),
    ("foreign", {"foreign_share_pct": "0", "kind": None}, MET),
    ("foreign", {"foreign_share_pct": None}, OPEN),
    ("foreign", {"foreign_share_pct": "40", "kind": None}, OPEN),
    ("foreign", {"foreign_share_pct": "0.01"}, LOOK),
    ("foreign", {"foreign_share_pct": "50"}, LOOK),
    ("foreign", {"foreign_share_pct": "50.01"}, OPEN),
    ("foreign", {"foreign_share_pct": "50.01", "pilot_area": "none"}, NOT_MET),
    ("foreign", {"foreign_share_pct": "100", "kind": "B21"}, MET),
    ("foreign", {"foreign_share_pct": "100", "kind": "B21", "pilot_area": "none"}, MET),
    *(("foreign", {**PILOT, "pilot_area": area}, LOOK) for area in pilots.PILOT_AREAS),
    ("foreign", {**PILOT, "pilot_area": "shenzhen", "excluded_content": "yes"}, NOT_MET),
    ("content", {}, MET),
    ("content", {"excluded_content": "yes"}, LOOK),
    ("content", {"excluded_content": None}, OPEN),
    ("staff", {"insured_staff": 3}, MET),
    ("staff", {"insured_staff": 2}, LOOK),
    ("staff", {"insured_staff": 0}, LOOK),
    ("staff", {"insured_staff": None}, OPEN),
    ("office", {}, MET),
    ("office", {"has_office": "no"}, LOOK),
    ("office", {"has_office": None}, OPEN),
    ("server", {}, MET),
    ("server", {"server": "mainland"}, LOOK),
    ("server", {"server": "elsewhere"}, NOT_MET),
    ("server", {"server": None}, OPEN),
    ("security", {}, MET),
    ("security", {"has_security_system": "no"}, LOOK),
    ("security", {"has_security_system": None}, OPEN),
]


@pytest.mark.parametrize(("key", "answers", "standing"), CASES)
def test_each_condition_stands_as_the_table_says(
    key: str, answers: dict[str, Any], standing: Standing
) -> None:
    whole = {name: value for name, value in {**GOOD, **answers}.items() if value is not None}

    finding = next(each for each in conditions.judge(whole) if each.condition.key == key)

    assert finding.standing is standing
    assert bool(finding.remedy.en) == bool(finding.remedy.zh) == (standing in (LOOK, NOT_MET))
    assert "{" not in finding.remedy.en + finding.remedy.zh


def test_a_number_that_misses_names_both_numbers() -> None:
    capital = conditions.judge({**GOOD, "registered_capital_rmb": 400_000, "scope": "nationwide"})[1]

    for said in (capital.remedy.en, capital.remedy.zh):
        assert "400,000" in said and "10,000,000" in said


def test_every_condition_has_a_source_a_date_and_both_languages() -> None:
    for each in CONDITIONS:
        assert each.label.zh and each.usual.zh and each.source.en and each.source.zh
        assert each.as_of.isoformat() == "2026-11-23" and set(each.answers) <= set(questions.QUESTIONS)
    assert {name for each in CONDITIONS for name in each.answers} == set(questions.QUESTIONS)
    assert pilots.SINCE.isoformat() == "2024-04-08" and len(pilots.PILOT_AREAS) == 4


def test_the_pilot_area_is_asked_where_owners_are_foreign_alone() -> None:
    assert "pilot_area" not in conditions.unanswered({})
    assert conditions.unanswered(GOOD) == ()
    assert conditions.unanswered({**GOOD, "foreign_share_pct": "49"}) == ("pilot_area",)


def test_the_papers_are_nine_and_say_what_they_must_show() -> None:
    assert len(papers.PAPERS) == 9
    assert all(paper.must_show.en and paper.must_show.zh for paper in papers.PAPERS.values())


def test_whatever_is_answered_is_judged_and_nothing_open_is_met(
    request: pytest.FixtureRequest, say: Callable[[str], None]
) -> None:
    number = request.config.getoption("randomly_seed")
    say(f"seed {number}")
    dice = random.Random(number)
    values: dict[str, list[Any]] = {
        name: [None, *each.options]
        if each.options
        else [None, "0", "3", "50", "50.01", "100"]
        if each.kind == "share"
        else [None, 0, 3, 10**6, 10**7]
        for name, each in questions.QUESTIONS.items()
    }
    for _n in range(2000):
        answers = {name: dice.choice(options) for name, options in values.items()}
        given = {name: value for name, value in answers.items() if value is not None}
        for finding in conditions.judge(given):
            if all(answers[name] is None for name in finding.condition.answers):
                assert finding.standing is OPEN, (finding.condition.key, given)
        blocked = {each.condition.key for each in conditions.hindrances(given)}
        assert blocked <= {"company", "foreign", "server"}, given
