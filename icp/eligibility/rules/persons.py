"""The person responsible for the subject and the website: age, phone, role, face check, papers.

Source: provider pages of 2017-2025 and the province table (P01, P02, P04-P07). P03 looks at the number
itself and belongs to the filing.
"""

from __future__ import annotations

from icp.eligibility.rules.case import BUSINESS, Case, Check, number_of, unknown_of, unless
from icp.eligibility.rules.facts import NA, UNKNOWN
from icp.eligibility.rules.findings import Answer, Ask, ask
from icp.eligibility.rules.truth import either, is_any


def is_old_enough(case: Case) -> Answer:
    if case.facts.age is UNKNOWN:
        return ask("age")
    age, limits = number_of(case.facts.age), case.policy.limits
    if age is None:
        return None
    if age < limits.age_refused_below:
        return "fail"
    return "needs-human" if age < limits.age_adult else "pass"


def has_own_mainland_mobile(case: Case) -> Answer:
    facts = case.facts
    fails = either(is_any(facts.phone_country, "foreign", "none"), is_any(facts.phone_other_subject, True))
    if fails is None:
        return Ask(unknown_of(facts, "phone_country", "phone_other_subject"))
    if fails:
        return "fail"
    return None if NA in (facts.phone_country, facts.phone_other_subject) else "pass"


def may_stand_for_the_subject(case: Case) -> Answer:
    """P04: some provinces want the legal representative, some take a letter, some do not mind."""
    facts = case.facts
    if case.kind != BUSINESS or facts.person_is_legal_rep in (NA, True) or facts.province is NA:
        return "pass" if case.kind == BUSINESS and facts.person_is_legal_rep is True else None
    if facts.province is UNKNOWN:
        return ask("province")
    wanted = case.policy.provinces[str(facts.province)].subject_person
    if wanted == "free":
        return "pass"
    if facts.person_is_legal_rep is UNKNOWN:
        return ask("person_is_legal_rep")
    if wanted == "legal_representative" or facts.authorisation_letter is False:
        return "fail"
    return "pass" if facts.authorisation_letter is True else ask("authorisation_letter")


def legal_representative_may_act(case: Case) -> Answer:
    facts = case.facts
    if case.kind != BUSINESS or facts.legal_rep_nationality is NA or facts.province is NA:
        return None
    if facts.legal_rep_nationality == "cn":
        return "pass"
    if facts.province is UNKNOWN:
        return ask("province")
    if case.policy.provinces[str(facts.province)].foreign_legal_rep != "must_authorise_mainland_resident":
        return "pass"
    return ask("legal_rep_nationality") if facts.legal_rep_nationality is UNKNOWN else "needs-human"


def document_is_valid_long_enough(case: Case) -> Answer:
    if case.facts.id_days_left is UNKNOWN:
        return ask("id_days_left")
    days = number_of(case.facts.id_days_left)
    if days is None:
        return None
    if days <= 0:
        return "fail"
    return "warn" if days <= case.policy.limits.id_days_warned_to else "pass"


CHECKS: dict[str, Check] = {
    "P01": is_old_enough,
    "P02": has_own_mainland_mobile,
    "P04": may_stand_for_the_subject,
    "P05": legal_representative_may_act,
    "P06": unless("face_check_possible", True, "fail"),
    "P07": document_is_valid_long_enough,
}
