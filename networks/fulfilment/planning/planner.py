"""From a wish and a survey to an ordered plan.

Free and reversible first, then what is billed by the hour and can be deleted, then the pivot (bandwidth
paid in advance), then what needs it (RELIABILITY B7). Everything before the pivot is finished before the
pivot begins, so a failure up to there costs nothing that cannot be taken back.
"""

from __future__ import annotations

from decimal import Decimal

from networks.fulfilment.planning import bandwidth_steps, cen_steps
from networks.fulfilment.planning.drafting import Draft
from networks.fulfilment.planning.feasibility import problems
from networks.fulfilment.planning.graph import order, sinks
from networks.fulfilment.planning.plan import DEFINITION_VERSION, CannotPlanError, Plan, PriceLine
from networks.fulfilment.planning.resource import Owner, Step
from networks.fulfilment.planning.survey_facts import Survey
from networks.requests.rules.spec import Spec

__all__ = ["CannotPlanError", "Owner", "Plan", "plan"]


def plan(spec: Spec, survey: Survey, *, account: str, owner: Owner) -> Plan:
    """The same arguments always give the same bytes. Raises `CannotPlanError` with every reason found."""
    found = problems(spec, survey)
    if found:
        raise CannotPlanError(found)
    steps = order(_steps(Draft(spec, survey, owner)))
    lines = tuple(line for step in steps if (line := _price_line(step)) is not None)
    return Plan(
        definition_version=DEFINITION_VERSION,
        account=account,
        kind=spec.kind,
        steps=steps,
        price_lines=lines,
        ceiling=_ceiling(lines),
        currency=next((line.currency for line in lines if line.currency), None),
    )


def _steps(draft: Draft) -> tuple[Step, ...]:
    before_money = (
        *cen_steps.service(draft),
        *cen_steps.cen(draft),
        *cen_steps.vpcs(draft),
        *cen_steps.vswitches(draft),
        *cen_steps.transit_routers(draft),
        *cen_steps.vpc_attachments(draft),
        *cen_steps.vpc_routes(draft),
    )
    return (
        *before_money,
        *bandwidth_steps.packages(draft, after=sinks(before_money)),
        *bandwidth_steps.package_associations(draft),
        *bandwidth_steps.peers(draft),
        *bandwidth_steps.peer_routes(draft),
    )


def _price_line(step: Step) -> PriceLine | None:
    if step.action == "create" and step.is_paid:
        return PriceLine(step.address, "prepaid", step.price, step.currency, step.summary_en, step.summary_zh)
    if step.action == "create" and step.kind == "vpc_attachment":
        return PriceLine(step.address, "hourly", None, None, step.summary_en, step.summary_zh)
    return None


def _ceiling(lines: tuple[PriceLine, ...]) -> str | None:
    prepaid = [line for line in lines if line.charge == "prepaid"]
    if any(line.amount is None for line in prepaid) or len({line.currency for line in prepaid}) > 1:
        return None
    return str(sum((Decimal(line.amount or "0") for line in prepaid), Decimal("0")))
