"""A run is opened from an approved plan: its steps become rows, exactly as they were approved."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networks.fulfilment.models import Run, StepRecord
from networks.fulfilment.planning.document import from_json, params_to_json, plan_hash
from networks.fulfilment.planning.identity import identify
from networks.fulfilment.planning.resource import Step
from portal.calendar.clock import engine_now
from portal.events.recording import wake
from portal.refusals import Refused

if TYPE_CHECKING:
    from networks.requests.models import PlanVersion

TAKE_STEPS = "networks.fulfilment.take_steps"
# Every row has a deadline; a step's real one is set when its call is about to leave.
LONGEST = timedelta(days=30)


def open_run(plan: PlanVersion) -> Run:
    """Write the run and its steps and send the first wake-up; call it in the approving transaction.

    Raises Refused "plan_bytes_changed" when the stored document no longer has the approved hash.
    """
    steps = approved_steps(plan)
    now = engine_now()
    request = plan.network_request
    run = Run.objects.create(
        organization_id=request.organization_id,
        network_request=request,
        connection_id=request.connection_id,
        plan=plan,
        plan_hash=plan.plan_hash,
        account=json.loads(plan.document)["account"],
        started_at=now,
    )
    StepRecord.objects.bulk_create(_row(run, seq, step, now) for seq, step in enumerate(steps, start=1))
    wake(TAKE_STEPS)
    return run


def approved_steps(plan: PlanVersion) -> tuple[Step, ...]:
    """The plan's steps, read back from the very bytes that were approved."""
    document = json.loads(plan.document)
    if plan_hash(document) != plan.plan_hash:
        raise Refused(
            "plan_bytes_changed",
            _("The stored plan is not the one that was approved."),
            _("Nothing was started. Ask for a new plan and read it again."),
        )
    return from_json(document).steps


def _row(run: Run, seq: int, step: Step, now: datetime) -> StepRecord:
    return StepRecord(
        run=run,
        seq=seq,
        needs_left=len(step.needs),
        ready=not step.needs,
        not_before=now,
        deadline_at=now + LONGEST,
        **columns(step),
    )


def columns(step: Step) -> dict[str, object]:
    """The part of a step's row that comes from the plan."""
    return {
        "address": step.address,
        "kind": step.kind,
        "action": step.action,
        "region": step.region,
        "params": params_to_json(step.params),
        "needs": list(step.needs),
        "resource_id": identify(step.kind, step.params) if step.action == "delete" else "",
        "summary_en": step.summary_en,
        "summary_zh": step.summary_zh,
        "reversible": step.reversible,
        "is_paid": step.is_paid,
        "price": step.price,
        "currency": step.currency or "",
    }
