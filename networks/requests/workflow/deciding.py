"""Yes, no, not like this: approve, decline, return, and the customer's own withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networks.fulfilment import runs
from networks.fulfilment.models import CloudResource, CloudResourceQuerySet
from networks.fulfilment.opening import open_run
from networks.requests.models import Approval, NetworkRequest, PlanVersion
from networks.requests.rules import approvals, lifecycle
from networks.requests.rules.remarks import written
from networks.requests.workflow.reasons import decided_checks, told
from networks.requests.workflow.rows import changed_meanwhile, locked, release_blocks
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import engine_now
from portal.events.recording import record
from portal.refusals import Malformed, Refused

# An approval binds a price and a survey; both are too old after three days (RELIABILITY B8).
PLAN_FRESH_FOR = timedelta(hours=72)


@transaction.atomic
def approve_request(
    network_request: NetworkRequest, *, plan_hash: str, decisions: Mapping[str, str] | None = None, by: User
) -> NetworkRequest:
    """Say yes to exactly these bytes. With the last approval needed the run opens in the same transaction.

    `decisions` holds a written reason for each check of the plan that needs a person, under its key
    (networks.requests.rules.decisions). Raises Malformed "decision_missing" or "decision_unknown".
    """
    current = locked(network_request)
    require(by, "network_request.approve", current.organization)
    plan = _plan_as_read(current, plan_hash)
    given = list(Approval.objects.filter(plan=plan, decision="approved"))
    _refuse_if_not_theirs(current, plan, given, by)
    decided = decided_checks(plan.read_checks(), decisions or {})
    try:
        with transaction.atomic():
            Approval.objects.create(
                plan=plan,
                plan_hash=plan_hash,
                approver=by,
                decision="approved",
                decisions=[asdict(one) for one in decided],
                decided_at=engine_now(),
            )
    except IntegrityError as error:
        raise changed_meanwhile(current) from error
    facts = approvals.PlanFacts(prepaid=plan.price_total or Decimal(0), currency=plan.currency)
    yes = [approvals.Approval(str(row.approver_id), row.plan_hash) for row in given]
    yes.append(approvals.Approval(str(by.pk), plan_hash))
    left = approvals.missing(approvals.required_approvals(facts), yes, plan_hash)
    codes, detail = [one.code for one in decided], {"decisions": told(plan.read_checks(), decided)}
    if left:
        record(
            "network_request.approval_given",
            organization=current.organization,
            subject=current,
            actor=by,
            payload={
                "reference": current.reference,
                "plan_hash": plan_hash,
                "missing": left,
                "decided": codes,
            },
            detail=detail,
        )
        return current
    current.move(
        "approve", by=by, detail=detail, plan_hash=plan_hash, plan_version=plan.version, decided=codes
    )
    waiting = current.runs.filter(status="held", hold_code=runs.WORLD_CHANGED).first()
    if waiting is not None:
        run = runs.locked(waiting.pk)
        runs.rebase(run, plan)
    else:
        run = open_run(plan)
    current.move("build", by=None, run=str(run.pk), plan_hash=plan_hash)
    return current


@transaction.atomic
def decline_request(network_request: NetworkRequest, *, reason: str, by: User) -> NetworkRequest:
    """A final no, with its reason; the address blocks are free again."""
    current = locked(network_request)
    require(by, "network_request.decline", current.organization)
    _need_reason(reason)
    _need_clear_ground(current)
    if lifecycle.target(current.status, "decline") and current.plan:
        _decide(current, "declined", reason, by)
    release_blocks(current)
    current.move("decline", by=by)
    return current


@transaction.atomic
def return_request(
    network_request: NetworkRequest, *, reason: str, path: str = "", by: User
) -> NetworkRequest:
    """Send it back with a remark tied to a field; the customer edits and sends it again."""
    current = locked(network_request)
    require(by, "network_request.return", current.organization)
    _need_reason(reason)
    if lifecycle.target(current.status, "return") and current.plan:
        _decide(current, "returned", reason, by)
    current.remarks = [written(reason, path=path, language=get_language() or "en")]
    current.save(update_fields=["remarks"])
    if not built_by(current).exists():
        release_blocks(current)
    current.move("return", by=by)
    return current


@transaction.atomic
def withdraw_request(network_request: NetworkRequest, *, by: User) -> NetworkRequest:
    current = locked(network_request)
    require(by, "network_request.withdraw", current.organization)
    _need_clear_ground(current)
    release_blocks(current)
    current.move("withdraw", by=by)
    return current


def _plan_as_read(network_request: NetworkRequest, plan_hash: str) -> PlanVersion:
    """The plan under decision, if it is the very one the approver read and still fresh."""
    if network_request.status != "in_review" or network_request.plan is None:
        raise Refused(
            "not_in_this_state",
            *lifecycle.refusal(network_request.reference, network_request.status, "approve").in_language(
                get_language() or "en"
            ),
        )
    plan = network_request.plan
    if network_request.survey_due is not None:
        raise Refused(
            "plan_being_made",
            _("The cloud changed, and a new plan for %(reference)s is being made.")
            % {"reference": network_request.reference},
            _("Read the new plan in a moment, then decide."),
        )
    if plan.plan_hash != plan_hash:
        raise plan_changed(network_request, plan)
    if engine_now() - plan.created_at > PLAN_FRESH_FOR:
        raise Refused(
            "plan_too_old",
            _("This plan is older than 72 hours; prices and limits may have changed."),
            _("Return the request, so that it is surveyed and planned again."),
        )
    return plan


def plan_changed(network_request: NetworkRequest, plan: PlanVersion) -> Refused:
    return Refused(
        "plan_changed",
        _("The plan of %(reference)s changed since you opened it.")
        % {"reference": network_request.reference},
        _("Read it again, then decide."),
        extra={"plan_hash": plan.plan_hash},
    )


def _refuse_if_not_theirs(
    network_request: NetworkRequest, plan: PlanVersion, given: list[Approval], by: User
) -> None:
    found = approvals.refusal(
        approvals.Candidate(str(by.pk), frozenset(str(pk) for pk in by.organization_ids())),
        requester=str(network_request.requester_id),
        customer=str(network_request.organization_id),
        plan_hash=plan.plan_hash,
        approvals=[approvals.Approval(str(row.approver_id), row.plan_hash) for row in given],
    )
    if found:
        language = get_language() or "en"
        raise Refused(found.code, found.message.in_language(language), found.remedy.in_language(language))


def _decide(network_request: NetworkRequest, decision: str, reason: str, by: User) -> None:
    plan = network_request.plan
    if plan is not None:
        Approval.objects.create(
            plan=plan,
            plan_hash=plan.plan_hash,
            approver=by,
            decision=decision,
            reason=reason,
            decided_at=engine_now(),
        )


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Malformed(
            "reason_missing",
            _("No reason was given."),
            _("Say in a sentence what the customer should know or change."),
            extra={"errors": [{"code": "reason_missing", "path": "reason", "message": _("Give a reason.")}]},
        )


def built_by(network_request: NetworkRequest) -> CloudResourceQuerySet:
    """What this request made and is still there."""
    made = CloudResource.objects.filter(network_request=network_request, created_by_us=True)
    return made.present()


def _need_clear_ground(network_request: NetworkRequest) -> None:
    """What was built costs money: it is undone before the request can end."""
    if network_request.action == "create" and built_by(network_request).exists():
        raise Refused(
            "resources_left",
            _("%(reference)s has left resources in the cloud.") % {"reference": network_request.reference},
            _("Undo the build first; then nothing is left that costs money."),
        )
