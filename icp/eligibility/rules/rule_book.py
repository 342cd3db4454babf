"""One row of the rule table under one policy: its words, its source, whether and since when it is active.

A policy may read an outcome of a rule as a milder or harder one (`outcomes`: `{"fail": "warn"}`), never as
a pass; a rule that shall not speak is switched off instead, so that its silence is visible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words, listed
from icp.eligibility.rules.document import Page
from icp.eligibility.rules.findings import OUTCOMES, Answer, Ask, Finding, Note, Outcome


@dataclass(frozen=True)
class Rule:
    rule_id: str
    group: str
    message: Words
    remedy: Words
    source: str
    confidence: str
    inputs: tuple[str, ...]
    active: bool
    begins: date | None
    outcomes: Mapping[Outcome, Outcome]
    # Most rules say the same words each time; they are put together once, not per verdict.
    usual: Mapping[Outcome, Finding]

    @classmethod
    def parse(cls, rule_id: str, page: Page) -> Rule:
        outcomes = page.page("outcomes")
        rule = cls(
            rule_id=rule_id,
            group=page.text("group"),
            message=page.words("message"),
            remedy=page.words("remedy"),
            source=page.text("basis"),
            confidence=page.one_of("confidence", ("high", "medium", "low")),
            inputs=tuple(
                word for word in re.findall(r"\w+", page.text("inputs")) if word in reference.FACT_LABELS
            ),
            active=page.claim("active"),
            begins=page.day("begins"),
            outcomes={_an_outcome(outcomes, key): outcomes.one_of(key, OUTCOMES[1:]) for key in outcomes},
            usual={},
        )
        usual = {outcome: rule.finding(rule.outcomes.get(outcome, outcome)) for outcome in OUTCOMES}
        object.__setattr__(rule, "usual", MappingProxyType(usual))
        return rule

    def is_active(self, on: date) -> bool:
        return self.active and (self.begins is None or self.begins <= on)

    def answered(self, answer: Answer) -> Finding | None:
        """The finding for a check's answer; `None` where the rule has nothing to do with the facts."""
        if answer is None:
            return None
        if isinstance(answer, Ask):
            return self._asking(answer.facts)
        if isinstance(answer, Note):
            return self.finding(self.outcomes.get(answer.outcome, answer.outcome), answer.reason)
        return self.usual[answer]

    def finding(self, outcome: Outcome, reason: Words | None = None, remedy: Words | None = None) -> Finding:
        passed = reference.PASSES.get(self.rule_id, self.message) if outcome == "pass" else self.message
        if reason is not None:
            reason = self.message.filled(reason=reason) if "{reason}" in self.message.en else reason
        return self._worded(outcome, reason or passed, remedy or self._remedy(outcome))

    def _asking(self, facts: tuple[str, ...]) -> Finding:
        labels = listed(reference.FACT_LABELS[fact] for fact in facts)
        questions = Words(
            " ".join(reference.FACT_QUESTIONS[fact].en for fact in facts),
            "".join(reference.FACT_QUESTIONS[fact].zh for fact in facts),
        )
        reason = reference.STATEMENTS["not_known"].filled(facts=labels)
        remedy = reference.STATEMENTS["answer_this"].filled(questions=questions)
        return self._worded("needs-human", reason, remedy, facts)

    def _remedy(self, outcome: Outcome) -> Words:
        passed_quietly = outcome == "pass" and self.rule_id in reference.PASSES
        return reference.STATEMENTS["nothing_to_do"] if passed_quietly or not self.remedy.en else self.remedy

    def _worded(self, outcome: Outcome, reason: Words, remedy: Words, asks: tuple[str, ...] = ()) -> Finding:
        return Finding(self.rule_id, outcome, reason, remedy, self.source, self.confidence, self.inputs, asks)


def _an_outcome(page: Page, key: str) -> Outcome:
    for outcome in OUTCOMES[1:]:
        if key == outcome:
            return outcome
    raise page.wrong(key, f"no outcome of a rule is called {key}. Use {', '.join(OUTCOMES[1:])}.")
