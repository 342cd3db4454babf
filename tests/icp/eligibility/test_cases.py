"""The published cases: every row's need, kind, filing type, outcome, decisive rule and findings."""

from __future__ import annotations

import pytest

from icp.eligibility.rules.facts import COLUMNS, Facts
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.verdict import assess

from .facts_for_tests import CASES, TODAY, case_facts


@pytest.mark.parametrize("row", CASES, ids=[row["case_id"] for row in CASES])
def test_published_case_is_judged_as_published(row: dict[str, str]) -> None:
    verdict = assess(Facts.parse(case_facts(row)), POLICIES[row["policy"]], TODAY)
    assert {
        "expected_need": verdict.need,
        "expected_kind": verdict.kind,
        "expected_filing_type": verdict.filing_type,
        "expected_outcome": verdict.outcome,
        "decisive_rule": verdict.decisive_rule,
        "triggered_rules": ";".join(str(finding) for finding in verdict.findings),
    } == {
        name: row[name]
        for name in (
            "expected_need",
            "expected_kind",
            "expected_filing_type",
            "expected_outcome",
            "decisive_rule",
            "triggered_rules",
        )
    }


def test_there_are_ninety_six_cases_with_the_facts_as_columns() -> None:
    assert len(CASES) == 96
    assert [name for name in CASES[0] if name in COLUMNS] == list(COLUMNS)


@pytest.mark.parametrize("row", CASES, ids=[row["case_id"] for row in CASES])
def test_facts_survive_being_written_and_read_again(row: dict[str, str]) -> None:
    facts = Facts.parse(case_facts(row))
    assert Facts.parse(facts.as_texts()) == facts
