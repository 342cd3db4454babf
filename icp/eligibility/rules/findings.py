"""What one rule says about one set of facts.

A check answers with an outcome, with a `Note` (an outcome in words of its own), with `Ask` (facts that are
needed and unknown) or with `None` (the rule has nothing to do with these facts). A missing answer is never
a pass: `Ask` always becomes needs-human, whatever a policy makes of the rule's other outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from icp.eligibility.rules.bilingual import Words

Outcome = Literal["pass", "warn", "needs-human", "fail"]
OUTCOMES: tuple[Outcome, ...] = ("pass", "warn", "needs-human", "fail")
SEVERITY: dict[Outcome, int] = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer, fit to be shown: why, what to do, and where that is written."""

    rule_id: str
    outcome: Outcome
    reason: Words
    remedy: Words
    source: str
    confidence: str
    inputs: tuple[str, ...]
    asks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.rule_id}={self.outcome}"


@dataclass(frozen=True, slots=True)
class Ask:
    """The rule cannot answer before these facts are known."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An outcome with a reason of its own; `reason` also fills the `{reason}` place of the rule's message."""

    outcome: Outcome
    reason: Words


Answer = Outcome | Ask | Note | None


def ask(*facts: str) -> Ask:
    return Ask(facts)
