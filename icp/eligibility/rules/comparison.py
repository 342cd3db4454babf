"""What newer rules would answer, and why, beside the default verdict.

The guide is the authority and its answer stands; where the newer edition answers otherwise both are shown
with equal rank, so that nobody is surprised in the middle of a filing. Source: DECISIONS on the eligibility
wizard, 2026-11.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from icp.eligibility.rules.bilingual import Words, listed
from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.findings import Finding, Outcome
from icp.eligibility.rules.policy import DEFAULT_POLICY_ID, NEWER_POLICY_ID, POLICIES, Policy
from icp.eligibility.rules.verdict import Verdict, assess

OUTCOME_WORDS: dict[Outcome, Words] = {
    "pass": Words("no obstacle", "无障碍"),
    "warn": Words("a warning", "提醒"),
    "needs-human": Words("a specialist has to look", "需专家判断"),
    "fail": Words("not eligible yet", "暂不符合条件"),
}
NEED_WORDS: dict[str, Words] = {
    "none": Words("no filing needed", "无需备案"),
    "filing": Words("ICP filing", "ICP备案"),
    "filing+commercial_licence": Words("ICP filing and commercial license", "ICP备案及经营性许可证"),
}


@dataclass(frozen=True, slots=True)
class PolicyDifference:
    """Both verdicts; `added` findings only the newer rules have, `dropped` findings only the default has."""

    default: Verdict
    newer: Verdict
    added: tuple[Finding, ...]
    dropped: tuple[Finding, ...]
    sentence: Words


def compare(
    facts: Facts,
    on: date,
    default: Policy = POLICIES[DEFAULT_POLICY_ID],
    newer: Policy = POLICIES[NEWER_POLICY_ID],
) -> PolicyDifference | None:
    """How the newer policy would answer; `None` if alike, or if it has not begun on that day."""
    if newer.begins is not None and on < newer.begins:
        return None
    ours, theirs = assess(facts, default, on), assess(facts, newer, on)
    added, dropped = _only_in(theirs, ours), _only_in(ours, theirs)
    if not added and not dropped and (ours.need, ours.outcome) == (theirs.need, theirs.outcome):
        return None
    return PolicyDifference(ours, theirs, added, dropped, _sentence(newer, theirs, added))


def _only_in(one: Verdict, other: Verdict) -> tuple[Finding, ...]:
    known = {(_question(finding), finding.outcome) for finding in other.findings}
    return tuple(finding for finding in one.findings if (_question(finding), finding.outcome) not in known)


def _question(finding: Finding) -> str:
    """D02n asks what D02 asks: a rule that replaces another carries its number."""
    return finding.rule_id.removesuffix("n")


def _sentence(newer: Policy, verdict: Verdict, added: tuple[Finding, ...]) -> Words:
    said = Words(
        "Newer rules ({title}) would answer: {need}, {outcome}.",
        "较新规则（{title}）的结论：{need}，{outcome}。",
    ).filled(title=newer.title, need=NEED_WORDS[verdict.need], outcome=OUTCOME_WORDS[verdict.outcome])
    if not added:
        return said
    return said.then(
        Words("Why: {why}", "原因：{why}").filled(why=listed(finding.reason for finding in added))
    )
