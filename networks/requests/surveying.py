"""After submission a worker looks at the cloud, plans, dry-runs, and sends the request to review or back.

The request's row is the work: claimed with a lease and a fence like a step, so a lost message or a dead
worker costs a sweep. No cloud call is made inside a transaction, and none inside a web request.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from networks.fulfilment.operations import OPERATIONS, dry_run
from networks.fulfilment.planning.document import canonical, plan_hash
from networks.fulfilment.planning.document import to_json as plan_to_json
from networks.fulfilment.planning.plan import CannotPlanError, Plan
from networks.fulfilment.planning.planner import plan as make_plan
from networks.fulfilment.planning.resource import Owner, resolve
from networks.fulfilment.planning.survey_facts import Survey
from networks.fulfilment.planning.survey_facts import to_json as survey_to_json
from networks.fulfilment.survey import survey
from networks.fulfilment.timing import MAX_ATTEMPTS, TIMING, WAITS
from networks.requests.judging import checks_of
from networks.requests.models import NetworkRequest, PlanVersion
from networks.requests.removal_planning import removal_of
from networks.requests.rules.checks import to_json as check_to_json
from networks.requests.rules.spec import Spec, parse
from portal.alibaba.allowed import ACCOUNT_NOT_ALLOWED
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from portal.calendar.clock import after, engine_now
from portal.events.recording import wake

SURVEY = "networks.requests.survey"
_CLAIM = """
UPDATE networks_networkrequest SET
  survey_fence = survey_fence + 1, survey_attempts = survey_attempts + 1,
  survey_lease_until = clock_timestamp() + make_interval(secs => %s)
WHERE id = (
  SELECT id FROM networks_networkrequest
  WHERE survey_due <= clock_timestamp()
    AND (survey_lease_until IS NULL OR survey_lease_until < clock_timestamp())
  ORDER BY survey_due LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


@dataclass(frozen=True)
class Verdict:
    """What the cloud said to one step's dry run."""

    address: str
    passed: bool
    code: str
    message: str


def survey_next(cloud: Cloud) -> bool:
    """Survey and plan the request that has waited the longest. False when none is due."""
    network_request = _claim()
    if network_request is None:
        return False
    spec = parse(network_request.spec)
    try:
        cloud.account.require()
        if network_request.survey_attempts > MAX_ATTEMPTS:
            _send_back(network_request, [_CANNOT_BE_PLANNED])
            return True
        seen = survey(cloud, spec)
        drawn = _drawn(network_request, spec, seen)
        verdicts = tuple(_dry_runs(cloud, drawn))
    except CannotPlanError as error:
        remarks = [
            {"code": p.code, "path": p.path, "message": {"en": p.message.en, "zh": p.message.zh}}
            for p in error.problems
        ]
        _send_back(network_request, remarks)
    except AlibabaError as error:
        _try_later(network_request, error)
    else:
        refused = [verdict for verdict in verdicts if not verdict.passed]
        if refused:
            _send_back(network_request, [_remark(verdict) for verdict in refused])
        else:
            _to_review(network_request, spec, seen, drawn, verdicts)
    return True


def _drawn(network_request: NetworkRequest, spec: Spec, seen: Survey) -> Plan:
    if network_request.action == NetworkRequest.Action.REMOVE:
        return removal_of(network_request.connection)
    return make_plan(spec, seen, account=seen.account or "", owner=owner_of(network_request))


def judged(network_request: NetworkRequest, spec: Spec) -> list[dict[str, Any]]:
    """The checks that the approver decides on. A removal buys nothing, so nothing stands in its way."""
    if network_request.action == NetworkRequest.Action.REMOVE:
        return []
    return [check_to_json(check) for check in checks_of(network_request, spec)]


def owner_of(network_request: NetworkRequest) -> Owner:
    return Owner(
        request=str(network_request.pk),
        customer=str(network_request.organization_id),
        reference=network_request.reference,
    )


def _claim() -> NetworkRequest | None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [TIMING.survey_lease])
            row = cursor.fetchone()
        return (
            NetworkRequest.objects.select_related("organization", "connection").get(pk=row[0])
            if row
            else None
        )


def _dry_runs(cloud: Cloud, drawn: Plan) -> list[Verdict]:
    """Ask the cloud about the steps whose body is already complete and whose call can be tried."""
    verdicts = []
    for step in drawn.steps:
        if step.dry_run:
            body = resolve(step.params, {})
            answer = dry_run(cloud, OPERATIONS[step.kind], step.region, body)
            verdicts.append(Verdict(step.address, answer.passed, answer.code, answer.message))
    return verdicts


def _to_review(
    network_request: NetworkRequest, spec: Spec, seen: Survey, drawn: Plan, verdicts: tuple[Verdict, ...]
) -> None:
    document = plan_to_json(drawn)
    with transaction.atomic():
        current = _still_ours(network_request)
        if current is None:
            return
        version = current.plans.count() + 1
        current.plan = PlanVersion.objects.create(
            network_request=current,
            version=version,
            definition_version=drawn.definition_version,
            document=canonical(document).decode(),
            plan_hash=plan_hash(document),
            spec=network_request.spec,
            survey=survey_to_json(seen),
            verdicts=[vars(verdict) for verdict in verdicts],
            checks=judged(current, spec),
            price_total=Decimal(drawn.ceiling) if drawn.ceiling is not None else None,
            currency=drawn.currency or "",
            created_at=engine_now(),
        )
        current.save(update_fields=["plan", "survey_due", "survey_lease_until", "survey_attempts"])
        if current.status == "submitted":
            current.move("survey_passed", by=None, plan_hash=current.plan.plan_hash, plan_version=version)


def _send_back(network_request: NetworkRequest, remarks: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        current = _still_ours(network_request)
        if current is None:
            return
        current.remarks = remarks
        current.save(update_fields=["remarks", "survey_due", "survey_lease_until", "survey_attempts"])
        if current.status == "submitted":
            current.move("survey_failed", by=None, codes=[remark["code"] for remark in remarks])


def _try_later(network_request: NetworkRequest, error: AlibabaError) -> None:
    """The cloud did not answer. After twenty tries, a quarter of an hour, the customer is told what it said.

    Credentials of another account are the operator's to change, so the request waits for that.
    """
    tries = network_request.survey_attempts
    wait = min(60, WAITS.survey * 2 ** (tries - 1))
    if error.code == ACCOUNT_NOT_ALLOWED:
        tries, wait = 0, WAITS.auth
    elif tries >= MAX_ATTEMPTS:
        _send_back(network_request, [_cloud_unavailable(error)])
        return
    NetworkRequest.objects.filter(pk=network_request.pk, survey_fence=network_request.survey_fence).update(
        survey_due=after(wait), survey_lease_until=None, survey_attempts=tries
    )
    wake(SURVEY, countdown=wait)


def _still_ours(network_request: NetworkRequest) -> NetworkRequest | None:
    """The row, locked, if nobody surveyed it in the meantime; the work is taken off it."""
    current = (
        NetworkRequest.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=network_request.pk)
    )
    if current.survey_fence != network_request.survey_fence:
        return None
    current.survey_due = current.survey_lease_until = None
    current.survey_attempts = 0
    return current


def _remark(verdict: Verdict) -> dict[str, Any]:
    return {
        "code": "dry_run_refused",
        "path": verdict.address,
        "message": {
            "en": f"The cloud would refuse {verdict.address}: {verdict.code}. {verdict.message}",
            "zh": f"云平台将拒绝 {verdict.address}：{verdict.code}。{verdict.message}",
        },
    }


# Tries are counted when a worker takes the request up, so one that takes every worker down ends here too.
_CANNOT_BE_PLANNED = {
    "code": "cannot_be_planned",
    "path": "",
    "message": {
        "en": "Twenty attempts to plan this request ended without a result. Send it again later, or ask us.",
        "zh": "该申请已尝试规划二十次，均未得到结果。请稍后重新提交，或与我们联系。",
    },
}


def _cloud_unavailable(error: AlibabaError) -> dict[str, Any]:
    return {
        "code": "cloud_unavailable",
        "path": "",
        "message": {
            "en": f"The cloud did not answer our questions ({error.code}). Send the request again later.",
            "zh": f"云平台未能回答我们的查询（{error.code}）。请稍后重新提交。",
        },
    }
