"""A policy is data: the two that are packaged, and others made from their documents alone."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from icp.eligibility.rules.document import MalformedPolicy
from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.policy import DEFAULT_POLICY_ID, POLICIES, Policy
from icp.eligibility.rules.reference import PACKAGED_DOCUMENTS
from icp.eligibility.rules.verdict import assess

from .facts_for_tests import CASES, TODAY, case_facts, facts_of

Document = dict[str, Any]


def changed(policy_id: str, change: Callable[[Document], object]) -> Document:
    document: Document = copy.deepcopy(PACKAGED_DOCUMENTS[policy_id])
    document["id"] = "house-1"
    change(document)
    return document


def test_the_guide_is_the_default() -> None:
    assert DEFAULT_POLICY_ID == "seed-1"
    assert list(POLICIES) == ["seed-1", "cn-2026-11"]
    assert POLICIES["seed-1"].begins is None and str(POLICIES["cn-2026-11"].begins) == "2026-11-01"


@pytest.mark.parametrize("policy_id", sorted(POLICIES))
def test_a_packaged_document_survives_a_database_and_judges_alike(policy_id: str) -> None:
    policy = Policy.parse(json.loads(json.dumps(PACKAGED_DOCUMENTS[policy_id])))
    for row in CASES:
        facts = Facts.parse(case_facts(row))
        assert assess(facts, policy, TODAY) == assess(facts, POLICIES[policy_id], TODAY)


def test_a_house_policy_adds_an_ending() -> None:
    document = changed("seed-1", lambda d: d["tlds"]["status"].update(top="approved"))
    verdict = assess(facts_of("C029"), Policy.parse(document), TODAY)
    assert (verdict.outcome, verdict.decisive_rule, verdict.policy_id) == ("pass", "E01", "house-1")
    assert assess(facts_of("C029"), POLICIES["seed-1"], TODAY).outcome == "fail"


def test_a_house_policy_switches_a_rule_off() -> None:
    document = changed("seed-1", lambda d: d["rules"]["N04"].update(active=False))
    assert assess(facts_of("C016"), Policy.parse(document), TODAY).outcome == "pass"


def test_a_house_policy_reads_an_outcome_otherwise() -> None:
    document = changed("seed-1", lambda d: d["rules"]["D02"].update(outcomes={"fail": "warn"}))
    policy = Policy.parse(document)
    assert str(assess(facts_of("C034"), policy, TODAY).findings[0]) == "D02=warn"
    unknown = assess(facts_of("C034", registrar_iana_id="unknown"), policy, TODAY)
    assert str(unknown.findings[0]) == "D02=needs-human"


def test_an_outcome_of_missing_facts_cannot_be_softened() -> None:
    document = changed("seed-1", lambda d: d["rules"]["D02"].update(outcomes={"needs-human": "warn"}))
    verdict = assess(facts_of("C034", registrar_iana_id="unknown"), Policy.parse(document), TODAY)
    assert verdict.outcome == "needs-human"


def test_a_house_policy_begins_a_rule_on_a_day() -> None:
    document = changed("seed-1", lambda d: d["rules"]["D03"].update(begins="2026-11-24"))
    policy = Policy.parse(document)
    outcomes = [assess(facts_of("C038"), policy, TODAY.replace(day=day)).outcome for day in (23, 24)]
    assert outcomes == ["pass", "fail"]


def test_every_rule_can_be_switched_off_and_there_is_still_a_verdict() -> None:
    for rule_id in PACKAGED_DOCUMENTS["cn-2026-11"]["rules"]:
        document = changed("cn-2026-11", lambda d: None)
        document["rules"][rule_id]["active"] = False
        policy = Policy.parse(document)
        for row in CASES[::4]:
            facts = Facts.parse(case_facts(row))
            verdict = assess(facts, policy, TODAY)
            if verdict.outcome == "pass":
                assert verdict.decisive_rule != rule_id


BROKEN: list[tuple[str, Callable[[Document], object], str]] = [
    ("unknown rule", lambda d: d["rules"].update(X99={}), "rules.X99"),
    ("rule taken out", lambda d: d["rules"].pop("D03"), "rules.D03"),
    (
        "softened to a pass",
        lambda d: d["rules"]["D02"].update(outcomes={"fail": "pass"}),
        "rules.D02.outcomes.fail",
    ),
    (
        "no such outcome",
        lambda d: d["rules"]["D02"].update(outcomes={"bad": "warn"}),
        "rules.D02.outcomes.bad",
    ),
    ("active is a text", lambda d: d["rules"]["D02"].update(active="yes"), "rules.D02.active"),
    ("no date", lambda d: d["rules"]["D02"].update(begins="tomorrow"), "rules.D02.begins"),
    ("empty Chinese", lambda d: d["rules"]["D02"]["message"].pop("zh"), "rules.D02.message.zh"),
    ("unknown status", lambda d: d["tlds"]["status"].update(top="fine"), "tlds.status.top"),
    ("tlds missing", lambda d: d.pop("tlds"), "tlds"),
    ("no list", lambda d: d.update(finance_words="money"), "finance_words"),
    ("empty word", lambda d: d.update(finance_words=[""]), "finance_words"),
    ("unknown province", lambda d: d["provinces"].update(Bavaria={}), "provinces.Bavaria"),
    ("unknown fact", lambda d: d.update(required_facts=["colour"]), "required_facts"),
    ("unknown applicant", lambda d: d["applicants"].update(club="E01"), "applicants.club"),
    ("negative limit", lambda d: d["limits"].update(age_adult=-1), "limits.age_adult"),
    ("true is no number", lambda d: d["limits"].update(age_adult=True), "limits.age_adult"),
    ("turned duration", lambda d: d["durations"][0].update(working_days=[5, 3]), "durations.0.working_days"),
    ("bad expression", lambda d: d["site_name"].update(allow_regex="("), "site_name.allow_regex"),
]


@pytest.mark.parametrize(("change", "place"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_document_is_refused_at_its_place(change: Callable[[Document], object], place: str) -> None:
    with pytest.raises(MalformedPolicy) as refused:
        Policy.parse(changed("seed-1", change))
    assert refused.value.place == place
    assert str(refused.value).startswith(place)


@pytest.mark.parametrize("document", [None, [], "seed-1", 5])
def test_what_is_no_object_is_no_policy(document: object) -> None:
    with pytest.raises(MalformedPolicy):
        Policy.parse(document)
