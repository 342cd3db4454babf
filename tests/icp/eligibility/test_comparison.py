"""Beside the guide's answer stands what newer rules would say, when they say otherwise."""

from __future__ import annotations

from datetime import date

from icp.eligibility.rules.comparison import compare

from .facts_for_tests import TODAY, facts_of


def test_an_ending_approved_since_is_told() -> None:
    difference = compare(facts_of("C029"), TODAY)
    assert difference is not None
    assert (difference.default.outcome, difference.newer.outcome) == ("fail", "pass")
    assert [str(finding) for finding in difference.dropped] == ["D01=fail"]
    assert difference.added == ()


def test_a_registrar_doubted_since_is_told_with_the_reason() -> None:
    difference = compare(facts_of("C035"), TODAY)
    assert difference is not None
    assert [str(finding) for finding in difference.added] == ["D02n=needs-human"]
    assert "MIIT list of approved registrars" in difference.sentence.en
    assert "工信部" in difference.sentence.zh


def test_the_same_answer_is_not_told_twice() -> None:
    assert compare(facts_of("C001"), TODAY) is None
    assert compare(facts_of("C033"), TODAY) is None  # D02 and D02n ask the same question


def test_rules_that_have_not_begun_are_not_compared() -> None:
    assert compare(facts_of("C029"), date(2026, 10, 31)) is None
    assert compare(facts_of("C029"), date(2026, 11, 1)) is not None
