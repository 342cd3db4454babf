"""Ways to reach visitors in China without a filing, and the warning that goes with going live without one.

Source: the guide, "Serving Content from outside China" and "When is an ICP-License needed?" (A01-A03).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.case import Case
from icp.eligibility.rules.findings import Finding


@dataclass(frozen=True, slots=True)
class Advice:
    """An alternative to consider, with what it costs in risk."""

    rule_id: str
    reason: Words
    remedy: Words
    risks: tuple[Words, ...]
    source: str


def advice_for(case: Case, decisive: Finding) -> tuple[Advice, ...]:
    """A01-A03 where a filing is needed; A01 and A02 where the site is only slow (N05); else none."""
    if case.need != "none":
        offered: tuple[str, ...] = ("A01", "A02", "A03")
    elif decisive.rule_id in ("N05", "N13"):
        offered = ("A01", "A02")
    else:
        return ()
    return tuple(_advice(case, rule_id) for rule_id in offered if case.policy.rule(rule_id, case.on))


def warns_of_blacklist(case: Case, findings: Iterable[Finding]) -> Words | None:
    """The guide's warning, wherever one could go live without the filing that is needed, or use a proxy."""
    wants_proxy = any(finding.rule_id == "E08" and finding.outcome != "pass" for finding in findings)
    return reference.STATEMENTS["blacklist_warning"] if case.need != "none" or wants_proxy else None


def _advice(case: Case, rule_id: str) -> Advice:
    usual = case.policy.rules[rule_id].usual["warn"]
    return Advice(rule_id, usual.reason, usual.remedy, reference.RISKS[rule_id], usual.source)
