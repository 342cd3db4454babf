"""What the eligibility rules of the policy in force say of the answers of a filing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.policy import Policy
from icp.eligibility.rules.verdict import assess
from icp.filings.rules.fields import values
from icp.filings.rules.fields.field import ORGANIZATIONS
from icp.filings.rules.fields.problem import Answers, Circumstances, Problem, day_of
from icp.filings.rules.fields.values import Level

# Which rule of the eligibility check stands beside which field, where the answers hold its facts.
_BESIDE: Mapping[str, str] = {
    "D01": "domain",
    "D02": "domain",
    "D02n": "domain",
    "D03": "domain",
    "D07": "domain",
    "D11": "domain",
    "D04": "real_name",
    "D06": "domain_expires",
    "C01": "content_category",
    "C01b": "content_category",
    "C02": "site_name",
    "C04": "site_name",
    "E09": "entity_type",
    "E14": "entity_type",
    "E17": "content_category",
    "P01": "subject_person_id_number",
    "P04": "subject_is_legal_rep",
    "P05": "subject_person_id_type",
    "R05": "province",
}
_LEVELS = {"fail": Level.WRONG, "needs-human": Level.LOOK, "warn": Level.HINT}
# A letter or an approval comes with the papers, so the rule that misses it tells and does not block here.
_PAPERS_MEND = ("P04", "C01")


def by_the_rules(
    answers: Answers, service: str, policy: Policy, on: date, known: Circumstances
) -> Iterator[Problem]:
    verdict = assess(facts_of(answers, service, on, known), policy, on)
    for finding in verdict.findings:
        name = _BESIDE.get(finding.rule_id)
        if name is None or finding.outcome == "pass" or finding.asks:
            continue
        level = _LEVELS[finding.outcome]
        if finding.rule_id in _PAPERS_MEND and level is Level.WRONG:
            level = Level.LOOK
        yield Problem(name, level, finding.rule_id, finding.reason.then(finding.remedy))


def facts_of(answers: Answers, service: str, on: date, known: Circumstances) -> Facts:
    """The answers as facts of the eligibility check; what no filing asks stays `na`."""
    given: dict[str, Any] = {
        "service_type": service,
        "serves_web_content": True,
        "server_location": "mainland",
        "server_public_ip": True,
    }
    for name in ("entity_type", "province", "real_name", "content_category"):
        given[name] = answers.get(name) or "na"
    given["site_name"] = values.tidy(answers.get("site_name")) or "na"
    given["domain"] = answers.get("domain") or "na"
    organization = answers.get("entity_type") in ORGANIZATIONS
    if organization:
        given["cn_business_licence"] = True
        given["person_is_legal_rep"] = answers.get("subject_is_legal_rep") or "na"
        given["authorisation_letter"] = known.has_authorisation_letter
        if answers.get("subject_is_legal_rep") == "yes":
            given["legal_rep_nationality"] = _nationality(answers.get("subject_person_id_type"))
    elif answers.get("entity_type") == "foreign_individual":
        given |= {"passport": True, "can_be_present": True}
    if known.registrar_iana_id:
        given["registrar_iana_id"] = known.registrar_iana_id
    until = day_of(answers.get("domain_expires"))
    if until:
        given["domain_days_left"] = (until - on).days
    if given["content_category"] not in ("na", "general"):
        given["preapproval_doc"] = known.has_preapproval
    born = values.birth_date(str(answers.get("subject_person_id_number") or ""))
    if born:
        given["age"] = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return _readable(given)


def _readable(given: dict[str, Any]) -> Facts:
    """Facts of those values that can be read; an answer that cannot is already a problem of its field."""
    kept = {}
    for name, value in given.items():
        try:
            Facts.parse({name: value})
        except ValueError:
            continue
        kept[name] = value
    return Facts.parse(kept)


def _nationality(id_type: object) -> str:
    if id_type in ("passport", "foreign_permanent"):
        return "foreign"
    return (
        "hk_mo_tw" if id_type in ("hk_mo_permit", "tw_permit") else "cn" if id_type == "resident_id" else "na"
    )
