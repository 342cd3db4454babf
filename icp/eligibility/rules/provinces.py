"""In which province one may file.

Organizations file where their licence was issued; individuals where their ID was, or elsewhere if that
province allows it, usually with a residence permit. Source: provider pages of 2017-2025 and the province
table (R01, R02, R05); hints, since administrations change them without notice. R03 counts websites per
order and belongs to the filing.
"""

from __future__ import annotations

from icp.eligibility.rules.case import BUSINESS, Case, Check, unknown_of
from icp.eligibility.rules.facts import NA, UNKNOWN
from icp.eligibility.rules.findings import Answer, Ask, ask


def is_province_of_the_licence(case: Case) -> Answer:
    facts = case.facts
    if case.kind != BUSINESS or NA in (facts.province, facts.licence_province):
        return None
    if unknown := unknown_of(facts, "province", "licence_province"):
        return Ask(unknown)
    return "pass" if facts.province == facts.licence_province else "fail"


def individual_may_file_here(case: Case) -> Answer:
    facts = case.facts
    if facts.entity_type != "cn_individual" or NA in (facts.province, facts.id_province):
        return None
    if facts.province is UNKNOWN:
        return ask("province")
    if facts.province == facts.id_province:
        return "pass"
    rule = case.policy.provinces[str(facts.province)].individual_cross_province
    if rule == "free" or (rule == "permit" and facts.residence_permit is True):
        return "pass"
    if facts.id_province is UNKNOWN:
        return ask("id_province")
    if rule == "refused" or (rule == "permit" and facts.residence_permit is False):
        return "fail"
    return "needs-human" if rule == "unknown" else ask("residence_permit")


def foreign_individual_may_file_here(case: Case) -> Answer:
    """R05: never a plain pass, since the administrations differ."""
    facts = case.facts
    if facts.entity_type != "foreign_individual":
        return None
    if facts.province is UNKNOWN:
        return ask("province")
    if facts.province is NA:
        return "warn"
    rule = case.policy.provinces[str(facts.province)].foreign_individual
    if rule == "refused":
        return "fail"
    if rule == "ask" or facts.residence_permit is True:
        return "warn"
    return "fail" if facts.residence_permit is False else ask("residence_permit")


CHECKS: dict[str, Check] = {
    "R01": is_province_of_the_licence,
    "R02": individual_may_file_here,
    "R05": foreign_individual_may_file_here,
}
