"""The policy checks before an architect: kept with the plan, each that needs a person with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from networks.requests.judging import facts_of
from networks.requests.models import Approval, NetworkRequest
from networks.requests.rules.checks import Check, Level
from networks.requests.rules.decisions import key_of
from networks.requests.rules.drafts import check_draft
from networks.web.judging import SHOWN_WHEN_KEPT, TONES
from networks.web.words import said

PREFIX = "decision:"


@dataclass(frozen=True)
class GivenReason:
    reason: str
    approver: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """One check. `field` names the text field of its reason; `given` are the reasons of approvals so far."""

    target: str
    code: str
    tone: str
    title: str
    text: str
    field: str = ""
    typed: str = ""
    error: str = ""
    given: tuple[GivenReason, ...] = ()


@dataclass(frozen=True)
class Policy:
    checks: tuple[Shown, ...]

    @property
    def remarks(self) -> tuple[Shown, ...]:
        return tuple(check for check in self.checks if check.tone != "ok")

    @property
    def to_decide(self) -> tuple[Shown, ...]:
        return tuple(check for check in self.checks if check.field)

    @property
    def problems(self) -> list[dict[str, str]]:
        """What the error summary links to."""
        return [{"target": check.target, "text": check.error} for check in self.checks if check.error]

    @property
    def kept(self) -> tuple[Shown, ...]:
        return tuple(c for c in self.checks if c.tone == "ok" and c.code in SHOWN_WHEN_KEPT)

    @property
    def also_kept(self) -> tuple[Shown, ...]:
        return tuple(c for c in self.checks if c.tone == "ok" and c.code not in SHOWN_WHEN_KEPT)


def policy_of(
    network_request: NetworkRequest,
    approvals: Iterable[Approval],
    *,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> Policy:
    """`typed` and `errors` go by the key of a check."""
    given = [one for one in approvals if one.decision == Approval.Decision.APPROVED]
    return Policy(
        tuple(
            Shown(
                target=f"decision-{number}",
                code=check.code,
                tone=TONES[check.level],
                title=said(check.title),
                text=said(check.detail) if check.level is not Level.PASS else "",
                field=f"{PREFIX}{key_of(check)}" if check.level is Level.NEEDS_HUMAN else "",
                typed=typed.get(key_of(check), ""),
                error=errors.get(key_of(check), ""),
                given=_given(check, given),
            )
            for number, check in enumerate(_checks(network_request), start=1)
        )
    )


def typed_reasons(form: Mapping[str, str]) -> dict[str, str]:
    """The reasons of a sent form, by the key of their check."""
    return {
        name.removeprefix(PREFIX): value.replace("\x00", "")
        for name, value in form.items()
        if name.startswith(PREFIX)
    }


def _checks(network_request: NetworkRequest) -> tuple[Check, ...]:
    """Those that the plan was made with, since the approval is for them; without a plan, those of today."""
    if network_request.plan is not None:
        return network_request.plan.read_checks()
    return check_draft(network_request.spec, facts_of(network_request))


def _given(check: Check, approvals: Iterable[Approval]) -> tuple[GivenReason, ...]:
    return tuple(
        GivenReason(decided["reason"], str(approval.approver), approval.decided_at)
        for approval in approvals
        for decided in approval.decisions
        if (decided["code"], decided["path"]) == (check.code, check.path)
    )
