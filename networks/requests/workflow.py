"""What can happen to a network request: one atomic function per verb, called by pages, the API and commands.

Each function asks who may, judges with the rules, writes the state, and ends with the event. None of them
talks to the cloud: submitting leaves work for a worker, approving compares hashes in the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networks.addressing.models import AddressBlock
from networks.addressing.rules.cidr import span
from networks.connections.models import Connection
from networks.fulfilment import runs
from networks.fulfilment.models import CloudResource, Run
from networks.fulfilment.opening import open_run
from networks.requests.models import Approval, NetworkRequest, PlanVersion
from networks.requests.rules import approvals, lifecycle, prerequisites
from networks.requests.rules.spec import MalformedSpec, Spec, parse, to_json
from networks.requests.surveying import SURVEY
from portal.accounts.models import Counter, Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import ClockTimestamp, engine_now
from portal.events.recording import record, wake
from portal.refusals import Malformed, Refused

# An approval binds a price and a survey; both are too old after three days (RELIABILITY B8).
PLAN_FRESH_FOR = timedelta(hours=72)


@transaction.atomic
def open_request(
    *, organization: Organization, kind: str, document: Mapping[str, Any], by: User
) -> NetworkRequest:
    """A draft for a new connection. The document may be unfinished; nothing is judged yet."""
    require(by, "network_request.draft", organization)
    name = _name_of(document)
    connection = Connection.objects.create(
        organization=organization, number=Counter.take(organization, "C"), name=name, kind=kind
    )
    network_request = NetworkRequest.objects.create(
        organization=organization,
        connection=connection,
        number=Counter.take(organization, "NR"),
        name=name,
        kind=kind,
        spec=dict(document),
        requester=by,
    )
    record(
        "network_request.opened",
        organization=organization,
        subject=network_request,
        actor=by,
        payload={"reference": network_request.reference, "status": "draft", "kind": kind},
    )
    return network_request


@transaction.atomic
def edit_request(
    network_request: NetworkRequest, *, document: Mapping[str, Any], row_version: int | None = None, by: User
) -> NetworkRequest:
    """Keep what was typed, finished or not. A returned request becomes a draft again."""
    current = _locked(network_request)
    require(by, "network_request.draft", current.organization)
    if row_version is not None and row_version != current.row_version:
        raise _changed_meanwhile(current)
    if current.status == "returned":
        current.move("revise", by=by)
    if current.status != "draft":
        raise _not_a_draft(current)
    current.spec, current.name = dict(document), _name_of(document)
    current.row_version += 1
    current.save(update_fields=["spec", "name", "row_version", "updated_at"])
    if current.connection.spec is None:
        Connection.objects.filter(pk=current.connection_id).update(name=current.name)
    return current


@transaction.atomic
def submit_request(network_request: NetworkRequest, *, by: User) -> NetworkRequest:
    """Judge the wish, hold its address blocks, and leave the survey to a worker.

    Raises Malformed with every problem of form, Refused "not_ready" with every check that blocks.
    """
    current = _locked(network_request)
    require(by, "network_request.submit", current.organization)
    if current.status == "returned":
        current.move("revise", by=by)
    if current.status != "draft":
        raise _not_a_draft(current)
    spec = _parsed(current.spec)
    Organization.objects.select_for_update().get(pk=current.organization_id)
    blocking = [check for check in checks_of(current, spec) if check.level == "block"]
    if blocking and current.action == "create":
        language = get_language() or "en"
        raise Refused(
            "not_ready",
            " ".join(check.detail.in_language(language) for check in blocking),
            _("Mend what is named, then send it again. Nothing you typed is lost."),
            extra={"checks": [_as_json(check) for check in blocking]},
        )
    if current.action == "create":
        _hold_blocks(current, spec)
    current.spec = to_json(spec)
    current.requester = by
    current.remarks = []
    current.submitted_at = engine_now()
    current.survey_due = ClockTimestamp()
    current.survey_attempts = 0
    current.save(
        update_fields=["spec", "requester", "remarks", "submitted_at", "survey_due", "survey_attempts"]
    )
    wake(SURVEY)
    current.move("submit", by=by)
    return current


@transaction.atomic
def approve_request(network_request: NetworkRequest, *, plan_hash: str, by: User) -> NetworkRequest:
    """Say yes to exactly these bytes. With the last approval needed the run opens in the same transaction."""
    current = _locked(network_request)
    require(by, "network_request.approve", current.organization)
    plan = _plan_as_read(current, plan_hash)
    given = list(Approval.objects.filter(plan=plan, decision="approved"))
    _refuse_if_not_theirs(current, plan, given, by)
    try:
        with transaction.atomic():
            Approval.objects.create(
                plan=plan, plan_hash=plan_hash, approver=by, decision="approved", decided_at=engine_now()
            )
    except IntegrityError as error:
        raise _changed_meanwhile(current) from error
    facts = approvals.PlanFacts(prepaid=plan.price_total or Decimal(0), currency=plan.currency)
    yes = [approvals.Approval(str(row.approver_id), row.plan_hash) for row in given]
    yes.append(approvals.Approval(str(by.pk), plan_hash))
    left = approvals.missing(approvals.required_approvals(facts), yes, plan_hash)
    if left:
        record(
            "network_request.approval_given",
            organization=current.organization,
            subject=current,
            actor=by,
            payload={"reference": current.reference, "plan_hash": plan_hash, "missing": left},
        )
        return current
    current.move("approve", by=by, plan_hash=plan_hash, plan_version=plan.version)
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
    current = _locked(network_request)
    require(by, "network_request.decline", current.organization)
    _need_reason(reason)
    _need_clear_ground(current)
    if lifecycle.target(current.status, "decline") and current.plan:
        _decide(current, "declined", reason, by)
    _release_blocks(current)
    current.move("decline", by=by)
    return current


@transaction.atomic
def return_request(
    network_request: NetworkRequest, *, reason: str, path: str = "", by: User
) -> NetworkRequest:
    """Send it back with a remark tied to a field; the customer edits and sends it again."""
    current = _locked(network_request)
    require(by, "network_request.return", current.organization)
    _need_reason(reason)
    if lifecycle.target(current.status, "return") and current.plan:
        _decide(current, "returned", reason, by)
    current.remarks = [{"code": "architect", "path": path, "message": {"en": reason, "zh": reason}}]
    current.save(update_fields=["remarks"])
    _release_blocks(current)
    current.move("return", by=by)
    return current


@transaction.atomic
def withdraw_request(network_request: NetworkRequest, *, by: User) -> NetworkRequest:
    current = _locked(network_request)
    require(by, "network_request.withdraw", current.organization)
    _need_clear_ground(current)
    _release_blocks(current)
    current.move("withdraw", by=by)
    return current


@transaction.atomic
def pause_request(network_request: NetworkRequest, *, by: User) -> Run:
    current, run = _with_live_run(network_request)
    require(by, "run.pause", current.organization)
    runs.pause(run, by=by)
    return run


@transaction.atomic
def resume_request(network_request: NetworkRequest, *, by: User) -> Run:
    current, run = _with_live_run(network_request)
    require(by, "run.resume", current.organization)
    runs.resume(run, by=by)
    return run


@transaction.atomic
def retry_request(network_request: NetworkRequest, *, by: User) -> Run:
    """Go on from the step that stopped, in the same run."""
    current, run = _with_live_run(network_request)
    require(by, "run.retry", current.organization)
    runs.retry(run, by=by)
    return run


@transaction.atomic
def unwind_request(network_request: NetworkRequest, *, by: User) -> Run:
    """Undo everything this request built, in reverse order."""
    current, run = _with_live_run(network_request)
    require(by, "run.unwind", current.organization)
    runs.unwind(run, by=by)
    return run


@transaction.atomic
def request_removal(connection: Connection, *, by: User) -> NetworkRequest:
    """Ask to remove a connection in service: a request of its own, with a plan of its own to approve."""
    current = Connection.objects.select_for_update().select_related("organization").get(pk=connection.pk)
    require(by, "network_request.submit", current.organization)
    if current.status != "in_service":
        raise Refused(
            "connection_not_in_service",
            _("%(reference)s is not in service, so there is nothing to remove.")
            % {"reference": current.reference},
            _("Look at its latest request."),
        )
    try:
        with transaction.atomic():
            network_request = NetworkRequest.objects.create(
                organization=current.organization,
                connection=current,
                number=Counter.take(current.organization, "NR"),
                name=current.name,
                kind=current.kind,
                action="remove",
                spec=current.spec,
                requester=by,
            )
    except IntegrityError as error:
        raise Refused(
            "connection_has_open_request",
            _("%(reference)s already has an open request.") % {"reference": current.reference},
            _("Finish or withdraw that one first."),
        ) from error
    return submit_request(network_request, by=by)


def checks_of(network_request: NetworkRequest, spec: Spec) -> tuple[prerequisites.Check, ...]:
    """Every check of this wish against the rules and the organization's other blocks."""
    taken = tuple(
        prerequisites.TakenBlock(
            network=block.network,
            owner=block.network_request.reference if block.state == "held" else block.connection.reference,
        )
        for block in AddressBlock.objects.taken_in(network_request.organization).exclude(
            connection_id=network_request.connection_id
        )
    )
    return prerequisites.check(spec, prerequisites.Facts(taken=taken))


def _as_json(check: prerequisites.Check) -> dict[str, str]:
    language = get_language() or "en"
    return {"code": check.code, "path": check.path, "message": check.detail.in_language(language)}


def _parsed(document: Mapping[str, Any]) -> Spec:
    try:
        return parse(document)
    except MalformedSpec as error:
        language = get_language() or "en"
        problems = [
            {"code": p.code, "path": p.path, "message": p.message.in_language(language)}
            for p in error.problems
        ]
        raise Malformed(
            "malformed_spec",
            " ".join(problem["message"] for problem in problems),
            _("Mend what is named, then send it again. Nothing you typed is lost."),
            extra={"errors": problems},
        ) from error


def _hold_blocks(network_request: NetworkRequest, spec: Spec) -> None:
    """Hold the request's blocks; the database refuses two live ones of a connection that touch."""
    _release_blocks(network_request)
    connection = network_request.connection
    rows = []
    for site in spec.vpcs:
        lower, upper = span(connection.serial, site.cidr)
        rows.append(
            AddressBlock(
                organization_id=network_request.organization_id,
                connection=connection,
                network_request=network_request,
                site_key=site.key,
                region=site.region,
                cidr=str(site.cidr),
                span=NumericRange(lower, upper),
            )
        )
    AddressBlock.objects.bulk_create(rows)


def _release_blocks(network_request: NetworkRequest) -> None:
    network_request.blocks.filter(live=True, state="held").update(live=False, state="released")


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
        raise Refused(
            "plan_changed",
            _("The plan of %(reference)s changed since you opened it.")
            % {"reference": network_request.reference},
            _("Read it again, then decide."),
            extra={"plan_hash": plan.plan_hash},
        )
    if engine_now() - plan.created_at > PLAN_FRESH_FOR:
        raise Refused(
            "plan_too_old",
            _("This plan is older than 72 hours; prices and limits may have changed."),
            _("Return the request, so that it is surveyed and planned again."),
        )
    return plan


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


def _need_clear_ground(network_request: NetworkRequest) -> None:
    """What was built costs money: it is undone before the request can end."""
    built = CloudResource.objects.filter(network_request=network_request, created_by_us=True).present()
    if built.exists() and network_request.action == "create":
        raise Refused(
            "resources_left",
            _("%(reference)s has left resources in the cloud.") % {"reference": network_request.reference},
            _("Undo the build first; then nothing is left that costs money."),
        )


def _locked(network_request: NetworkRequest) -> NetworkRequest:
    return (
        NetworkRequest.objects.select_for_update(of=("self",))
        .select_related("organization", "connection", "plan", "requester")
        .get(pk=network_request.pk)
    )


def _with_live_run(network_request: NetworkRequest) -> tuple[NetworkRequest, Run]:
    current = _locked(network_request)
    live = current.runs.live().first()
    if live is None:
        raise Refused(
            "no_live_run",
            _("%(reference)s is not being built at the moment.") % {"reference": current.reference},
            _("Load the page again; it offers what is possible now."),
        )
    return current, runs.locked(live.pk)


def _name_of(document: Mapping[str, Any]) -> str:
    name = document.get("name")
    return name.strip()[:120] if isinstance(name, str) else ""


def _changed_meanwhile(network_request: NetworkRequest) -> Refused:
    return Refused(
        "changed_meanwhile",
        _("%(reference)s was changed by somebody else a moment ago.")
        % {"reference": network_request.reference},
        _("Load the page again and decide on what it shows now."),
        extra={"row_version": network_request.row_version},
    )


def _not_a_draft(network_request: NetworkRequest) -> Refused:
    refusal = lifecycle.refusal(network_request.reference, network_request.status, "submit")
    return Refused("not_in_this_state", *refusal.in_language(get_language() or "en"))
