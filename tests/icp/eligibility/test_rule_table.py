"""The rule table and the checks agree, and every rule speaks two languages."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from icp.eligibility.rules import hosting, reference
from icp.eligibility.rules.facts import COLUMNS, Facts
from icp.eligibility.rules.filing_types import TYPES
from icp.eligibility.rules.findings import OUTCOMES, Finding, ask
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.verdict import CHECKS, ORDER, assess

from .facts_for_tests import CASES, TODAY, case_facts, values_of

APPLICANT_RULES = {"E01", "E02", "E03", "E04", "E05", "E06", "E07", "E09", "E10", "E11", "E14"}
NEED_RULES = {*hosting.GROUNDS, "N03", "N05", "N06", "N08", "N09", "N11", "N13"}
ADVICE_RULES = {"A01", "A02", "A03"}
# Counted or compared with what only an open filing has: sites, numbers, footers, dates of orders.
LATER_ROOMS = {"C03", "D12", "P03", "R03", *(f"L{number:02}" for number in range(1, 10))}


def test_every_rule_of_the_table_is_asked_here_or_belongs_to_a_later_room() -> None:
    asked = {*CHECKS, *APPLICANT_RULES, *NEED_RULES, *TYPES, *ADVICE_RULES}
    assert asked | LATER_ROOMS == set(reference.RULE_IDS)
    assert not asked & LATER_ROOMS
    assert set(ORDER) == asked - ADVICE_RULES
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("policy_id", sorted(POLICIES))
@pytest.mark.parametrize("rule_id", reference.RULE_IDS)
def test_whatever_a_rule_says_it_says_why_and_what_to_do_in_two_languages(
    policy_id: str, rule_id: str
) -> None:
    rule = POLICIES[policy_id].rules[rule_id]
    findings = [rule.usual[outcome] for outcome in OUTCOMES]
    asking = rule.answered(ask("province", "age"))
    assert asking is not None and asking.outcome == "needs-human" and asking.asks == ("province", "age")
    for finding in (*findings, asking):
        assert_complete(finding)


def assert_complete(finding: Finding) -> None:
    words = (finding.reason.en, finding.reason.zh, finding.remedy.en, finding.remedy.zh, finding.source)
    assert all(text.strip() for text in words), finding
    assert finding.confidence in ("high", "medium", "low")


def test_every_finding_of_every_case_is_complete_and_has_no_open_place() -> None:
    changes = [{name: value} for name in COLUMNS for value in ("unknown", *values_of(name))]
    for row, change in itertools.product(CASES[::14], changes):
        verdict = assess(Facts.parse(case_facts(row) | change), POLICIES[row["policy"]], TODAY)
        for finding in (*verdict.findings, *verdict.passed, *verdict.grounds, *verdict.conditional):
            assert_complete(finding)
            assert "{" not in finding.reason.en + finding.reason.zh, finding


def test_a_site_name_is_refused_with_the_rule_it_breaks() -> None:
    row = next(row for row in CASES if row["case_id"] == "C067")
    (finding,) = assess(Facts.parse(case_facts(row)), POLICIES[row["policy"]], TODAY).findings
    assert (
        finding.reason.en == "The website name breaks a naming rule: national word for a non-national body."
    )
    assert finding.reason.zh == "网站名称不符合命名规则：含国家级字头。"


def test_the_newer_policy_replaces_one_rule_and_keeps_the_rest() -> None:
    seed, newer = POLICIES["seed-1"], POLICIES["cn-2026-11"]
    on = date(2026, 11, 23)
    active = [{rule_id for rule_id in policy.rules if policy.rule(rule_id, on)} for policy in (seed, newer)]
    assert active[0] - active[1] == {"D02"}
    assert "D02n" in active[1]
