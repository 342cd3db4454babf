"""What holds for any facts whatever: there is a verdict, and what is unknown is never passed over."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from icp.eligibility.rules.facts import COLUMNS, Facts
from icp.eligibility.rules.findings import SEVERITY
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.verdict import ORDER, Verdict, assess

from .facts_for_tests import CASES, TODAY, case_facts, values_of

POLICY = st.sampled_from(sorted(POLICIES))
ANY_FACTS = st.fixed_dictionaries(
    {name: st.sampled_from(("na", "unknown", *values_of(name))) for name in COLUMNS}
)
CHANGES = st.dictionaries(st.sampled_from(COLUMNS), st.integers(0, 20), max_size=3)


def judged(texts: dict[str, str], policy: str) -> Verdict:
    return assess(Facts.parse(texts), POLICIES[policy], TODAY)


@settings(max_examples=400)
@given(ANY_FACTS, POLICY)
def test_any_facts_have_a_verdict_and_are_left_as_they_were(texts: dict[str, str], policy: str) -> None:
    facts = Facts.parse(texts)
    before = facts.as_texts()
    verdict = assess(facts, POLICIES[policy], TODAY)
    assert facts.as_texts() == before
    worst = max((SEVERITY[finding.outcome] for finding in verdict.findings), default=0)
    assert SEVERITY[verdict.outcome] == worst
    everything = (*verdict.findings, *verdict.passed)
    of_that_severity = [finding.rule_id for finding in everything if finding.outcome == verdict.outcome]
    assert verdict.decisive_rule == min(of_that_severity, key=ORDER.index)
    assert all(finding.outcome == "needs-human" for finding in everything if finding.asks)


@settings(max_examples=300)
@given(st.sampled_from(CASES), CHANGES, st.sampled_from(COLUMNS), POLICY)
def test_unknown_passes_only_if_no_answer_could_change_the_pass(
    row: dict[str, str], changes: dict[str, int], fact: str, policy: str
) -> None:
    texts = case_facts(row)
    for name, place in changes.items():
        choices = ("na", *values_of(name))
        texts[name] = choices[place % len(choices)]
    verdict = judged(texts | {fact: "unknown"}, policy)
    if verdict.outcome != "pass":
        return
    for value in values_of(fact):
        answered = judged(texts | {fact: value}, policy)
        assert (answered.outcome, answered.need) == ("pass", verdict.need), (fact, value, answered.findings)


@settings(max_examples=100)
@given(st.sampled_from(CASES), st.sampled_from(COLUMNS))
def test_a_fact_that_is_asked_for_is_one_that_is_open(row: dict[str, str], fact: str) -> None:
    texts = case_facts(row) | {fact: "unknown"}
    asked = judged(texts, row["policy"]).unanswered.needed
    assert all(texts[question.fact] in ("na", "unknown") for question in asked)
