"""All rules together: is a filing needed, may this applicant file this site, and what has to be done?

Need comes first; where none is needed, the rest is not asked. Then every active rule is heard and all
findings are kept. The outcome is the worst finding; the decisive rule is the first finding of that severity
in the order of the rule book (section 1, 2026-11-23). What is not known is asked and never passed; and
while the need itself is open no applicant is refused: what would stand in the way of a filing is then
listed as `conditional`.

>>> from icp.eligibility.rules.facts import Facts
>>> from icp.eligibility.rules.policy import POLICIES
>>> facts = Facts.parse({"server_location": "hk_mo_tw", "server_public_ip": "yes", "cdn_location": "none",
...                      "serves_web_content": "yes", "network_product": "none", "domain": "example.com"})
>>> verdict = assess(facts, POLICIES["seed-1"], date(2026, 11, 23))
>>> verdict.need, verdict.outcome, verdict.decisive_rule
('none', 'warn', 'N05')
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from icp.eligibility.rules import applicants, content, domain_checks, hosting, licenses, persons, provinces
from icp.eligibility.rules.advice import Advice, advice_for, warns_of_blacklist
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.case import Case, Check
from icp.eligibility.rules.facts import NA, UNKNOWN, Facts
from icp.eligibility.rules.filing_types import filing_type
from icp.eligibility.rules.findings import SEVERITY, Finding, Outcome
from icp.eligibility.rules.policy import Policy
from icp.eligibility.rules.reference import FACT_LABELS, FACT_QUESTIONS
from icp.eligibility.rules.relevance import checked_later

NO_NEED = "none"

# Every rule that assessing asks once a filing is needed, beside need, applicant and filing type.
CHECKS: dict[str, Check] = {
    **applicants.CHECKS,
    **domain_checks.CHECKS,
    **hosting.SERVER_CHECKS,
    **content.CHECKS,
    **licenses.CHECKS,
    **persons.CHECKS,
    **provinces.CHECKS,
    "N04": licenses.uses_usual_ports,
}

# The decisive order of the rule book, with the questions about need in front.
ORDER: tuple[str, ...] = (
    *("N11", "N01", "N02", "N07", "N10", "N13", "N05", "N06", "N08", "N09"),
    *(f"E{number:02}" for number in range(1, 18)),
    *("D08", "D01", "D02", "D02n", *(f"D{number:02}" for number in (3, 4, 5, 6, 7, 9, 10, 11))),
    *("S01", "S02", "S03", "C01", "C01b", "C02", "C04", "N03", "N03n", "C05", "C06"),
    *("P01", "P02", "P04", "P05", "P06", "P07", "R01", "R02", "R05"),
    *("T01", "T02", "T03", "T04", "T05", "N04"),
)
_PLACE = {rule_id: place for place, rule_id in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is still open, with the words to ask for it."""

    fact: str
    label: Words
    question: Words


@dataclass(frozen=True, slots=True)
class Unanswered:
    """`needed`: a person has to answer before the verdict stands. `later`: checked later, in the filing."""

    needed: tuple[Question, ...]
    later: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one set of facts under one policy on one day.

    `findings` holds what is not a pass, worst first; `passed` the rules that were met; `grounds` the rules
    that make a filing or license needed; `conditional` what would stand in the way if the open need turns
    out to be one.
    """

    need: str
    kind: str
    filing_type: str
    outcome: Outcome
    decisive_rule: str
    findings: tuple[Finding, ...]
    passed: tuple[Finding, ...]
    grounds: tuple[Finding, ...]
    conditional: tuple[Finding, ...]
    advice: tuple[Advice, ...]
    blacklist_warning: Words | None
    unanswered: Unanswered
    policy_id: str
    on: date


def assess(facts: Facts, policy: Policy, on: date) -> Verdict:
    """The verdict on these facts under this policy, on this day in China.

    Never raises for facts that were parsed.
    """
    case = Case(_with_required_facts_open(facts, policy), policy, on)
    answers = {
        rule_id: case.finding(rule_id, hosting.ground(rule_id, case.facts)) for rule_id in hosting.GROUNDS
    }
    mini_program = case.finding("N11", hosting.is_mini_program(case))
    if mini_program and not mini_program.asks:
        return _verdict(case, [mini_program], grounds=())
    grounds = [finding for finding in answers.values() if finding and finding.outcome == "pass"]
    open_questions = [finding for finding in answers.values() if finding and finding.outcome != "pass"]
    if not grounds and not open_questions:
        return _no_filing_needed(case)
    return _filing_needed(case, grounds, [] if grounds else open_questions, mini_program)


def _with_required_facts_open(facts: Facts, policy: Policy) -> Facts:
    """A fact the policy insists on counts as unknown while nobody was asked, wherever a rule looks at it."""
    not_asked = [name for name in policy.required_facts if getattr(facts, name) is NA]
    return dataclasses.replace(facts, **dict.fromkeys(not_asked, UNKNOWN)) if not_asked else facts


def _no_filing_needed(case: Case) -> Verdict:
    case = dataclasses.replace(case, need=NO_NEED)
    found = [case.finding(*hosting.why_no_filing(case.facts))]
    found.append(case.finding("N13", hosting.filed_domain_left_the_mainland(case)))
    heard = [finding for finding in found if finding]
    # A policy may switch off every rule that says "none needed"; then nothing is left to stand on.
    return _verdict(case, heard or [_nothing_applies(case)], grounds=())


def _nothing_applies(case: Case) -> Finding:
    return case.policy.rules["N05"].usual["needs-human"]


def _filing_needed(
    case: Case, grounds: list[Finding], open_questions: list[Finding], mini_program: Finding | None
) -> Verdict:
    license_needed = case.finding("N03", licenses.takes_payments(case))
    need = licenses.FILING
    if license_needed and license_needed.outcome == "pass":
        need = licenses.COMMERCIAL
        grounds = [*grounds, license_needed]
        license_needed = None
    order, type_rule, type_answer = filing_type(case)
    case = Case(case.facts, case.policy, case.on, need, applicants.kind_of(case.facts), order)
    found = [mini_program, license_needed, applicants.may_file(case), case.finding(type_rule, type_answer)]
    found += [_heard(case, rule_id, check) for rule_id, check in CHECKS.items()]
    heard = [finding for finding in found if finding]
    if open_questions:
        return _verdict(case, open_questions, grounds=grounds, conditional=heard)
    return _verdict(case, heard, grounds=grounds)


def _heard(case: Case, rule_id: str, check: Check) -> Finding | None:
    rule = case.policy.rule(rule_id, case.on)
    return rule.answered(check(case)) if rule else None


def _verdict(
    case: Case, heard: Iterable[Finding], *, grounds: Iterable[Finding], conditional: Iterable[Finding] = ()
) -> Verdict:
    ranked = _ranked(heard)
    decisive = ranked[0]
    advice = advice_for(case, decisive)
    needed = {fact for finding in ranked for fact in finding.asks}
    return Verdict(
        need=case.need,
        kind=case.kind,
        filing_type=case.filing_type,
        outcome=decisive.outcome,
        decisive_rule=decisive.rule_id,
        findings=tuple(finding for finding in ranked if finding.outcome != "pass"),
        passed=tuple(finding for finding in ranked if finding.outcome == "pass"),
        grounds=tuple(grounds),
        conditional=tuple(finding for finding in _ranked(conditional) if finding.outcome != "pass"),
        advice=advice,
        blacklist_warning=warns_of_blacklist(case, ranked),
        unanswered=Unanswered(
            needed=tuple(_QUESTIONS[fact] for fact in _QUESTIONS if fact in needed),
            later=() if case.need == NO_NEED else tuple(_QUESTIONS[fact] for fact in checked_later(case)),
        ),
        policy_id=case.policy.policy_id,
        on=case.on,
    )


def _ranked(findings: Iterable[Finding]) -> list[Finding]:
    """Worst first; among equals, the order of the rule book."""
    return sorted(findings, key=lambda finding: (-SEVERITY[finding.outcome], _PLACE[finding.rule_id]))


_QUESTIONS = {fact: Question(fact, FACT_LABELS[fact], FACT_QUESTIONS[fact]) for fact in FACT_LABELS}
