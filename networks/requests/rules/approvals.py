"""Who has to approve a plan, and who may not.

One approval is enough for now. Rules are data: a rule asks for more signatures from an amount of prepaid
money on, so "two for prepaid money" is one more row and no code. An approval counts for one exact plan,
named by its hash, and once per person. Nobody approves for themselves: not the requester, and no member of
the customer's organization.

>>> required_approvals(PlanFacts(prepaid=Decimal("1520.00"), currency="USD"))
1
>>> two_for_money = (ApprovalRule(1), ApprovalRule(2, prepaid_from=Decimal("0.01")))
>>> required_approvals(PlanFacts(prepaid=Decimal("1520.00"), currency="USD"), two_for_money)
2
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from networks.catalog.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the number of approvals depends on: the money that is paid up front and cannot be undone."""

    prepaid: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """So many approvals for plans that prepay at least this much; without an amount, for every plan."""

    approvals: int
    prepaid_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to one exact plan."""

    approver: str
    plan_hash: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is about to approve: the id, and the ids of the organizations they belong to."""

    id: str
    organizations: frozenset[str]


@dataclass(frozen=True, slots=True)
class ApprovalRefusal:
    """Why this person may not approve this plan."""

    code: str
    message: Bilingual
    remedy: Bilingual


RULES: tuple[ApprovalRule, ...] = (ApprovalRule(approvals=1),)

_SOMEBODY_ELSE = Bilingual("Ask another architect to decide.", "请由另一位架构师决定。")
_REFUSALS = {
    refusal.code: refusal
    for refusal in (
        ApprovalRefusal(
            "own_request",
            Bilingual(
                "You sent this request yourself, so you cannot approve it.",
                "该申请由您本人提交，因此您不能批准。",
            ),
            _SOMEBODY_ELSE,
        ),
        ApprovalRefusal(
            "member_of_customer",
            Bilingual(
                "You belong to the organization that asks, so you cannot approve its request.",
                "您属于提出申请的组织，因此不能批准该申请。",
            ),
            _SOMEBODY_ELSE,
        ),
        ApprovalRefusal(
            "approved_before",
            Bilingual("You have approved this plan already.", "您已批准过该计划。"),
            Bilingual(
                "You need do no more. If another approval is missing, another architect gives it.",
                "您无需再操作。如仍缺少批准，须由另一位架构师给出。",
            ),
        ),
    )
}


def required_approvals(plan_facts: PlanFacts, rules: Collection[ApprovalRule] = RULES) -> int:
    """How many different people have to approve: the most that any fitting rule asks for, at least 1."""
    fitting = (
        rule.approvals
        for rule in rules
        if rule.prepaid_from is None or plan_facts.prepaid >= rule.prepaid_from
    )
    return max([1, *fitting])


def missing(required: int, approvals: Iterable[Approval], plan_hash: str) -> int:
    """How many approvals this exact plan still lacks. Approvals of other plans and repeats do not count."""
    return max(0, required - len({given.approver for given in approvals if given.plan_hash == plan_hash}))


def refusal(
    candidate: Candidate,
    *,
    requester: str,
    customer: str,
    plan_hash: str,
    approvals: Iterable[Approval] = (),
) -> ApprovalRefusal | None:
    """Why the candidate may not approve this plan; none when they may."""
    if candidate.id == requester:
        return _REFUSALS["own_request"]
    if customer in candidate.organizations:
        return _REFUSALS["member_of_customer"]
    if Approval(candidate.id, plan_hash) in set(approvals):
        return _REFUSALS["approved_before"]
    return None
