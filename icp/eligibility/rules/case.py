"""What every check is given: the facts, the policy, and what is already settled about need, kind and type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from icp.eligibility.rules.domain_names import DomainName
from icp.eligibility.rules.facts import NA, UNKNOWN, Facts, Missing
from icp.eligibility.rules.findings import Answer, Finding, Outcome, ask
from icp.eligibility.rules.policy import Policy

Kind = str  # business, individual, or na when no subject can be named yet
BUSINESS, INDIVIDUAL = "business", "individual"


@dataclass(frozen=True, slots=True)
class Case:
    facts: Facts
    policy: Policy
    on: date
    need: str = "filing"
    kind: Kind = "na"
    filing_type: str = "na"

    def finding(self, rule_id: str, answer: Answer) -> Finding | None:
        """The active rule's finding for this answer.

        `None` when the rule is not active or has nothing to say.
        """
        rule = self.policy.rule(rule_id, self.on)
        return rule.answered(answer) if rule else None

    @property
    def domain(self) -> DomainName | None:
        """The registrable name the case is about, if one is known."""
        return self.facts.domain if isinstance(self.facts.domain, DomainName) else None


Check = Callable[[Case], Answer]


def unless(fact: str, wanted: object, otherwise: Outcome) -> Check:
    """A check that passes when the fact is as wanted.

    Asks when it is unknown; is silent when it was not asked.
    """

    def check(case: Case) -> Answer:
        value = getattr(case.facts, fact)
        if value is NA:
            return None
        if value is UNKNOWN:
            return ask(fact)
        return "pass" if value == wanted else otherwise

    return check


def unknown_of(facts: Facts, *names: str) -> tuple[str, ...]:
    """Those of these facts that were asked and are not known."""
    return tuple(name for name in names if getattr(facts, name) is UNKNOWN)


def number_of(value: object) -> int | None:
    """The number, when it is known."""
    return value if isinstance(value, int) and not isinstance(value, Missing) else None
