"""The public check: eight pages at most, only those that matter, an answer to all the guide asks."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator

import pytest

from icp.eligibility.rules.comparison import compare
from icp.eligibility.rules.facts import COLUMNS, NA, UNKNOWN, MalformedFacts
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.questions import MOST_PAGES, PAGES, Field, facts_from, next_page, pages_for
from icp.eligibility.rules.verdict import assess

from .facts_for_tests import TODAY

TYPED = {"ports": ("80;443", "8443"), "domain": ("example.com", "none", "example.top")}
WEBSITE_IN_SHANGHAI = {
    "server_location": "mainland",
    "server_public_ip": "yes",
    "cdn_location": "none",
    "network_product": "none",
    "serves_web_content": "yes",
    "ports": "80;443",
}


def answers_to(field: Field) -> tuple[str, ...]:
    return (
        (*TYPED[field.fact], "") if field.kind == "text" else tuple(choice.value for choice in field.choices)
    )


def walked(pick: random.Random) -> dict[str, str]:
    answers: dict[str, str] = {}
    while (page := next_page(answers)) is not None:
        for field in page.fields:
            answers[field.fact] = pick.choice(answers_to(field))
    return answers


def many_walks(count: int) -> Iterator[dict[str, str]]:
    seed = random.SystemRandom().randrange(2**32)
    sys.stdout.write(f"seed {seed}\n")
    pick = random.Random(seed)
    return (walked(pick) for _ in range(count))


def test_nobody_sees_more_than_eight_pages() -> None:
    assert max(len(pages_for(answers)) for answers in many_walks(400)) <= MOST_PAGES


def test_a_page_asks_two_things_at_most_and_none_twice() -> None:
    assert all(1 <= len(page.fields) <= 2 for page in PAGES)
    facts = [field.fact for page in PAGES for field in page.fields]
    assert len(facts) == len(set(facts)) and set(facts) <= set(COLUMNS)


def test_every_question_is_asked_in_both_languages_with_a_reason_and_a_way_out() -> None:
    for page in PAGES:
        assert page.title.en and page.title.zh and page.hint.en and page.hint.zh
        for field in page.fields:
            assert field.label.en and field.label.zh and field.why_we_ask.en and field.why_we_ask.zh
            assert field.allows_unknown
            assert all(choice.label.en and choice.label.zh for choice in field.choices)
            assert field.kind == "text" or field.choices[-1].value == "unknown"


def test_every_choice_is_a_value_of_its_fact() -> None:
    for field in itertools.chain.from_iterable(page.fields for page in PAGES):
        for value in answers_to(field):
            if field.fact != "domain" or value:
                assert (
                    getattr(
                        facts_from({**WEBSITE_IN_SHANGHAI, **_before(field), field.fact: value}), field.fact
                    )
                    is not NA
                )


def _before(field: Field) -> dict[str, str]:
    if field.fact in ("passport", "can_be_present"):
        return {"entity_type": "foreign_individual"}
    return {"entity_type": "fie_wfoe"} if field.fact == "cn_business_licence" else {}


def test_the_default_rules_are_decided_by_the_answers_alone() -> None:
    for answers in many_walks(400):
        verdict = assess(facts_from(answers), POLICIES["seed-1"], TODAY)
        asked = {question.fact for question in verdict.unanswered.needed}
        assert all(answers[fact] in ("unknown", "") for fact in asked), (answers, asked)


def test_hosting_abroad_ends_the_questions_after_three_pages() -> None:
    answers = WEBSITE_IN_SHANGHAI | {"server_location": "overseas"}
    assert [page.key for page in pages_for(answers)] == ["hosting", "delivery", "content"]
    assert next_page(answers) is None


def test_an_internal_tool_is_asked_for_its_domain_name_and_nothing_more() -> None:
    answers = WEBSITE_IN_SHANGHAI | {"server_public_ip": "no"}
    assert [page.key for page in pages_for(answers)] == ["hosting", "delivery", "content", "domain"]
    verdict = assess(facts_from(answers | {"domain": "none"}), POLICIES["seed-1"], TODAY)
    assert (verdict.need, verdict.outcome, verdict.decisive_rule) == ("none", "pass", "N09")


def test_a_foreign_individual_is_asked_about_passport_and_stay_not_about_a_licence() -> None:
    keys = [page.key for page in pages_for(WEBSITE_IN_SHANGHAI | {"entity_type": "foreign_individual"})]
    assert keys == ["hosting", "delivery", "content", "applicant", "person", "domain", "payments", "proxy"]


def test_an_answer_that_no_longer_matters_leaves_nothing_behind() -> None:
    answers = WEBSITE_IN_SHANGHAI | {"entity_type": "fie_wfoe", "cn_business_licence": "yes"}
    changed = facts_from(answers | {"entity_type": "cn_individual"})
    assert (facts_from(answers).cn_business_licence, changed.cn_business_licence) == (True, NA)


def test_not_sure_is_unknown_and_not_reached_is_not_asked() -> None:
    facts = facts_from({"server_location": "unknown"})
    assert (facts.server_location, facts.entity_type) == (UNKNOWN, NA)


def test_a_name_that_cannot_be_read_is_told_at_its_field() -> None:
    with pytest.raises(MalformedFacts) as malformed:
        facts_from(WEBSITE_IN_SHANGHAI | {"domain": "shop example.com"})
    assert [problem.field for problem in malformed.value.problems] == ["domain"]


def test_the_newer_rules_are_compared_for_every_answer() -> None:
    for answers in many_walks(150):
        difference = compare(facts_from(answers), TODAY)
        assert difference is None or (difference.sentence.en and difference.sentence.zh)
