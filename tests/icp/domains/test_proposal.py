from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from icp.domains.rules.filed import Position
from icp.domains.rules.meaning import eligibility_facts, meanings
from icp.domains.rules.proposal import DOMAIN, NAMES, SUBJECT, propose
from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.policy import POLICIES

BOTH = (POLICIES["seed-1"], POLICIES["cn-2026-11"])
ON = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("subject", "domain", "filing_type", "rule"),
    [
        ("none", "none", "first_filing", "T01"),
        ("alibaba", "none", "add_website", "T03"),
        ("elsewhere", "none", "add_website", "T03"),
        ("elsewhere", "elsewhere", "add_access", "T02"),
        ("alibaba", "elsewhere", "add_access", "T02"),
        ("alibaba", "alibaba", "none", "T04"),
        ("none", "other_subject", "", "T05"),
    ],
)
def test_the_providers_table(subject: str, domain: str, filing_type: str, rule: str) -> None:
    proposal = propose(subject=subject, domain=domain)
    assert (proposal.filing_type, proposal.rule_id) == (filing_type, rule)


def test_a_domain_of_somebody_else_is_moved_or_nothing() -> None:
    proposal = propose(subject="alibaba", domain="other_subject")
    assert proposal.is_open and proposal.candidates == ("migrate",) and "old holder" in proposal.remedy.en


@pytest.mark.parametrize(
    ("subject", "domain", "somewhere", "candidates", "asks"),
    [
        ("unknown", "none", False, ("first_filing", "add_website"), ("subject_filed",)),
        ("unknown", "unknown", True, ("add_access", "claim", "migrate"), ("domain_filed",)),
        ("alibaba", "unknown", False, ("add_website", "none", "add_access", "migrate"), ("domain_filed",)),
        (
            *("unknown", "unknown", False),
            ("first_filing", "add_website", "none", "add_access", "migrate"),
            ("domain_filed", "subject_filed"),
        ),
    ],
)
def test_what_is_not_known_is_asked_and_nothing_is_guessed(
    subject: str, domain: str, somewhere: bool, candidates: tuple, asks: tuple
) -> None:
    proposal = propose(subject=subject, domain=domain, is_filed_somewhere=somewhere)
    assert (proposal.filing_type, proposal.candidates, proposal.asks) == ("", candidates, asks)
    assert proposal.remedy.en.count("?") == len(asks) and "？" in proposal.remedy.zh


def test_an_answer_always_leads_to_one_of_the_candidates() -> None:
    for subject, domain in product((*SUBJECT, "unknown"), (*DOMAIN, "unknown")):
        candidates = set(propose(subject=subject, domain=domain).candidates)
        ends = product(
            SUBJECT if subject == "unknown" else (subject,), DOMAIN if domain == "unknown" else (domain,)
        )
        for one, other in ends:
            end = propose(subject=one, domain=other)
            assert set(end.candidates) <= candidates, (subject, domain, one, other)
        assert candidates <= set(NAMES)


@pytest.mark.parametrize(("domain", "filing_type"), [("none", "app_filing"), ("alibaba", "none")])
def test_an_app_has_a_filing_of_its_own(domain: str, filing_type: str) -> None:
    assert propose(subject="alibaba", domain=domain, is_app=True).filing_type == filing_type


def judged(
    domain: str, filing_type: str = "first_filing", **values: Any
) -> dict[str, list[tuple[str, str, str]]]:
    facts = Facts.parse(eligibility_facts(values, domain, Position("none", "none"), ON))
    return {
        name: [(each.rule_id, each.policy_id, each.outcome) for each in found]
        for name, found in meanings(facts, filing_type, BOTH, ON).items()
    }


def test_both_policies_are_heard_where_they_differ() -> None:
    assert judged("nordwind.top")["ending"][:2] == [
        ("D01", "seed-1", "fail"),
        ("D01", "cn-2026-11", "pass"),
    ]
    assert ("D01", "cn-2026-11", "pass") not in judged("nordwind.com")["ending"]


@pytest.mark.parametrize(
    ("expires", "outcome"),
    [
        ("2026-11-27", "fail"),
        ("2027-01-10", "fail"),
        ("2027-01-11", "warn"),
        ("2027-02-25", "warn"),
        ("2027-02-26", "pass"),
    ],
)
def test_days_left_are_counted_on_the_day_in_china(expires: str, outcome: str) -> None:
    assert judged("nordwind.com", expires_on=expires)["expires_on"] == [("D06", "cn-2026-11", outcome)]


def test_what_is_unknown_never_passes() -> None:
    found = judged("nordwind.com")
    assert found["registrar"][0] == ("D02", "seed-1", "needs-human")
    assert found["expires_on"] == [("D06", "cn-2026-11", "needs-human")]
    assert found["points_to"] == [("D10", "cn-2026-11", "needs-human")]


@pytest.mark.parametrize(
    ("region", "filing_type", "outcome"),
    [
        ("mainland", "first_filing", "warn"),
        ("mainland", "add_access", "pass"),
        ("overseas", "first_filing", "pass"),
        ("unknown", "first_filing", "needs-human"),
    ],
)
def test_a_name_in_use_in_the_mainland_waits(region: str, filing_type: str, outcome: str) -> None:
    found = judged("nordwind.com", filing_type, points_to={"region": region})
    assert found["points_to"] == [("D10", "cn-2026-11", outcome)]
