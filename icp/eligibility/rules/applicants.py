"""Who may hold a filing.

Businesses with a Chinese business licence, whoever owns them; Chinese nationals; foreign individuals with a
passport who can be in China long enough. Foreign businesses without a legal presence may not. Source: the
guide, "Who can (and cannot) apply for an ICP-License?" (E01-E08); newer pages of 2017-2025 for other bodies
and for accounts and orders (E09-E17). Which rule decides for which kind of applicant is written in the
policy.
"""

from __future__ import annotations

from icp.eligibility.rules import reference
from icp.eligibility.rules.case import BUSINESS, INDIVIDUAL, Case, Check, unknown_of, unless
from icp.eligibility.rules.facts import NA, UNKNOWN, Facts
from icp.eligibility.rules.findings import Answer, Ask, Finding, ask
from icp.eligibility.rules.truth import either, is_any

KINDS = {
    "cn_company": BUSINESS,
    "fie_wfoe": BUSINESS,
    "fie_jv": BUSINESS,
    "sole_trader": BUSINESS,
    "rep_office": BUSINESS,
    "gov": BUSINESS,
    "public_institution": BUSINESS,
    "social_org": BUSINESS,
    "cn_individual": INDIVIDUAL,
    "foreign_individual": INDIVIDUAL,
    "hk_mo_tw_individual": INDIVIDUAL,
}
HOLD_OTHER_CERTIFICATES = ("gov", "public_institution", "social_org")
OUTCOME_OF: dict[str, Answer] = {
    "E05": "fail",
    "E09": "needs-human",
    "E10": "fail",
    "E11": "needs-human",
    "E14": "needs-human",
}


def kind_of(facts: Facts) -> str:
    """`business`, `individual`, or `na` when no subject can be named yet."""
    return KINDS.get(str(facts.entity_type), "na")


def may_file(case: Case) -> Finding | None:
    """The entity rule's finding.

    `None` when the applicant may not file but wants to use a proxy: E08 speaks then.
    """
    rule_id = case.policy.applicants.get(str(case.facts.entity_type))
    if case.facts.entity_type is UNKNOWN:
        return case.policy.rules["E01"].answered(ask("entity_type"))
    found = case.finding(*_answer(case, rule_id)) if rule_id else None
    if found is None:
        return _not_named(case)
    if found.outcome == "fail" and case.facts.uses_proxy is True:
        return None
    return found


def _answer(case: Case, rule_id: str) -> tuple[str, Answer]:
    facts = case.facts
    if rule_id in ("E01", "E02") and facts.entity_type not in HOLD_OTHER_CERTIFICATES:
        if facts.cn_business_licence is False:
            return "E05", "fail"
        return rule_id, "pass" if facts.cn_business_licence is True else ask("cn_business_licence")
    if rule_id == "E04":
        return _foreign_individual(case)
    return rule_id, OUTCOME_OF.get(rule_id, "pass")


def _foreign_individual(case: Case) -> tuple[str, Answer]:
    facts = case.facts
    if facts.passport is False and case.policy.rule("E06", case.on):
        return "E06", "fail"
    if facts.can_be_present is False and case.policy.rule("E07", case.on):
        return "E07", "fail"
    unknown = unknown_of(facts, "passport", "can_be_present")
    return "E04", Ask(unknown) if unknown else "pass"


def _not_named(case: Case) -> Finding:
    """An applicant the active rules say nothing about is a question for a person, never a pass."""
    remedy = reference.STATEMENTS["ask_a_specialist"]
    return case.policy.rules["E01"].finding("needs-human", reference.STATEMENTS["not_named"], remedy)


def uses_proxy(case: Case) -> Answer:
    if case.facts.uses_proxy is NA:
        return None
    if case.facts.uses_proxy is UNKNOWN:
        return ask("uses_proxy")
    return "needs-human" if case.facts.uses_proxy else "pass"


def business_is_in_order(case: Case) -> Answer:
    return unless("business_status", "normal", "fail")(case) if case.kind != INDIVIDUAL else None


def content_suits_individual(case: Case) -> Answer:
    """E17: no commerce, forum or content that needs an approval on an individual filing."""
    if case.kind != INDIVIDUAL:
        return None
    facts = case.facts
    unsuitable = (*case.policy.preapproval_required, "forum")
    found = either(is_any(facts.for_profit, True), is_any(facts.content_category, *unsuitable))
    if found is None:
        return Ask(unknown_of(facts, "for_profit", "content_category"))
    if found:
        return "fail"
    return None if facts.content_category is NA else "pass"


CHECKS: dict[str, Check] = {
    "E08": uses_proxy,
    "E12": unless("subject_is_licence_holder", True, "fail"),
    "E13": business_is_in_order,
    "E15": unless("account_other_subject", False, "fail"),
    "E16": unless("order_in_progress", False, "fail"),
    "E17": content_suits_individual,
}
