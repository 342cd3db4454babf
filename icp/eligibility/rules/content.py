"""What the site shows, and what it is called.

Some content needs an approval before the filing; a website name follows naming rules; finance words are
looked at separately. Source: pages on pre-approval and naming, 2015-2026 (C01, C01b, C02, C04); word lists
in the policy.
"""

from __future__ import annotations

import re

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import listed
from icp.eligibility.rules.case import INDIVIDUAL, Case, Check
from icp.eligibility.rules.facts import NA, UNKNOWN
from icp.eligibility.rules.findings import Answer, Note, ask


def is_approved(case: Case) -> Answer:
    """C01: without the document fail; with it, and where nobody has said, a person looks."""
    category = case.facts.content_category
    if category is NA:
        return None
    if category is UNKNOWN:
        return ask("content_category")
    if category not in case.policy.preapproval_required:
        return "pass"
    if case.facts.preapproval_doc is False:
        return "fail"
    return "needs-human" if case.facts.preapproval_doc is True else ask("preapproval_doc")


def may_be_asked_for_papers(case: Case) -> Answer:
    category = case.facts.content_category
    if category is NA or category is UNKNOWN:
        return None if category is NA else ask("content_category")
    return "warn" if category in case.policy.preapproval_abolished else "pass"


def name_follows_the_rules(case: Case) -> Answer:
    name = case.facts.site_name
    if name is NA:
        return None
    if not isinstance(name, str):
        return ask("site_name")
    broken = name_rules_broken(case, name)
    if broken:
        return Note("fail", listed(reference.SITE_NAME_REASONS[key] for key in broken))
    warned = case.kind == INDIVIDUAL and any(
        word in name for word in case.policy.site_names.individual_warned
    )
    return Note("warn", reference.SITE_NAME_REASONS["individual_business"]) if warned else "pass"


def name_rules_broken(case: Case, name: str) -> list[str]:
    """Keys of the naming rules that the name breaks, in the order of the rule book."""
    names, text = case.policy.site_names, name.casefold()
    is_national = name.startswith(names.national_prefixes) and case.facts.entity_type != "gov"
    domain = case.domain
    broken = {
        "too_short": len(re.findall(r"[\u3400-\u9fff]", name)) < names.min_han,
        "digits_only": name.isdecimal(),
        "latin_only": name.isascii() and name.isalpha(),
        "symbols": not names.allowed.match(name) or len(name) > names.max_len,
        "is_domain": domain is not None
        and any(d in text for d in (domain.registrable, domain.registrable_unicode)),
        "national": is_national,
        "sensitive": any(word in name for word in names.sensitive),
        "individual_business": case.kind == INDIVIDUAL
        and any(word in name for word in names.individual_forbidden),
    }
    return [key for key, is_broken in broken.items() if is_broken]


def has_no_finance_words(case: Case) -> Answer:
    """C04: words in the website name or the domain; an approval at hand settles it."""
    name, domain = case.facts.site_name, case.domain
    if name is NA and domain is None:
        return None
    text = " ".join((name if isinstance(name, str) else "", domain.label if domain else "")).casefold()
    if any(word in text for word in case.policy.finance_words):
        return "pass" if case.facts.preapproval_doc is True else "needs-human"
    return ask("site_name") if name is UNKNOWN else "pass"


CHECKS: dict[str, Check] = {
    "C01": is_approved,
    "C01b": may_be_asked_for_papers,
    "C02": name_follows_the_rules,
    "C04": has_no_finance_words,
}
