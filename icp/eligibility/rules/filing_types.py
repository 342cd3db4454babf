"""Which order to open: first filing, new website, new access, app, none; or a conflict with a holder.

Source: the provider's filing-type table (T01-T05), 2026-11. Policies without these rules leave the type
open (`na`).
"""

from __future__ import annotations

from icp.eligibility.rules.case import Case
from icp.eligibility.rules.facts import NA, UNKNOWN, Key
from icp.eligibility.rules.findings import Answer, ask

TYPES = {"T01": "first_filing", "T02": "add_access", "T03": "add_website", "T04": "none", "T05": "conflict"}


def filing_type(case: Case) -> tuple[str, str, Answer]:
    """The type, the rule that decides it, and that rule's answer; type `na` while it cannot be told."""
    rule_id, answer = decided(case.facts.subject_filed, case.facts.domain_filed)
    if answer is None or case.policy.rule(rule_id, case.on) is None:
        return "na", rule_id, None
    if rule_id != "T05" and case.facts.service_type == "app" and case.policy.rule("N10", case.on):
        return "app_filing", rule_id, None
    return (TYPES[rule_id] if answer in ("pass", "needs-human") else "na"), rule_id, answer


def decided(subject: Key, domain: Key) -> tuple[str, Answer]:
    """The rule for these two facts, and its answer: a question while one of them is not known."""
    if domain is NA:
        return "T01", None
    if domain is UNKNOWN:
        return "T05", ask("domain_filed")
    if domain == "other_subject":
        return "T05", "needs-human"
    if domain == "alibaba":
        return "T04", "pass"
    if domain == "elsewhere":
        return "T02", "pass"
    if subject is NA:
        return "T01", None
    if subject is UNKNOWN:
        return "T01", ask("subject_filed")
    return ("T01", "pass") if subject == "none" else ("T03", "pass")
