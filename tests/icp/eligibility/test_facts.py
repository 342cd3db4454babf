"""Facts as they are given: value, na or unknown; and every problem named at once."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from icp.eligibility.rules.domain_names import UnfilableName
from icp.eligibility.rules.facts import COLUMNS, KINDS, NA, UNKNOWN, Facts, MalformedFacts
from icp.eligibility.rules.reference import FACT_LABELS

from .facts_for_tests import values_of


def test_every_fact_has_a_kind_a_label_and_a_question() -> None:
    assert tuple(KINDS) == COLUMNS == tuple(FACT_LABELS)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_fact_may_be_na_or_unknown_or_one_of_its_values(name: str) -> None:
    assert getattr(Facts.parse({name: "na"}), name) is NA
    assert getattr(Facts.parse({name: "unknown"}), name) is UNKNOWN
    for text in values_of(name):
        facts = Facts.parse({name: text})
        assert Facts.parse(facts.as_texts()) == facts


def test_what_was_not_given_was_not_asked_and_an_empty_answer_is_unknown() -> None:
    facts = Facts.parse({"age": "", "province": None})
    assert (facts.age, facts.province, facts.passport) == (UNKNOWN, NA, NA)


def test_a_program_may_say_true_and_numbers() -> None:
    facts = Facts.parse({"passport": True, "age": 40, "foreign_share_pct": 33.3, "registrar_iana_id": "none"})
    assert (facts.passport, facts.age, facts.foreign_share_pct) == (True, 40, Decimal("33.3"))
    assert facts.registrar_iana_id is None


@pytest.mark.parametrize("spelling", ["Shanghai", "shanghai", "上海市", "上海"])
def test_a_province_is_known_by_its_names(spelling: str) -> None:
    assert Facts.parse({"province": spelling}).province == "Shanghai"


def test_an_address_is_kept_for_the_rules_to_refuse() -> None:
    assert Facts.parse({"domain": "203.0.113.5"}).domain == UnfilableName("203.0.113.5", "address")


def test_facts_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Facts().age = 5  # type: ignore[misc]  # the very thing that must fail


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entity_type", "company"),
        ("passport", "maybe"),
        ("age", "forty"),
        ("age", "1_0"),
        ("age", "٤٠"),
        ("age", "-1"),
        ("ports", "80;99999"),
        ("ports", "0"),
        ("foreign_share_pct", "101"),
        ("foreign_share_pct", "50%"),
        ("registrar_iana_id", "0"),
        ("domain", "shop example.com"),
        ("site_name", "上海\x00示例"),
        ("site_name", "\ud800"),
        ("site_name", "长" * 201),
        ("province", "Bavaria"),
        ("age", ["40"]),
        ("entity_typ", "cn_company"),
        ("colour", "red"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_with_what_would_do(name: str, value: object) -> None:
    with pytest.raises(MalformedFacts) as malformed:
        Facts.parse({name: value})
    (problem,) = malformed.value.problems
    assert problem.field == name
    assert problem.words.en and problem.words.zh
    assert name in problem.sentence.en and name in problem.sentence.zh


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(MalformedFacts) as malformed:
        Facts.parse({"age": "x", "passport": "y", "ports": "80"})
    assert [problem.field for problem in malformed.value.problems] == ["age", "passport"]
    assert "Did you mean entity_type?" in str(_malformed({"entity_typ": "cn_company"}))


def _malformed(given: dict[str, object]) -> MalformedFacts:
    with pytest.raises(MalformedFacts) as malformed:
        Facts.parse(given)
    return malformed.value
