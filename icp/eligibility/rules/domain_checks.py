"""May this domain name be filed?

The ending must be on the policy's list, the registrar must be Chinese, and the name must hold no sensitive
word. Source: the guide, "Are there any requirements a domain name has to satisfy?" (D01-D03); newer pages
of 2017-2026 for verification, holder, expiry and reserved endings (D04-D11). Registrars are decided by IANA
number, never by name.
"""

from __future__ import annotations

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.case import BUSINESS, Case, Check, number_of
from icp.eligibility.rules.domain_names import DomainName, UnfilableName
from icp.eligibility.rules.facts import NA, UNKNOWN
from icp.eligibility.rules.findings import Answer, Note, Outcome, ask

GOVERNMENT_TLD, CHARITY_TLD = "xn--zfr164b", "xn--55qw42g"  # .政务 and .公益


def name_is_registrable(case: Case) -> Answer:
    domain = case.facts.domain
    if isinstance(domain, UnfilableName):
        return Note("fail", reference.STATEMENTS["not_a_name"].filled(given=domain.given))
    if isinstance(domain, DomainName) and domain.is_subdomain:
        registrable = domain.registrable_unicode
        return Note(
            "pass", reference.STATEMENTS["names_file"].filled(given=domain.unicode, registrable=registrable)
        )
    return None


def ending_is_accepted(case: Case) -> Answer:
    domain = case.facts.domain
    if domain is UNKNOWN:
        return ask("domain")
    if isinstance(domain, UnfilableName):
        # Where D08 is active it says so better.
        return None if case.policy.rule("D08", case.on) else "fail"
    return case.policy.tlds.outcome(domain.tld) if isinstance(domain, DomainName) else None


def registrar_is_chinese(case: Case) -> Answer:
    registrar = case.facts.registrar_iana_id
    if case.facts.domain in (None, NA) or registrar is NA:
        return None
    if registrar is UNKNOWN:
        return ask("registrar_iana_id")
    if registrar is None:
        return Note("fail", reference.STATEMENTS["no_registrar"])
    return case.policy.registrars.outcome(str(registrar))


def name_is_not_sensitive(case: Case) -> Answer:
    if case.domain is None:
        return None
    label, words = case.domain.label, case.policy.domain_words
    for outcome, word in (("fail", words.blocked(label)), ("needs-human", words.reviewed(label))):
        if word is not None:
            return _sensitive("fail" if outcome == "fail" else "needs-human", word)
    return "pass"


def _sensitive(outcome: Outcome, word: str) -> Note:
    return Note(outcome, reference.STATEMENTS["word_found"].filled(word=Words(word, word)))


def is_real_name_verified(case: Case) -> Answer:
    facts = case.facts
    if case.facts.domain in (None, NA) or facts.real_name is NA:
        return None
    if facts.real_name is UNKNOWN:
        return ask("real_name")
    if facts.real_name != "yes":
        return "fail"
    if facts.real_name_days is UNKNOWN:
        return ask("real_name_days")
    days = number_of(facts.real_name_days)
    if days is None:
        return None
    return "warn" if days < case.policy.limits.real_name_working_days else "pass"


def holder_is_subject(case: Case) -> Answer:
    holder = case.facts.holder_match
    if case.facts.domain in (None, NA) or holder is NA:
        return None
    if holder is UNKNOWN:
        return ask("holder_match")
    if holder == "same":
        return "pass"
    return "needs-human" if holder in ("legal_rep", "shareholder") and case.kind == BUSINESS else "fail"


def is_valid_long_enough(case: Case) -> Answer:
    if case.facts.domain in (None, NA):
        return None
    if case.facts.domain_days_left is UNKNOWN:
        return ask("domain_days_left")
    days, limits = number_of(case.facts.domain_days_left), case.policy.limits
    if days is None:
        return None
    if days < limits.domain_days_refused_below:
        return "fail"
    return "warn" if days <= limits.domain_days_warned_to else "pass"


def ending_fits_the_body(case: Case) -> Answer:
    if case.domain is None or case.facts.entity_type in (NA, UNKNOWN):
        return None
    is_government_name = case.domain.tld == GOVERNMENT_TLD or f".{case.domain.suffix}".endswith(".gov.cn")
    if case.facts.entity_type == "gov":
        return "pass" if is_government_name else "fail"
    if is_government_name:
        return "fail"
    if case.facts.entity_type == "public_institution":
        return "pass" if case.domain.tld in ("cn", CHARITY_TLD) else "fail"
    return "pass"


def is_internationalized(case: Case) -> Answer:
    return "pass" if case.domain is not None and case.domain.is_internationalized else None


def is_not_in_use_yet(case: Case) -> Answer:
    """D10:

    a first filing or a new website must not be served from the mainland while it is being reviewed.
    """
    if case.facts.domain in (None, NA) or case.facts.dns_live is NA:
        return None
    if case.facts.dns_live is False or case.filing_type not in ("first_filing", "add_website", "na"):
        return "pass"
    if case.facts.dns_live is UNKNOWN:
        return ask("dns_live")
    return "warn" if case.filing_type != "na" else None


def province_takes_the_ending(case: Case) -> Answer:
    province = case.facts.province
    if case.domain is None or province is NA:
        return None
    if province is UNKNOWN:
        # Only an ending that some province refuses makes the province matter.
        refused = any(case.domain.tld in known.refused_endings for known in case.policy.provinces.values())
        return ask("province") if refused else "pass"
    refused = case.domain.tld in case.policy.provinces[str(province)].refused_endings
    return "needs-human" if refused else "pass"


CHECKS: dict[str, Check] = {
    "D08": name_is_registrable,
    "D01": ending_is_accepted,
    "D02": registrar_is_chinese,
    "D02n": registrar_is_chinese,
    "D03": name_is_not_sensitive,
    "D04": is_real_name_verified,
    "D05": holder_is_subject,
    "D06": is_valid_long_enough,
    "D07": ending_fits_the_body,
    "D09": is_internationalized,
    "D10": is_not_in_use_yet,
    "D11": province_takes_the_ending,
}
