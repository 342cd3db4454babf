"""What an old result would say today: the same answers, the edition of the rules that is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from icp.eligibility import policies
from icp.eligibility.headline import Headline, headline, words
from icp.eligibility.models import EligibilityCheck, RulePolicy
from icp.eligibility.record import to_json
from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.verdict import assess


@dataclass(frozen=True)
class Changed:
    rule_id: str
    was: str
    now: str
    reason: str


@dataclass(frozen=True)
class Changes:
    edition: RulePolicy
    before: Headline
    after: Headline
    rules: tuple[Changed, ...]

    @property
    def are_none(self) -> bool:
        return not self.rules and self.before.title == self.after.title


def changes_since(check: EligibilityCheck, on: date) -> Changes:
    """Rule by rule, what was said then and what would be said now."""
    edition = policies.current_edition(check.rule_policy.key)
    today: dict[str, Any] = to_json(assess(Facts.parse(check.answers), policies.read(edition), on))
    return Changes(
        edition=edition,
        before=headline(check.verdict, check.domain),
        after=headline(today, check.domain),
        rules=tuple(_changed(_said(check.verdict), _said(today))),
    )


def _said(verdict: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    parts = ("passed", "grounds", "conditional", "findings")
    return {finding["rule_id"]: finding for part in parts for finding in verdict[part]}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    rule_ids = sorted({*before, *after})
    return [
        Changed(
            rule_id=rule_id,
            was=before[rule_id]["outcome"] if rule_id in before else "",
            now=after[rule_id]["outcome"] if rule_id in after else "",
            reason=words((after.get(rule_id) or before[rule_id])["reason"]),
        )
        for rule_id in rule_ids
        if before.get(rule_id, {}).get("outcome") != after.get(rule_id, {}).get("outcome")
    ]
