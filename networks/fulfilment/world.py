"""Is the world still as the approver saw it? Asked before the first call and before the paid one.

A difference stops the run before the next call that changes anything, and returns the request to review.
"""

from __future__ import annotations

from django.db import transaction

from networks.fulfilment import claiming, runs
from networks.fulfilment.models import Run, StepRecord
from networks.fulfilment.planning.drift import Difference, differences
from networks.fulfilment.planning.survey_facts import from_json
from networks.fulfilment.survey import survey
from networks.requests.rules.spec import parse
from portal.alibaba.clients import Cloud
from portal.calendar.clock import ClockTimestamp


def is_as_approved(cloud: Cloud, step: StepRecord) -> bool:
    """Compare once per run before its first call and once before money; True when nothing differs.

    False: the run is held, the request is in review again and a new survey is due. Raises AlibabaError
    when the cloud could not be asked, and Superseded when the claim is lost.
    """
    checked = "pivot_checked" if step.is_paid else "start_checked"
    run = step.run
    if getattr(run, checked) or run.network_request.action == "remove":
        # Taking away needs no free zone and no price; what is gone already is no obstacle.
        return True
    found = differences(from_json(run.plan.survey), survey(cloud, parse(run.plan.spec)))
    claiming.extend_lease(step)
    if not found:
        Run.objects.filter(pk=run.pk).update(**{checked: True})
        setattr(run, checked, True)
        return True
    _return_to_review(step, found)
    return False


def _return_to_review(step: StepRecord, found: tuple[Difference, ...]) -> None:
    with transaction.atomic():
        run = runs.locked(step.run_id)
        claiming.release(step, state="pending", active=False)
        runs.return_to_review(run, step)
        request = run.network_request
        request.remarks = [
            {"code": "world_changed", "path": item.path, "message": vars_of(item)} for item in found
        ]
        request.survey_due = ClockTimestamp()
        request.save(update_fields=["remarks", "survey_due"])


def vars_of(item: Difference) -> dict[str, str]:
    return {"en": item.message.en, "zh": item.message.zh}
