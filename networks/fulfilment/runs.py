"""What happens to a whole run: hold, pause, resume, retry, unwind, finish.

Each function locks the run's row first (lock order: run, then step), so two of them never interleave.
The customer's request follows the run by one table (`lifecycle.REQUEST_VERB`), never by hand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from networks.fulfilment.faults import fault_point
from networks.fulfilment.models import CloudResource, Run, StepRecord
from networks.fulfilment.opening import LONGEST, TAKE_STEPS, approved_steps, columns
from portal.accounts.models import User
from portal.calendar.clock import ClockTimestamp, engine_now
from portal.events.models import Event
from portal.events.recording import record, wake
from portal.refusals import Refused

if TYPE_CHECKING:
    from networks.requests.models import PlanVersion

WORLD_CHANGED = "world_changed"
STOPPED_STEPS = ("refused", "needs_human")
UNDO_FINAL = ("undone", "residue")
# A call may have been sent and its answer is not known.
UNRESOLVED = ("intended", "backing_off", "unknown", "needs_human")
TURNED_BACK = [
    "state", "needs_left", "ready", "active", "attempts", "looks", "absent_reads", "not_before",
    "deadline_at", "fence", "lease_until",
]  # fmt: skip


def locked(run_id: UUID) -> Run:
    """The run, with its row locked until the transaction ends."""
    return (
        Run.objects.select_for_update(of=("self",))
        .select_related("network_request", "connection", "organization", "plan")
        .get(pk=run_id)
    )


def locked_status(run_id: UUID) -> str:
    """Lock the run's row and read nothing but where it stands."""
    return Run.objects.select_for_update().values_list("status", flat=True).get(pk=run_id)


def hold(run: Run, step: StepRecord, code: str, message: str) -> None:
    """Stop forward work where it is: what runs settles, nothing new starts, a person chooses."""
    if run.status == "unwinding":
        # The way back has no state for it; the step says it, and the event calls a person.
        _tell(run, "run.undo_held", None, step=step.address, code=code)
    if run.status not in ("running", "paused"):
        return
    _set(run, "held", hold_code=code[:80], hold_message=message)
    _freeze(run)
    _tell(run, "run.held", None, step=step.address, code=code)
    run.network_request.move("fail", by=None, step=step.address, code=code)


def return_to_review(run: Run, step: StepRecord) -> None:
    """The world is not what was approved. Nothing built: the run is over. Else it waits for a new yes."""
    if run.steps.filter(intent_at__isnull=False).exists():
        _set(run, "held", hold_code=WORLD_CHANGED, hold_message=step.address)
        _freeze(run)
    else:
        _set(run, "stopped", hold_code=WORLD_CHANGED, finished_at=ClockTimestamp())
        run.steps.update(active=False)
    _tell(run, "run.world_changed", None, step=step.address)
    run.network_request.move("replan", by=None, step=step.address)


def rebase(run: Run, plan: PlanVersion) -> None:
    """Go on with a newly approved plan: what is built stays, what is not follows the new plan.

    Raises Refused "plan_contradicts_what_is_built" when the new plan wants a finished step otherwise.
    """
    wanted = {step.address: step for step in approved_steps(plan)}
    rows = list(StepRecord.objects.select_for_update().filter(run=run))
    begun = [row for row in rows if row.intent_at]
    for row in begun:
        step = wanted.get(row.address)
        if step is None or columns(step)["params"] != row.params:
            raise Refused(
                "plan_contradicts_what_is_built",
                _("The new plan wants %(step)s otherwise than it was built.") % {"step": row.address},
                _("Undo the build, then send the request again."),
            )
    done = {row.address for row in rows if row.state == "done"}
    StepRecord.objects.filter(run=run, intent_at__isnull=True).exclude(address__in=wanted).delete()
    known = {row.address: row for row in rows}
    for seq, (address, step) in enumerate(wanted.items(), start=1):
        left = len([need for need in step.needs if need not in done])
        values = {**columns(step), "seq": 1000 + seq, "needs_left": left, "ready": not left}
        if address not in known:
            now = engine_now()
            StepRecord.objects.create(run=run, not_before=now, deadline_at=now + LONGEST, **values)
        elif not known[address].intent_at:
            StepRecord.objects.filter(pk=known[address].pk).update(**values)
        else:
            StepRecord.objects.filter(pk=known[address].pk).update(seq=1000 + seq)
    StepRecord.objects.filter(run=run).update(seq=F("seq") - 1000)
    Run.objects.filter(pk=run.pk).update(
        plan=plan, plan_hash=plan.plan_hash, start_checked=True, pivot_checked=False
    )
    _set(run, "running", hold_code="", hold_message="")
    _thaw(run)


def pause(run: Run, *, by: User) -> None:
    _require(run, "running", "pause")
    _set(run, "paused")
    _freeze(run)
    _tell(run, "run.paused", by)


def resume(run: Run, *, by: User) -> None:
    _require(run, "paused", "resume")
    _set(run, "running")
    _thaw(run)
    _tell(run, "run.resumed", by)


def retry(run: Run, *, by: User) -> None:
    """Go on from the step that stopped; the same run, the same plan.

    A definite refusal burned its token: the next try has a new generation, and looks before it creates.
    """
    if run.status == "unwinding":
        _retry_the_way_back(run)
        return
    _require(run, "held", "retry")
    if run.hold_code == WORLD_CHANGED:
        raise Refused(
            "plan_needs_approval",
            _("The cloud changed since the plan was approved, so the build waits for a new approval."),
            _("An architect reads the new plan and approves it, or you undo what was built."),
        )
    stopped = StepRecord.objects.filter(run=run, state__in=STOPPED_STEPS)
    stopped.filter(state="refused").update(generation=F("generation") + 1)
    stopped.update(
        state="pending",
        attempts=0,
        looks=0,
        not_before=ClockTimestamp(),
        lease_until=None,
        deadline_at=ClockTimestamp() + LONGEST,
        error_outcome="",
        error_code="",
        error_message="",
    )
    _set(run, "running", hold_code="", hold_message="")
    _thaw(run)
    _tell(run, "run.retried", by)
    run.network_request.move("retry", by=by)


def _retry_the_way_back(run: Run) -> None:
    stopped = StepRecord.objects.filter(run=run, state="needs_human")
    for found, state in ((stopped.exclude(resource_id=""), "undo_pending"), (stopped, "unknown")):
        found.update(
            state=state,
            attempts=0,
            looks=0,
            not_before=ClockTimestamp(),
            lease_until=None,
            undo_started_at=None,
            deadline_at=ClockTimestamp() + LONGEST,
        )
    wake(TAKE_STEPS)


def unwind(run: Run, *, by: User) -> None:
    """Undo in reverse order everything this run created. A call in flight is resolved first, then undone."""
    if run.status not in ("running", "paused", "held"):
        raise _not_now(run, "unwind")
    _set(run, "unwinding", hold_code="", hold_message="")
    _turn_back(list(StepRecord.objects.select_for_update().filter(run=run).order_by("seq")))
    _tell(run, "run.unwinding", by)
    run.network_request.move("unwind", by=by)
    finish_if_all_undone(run, None)
    wake(TAKE_STEPS)


def _turn_back(steps: list[StepRecord]) -> None:
    now = engine_now()
    for step in steps:
        step.state = _undo_state(step)
    dependents = Counter(need for step in steps if step.state not in UNDO_FINAL for need in step.needs)
    for step in steps:
        resolving = step.state == "unknown"
        step.needs_left = dependents[step.address]
        step.ready = resolving or not step.needs_left
        step.active = step.state not in UNDO_FINAL
        step.attempts = step.looks = step.absent_reads = 0
        step.not_before, step.deadline_at = now, now + LONGEST
        if not resolving:
            # Whoever holds it has sent nothing that matters: the moved fence makes him stop.
            step.fence += 1
            step.lease_until = None
    StepRecord.objects.bulk_update(steps, TURNED_BACK)


def finish_if_all_done(step: StepRecord) -> bool:
    """The last step of a forward run ends it: the connection is in service. Its row is locked already."""
    if StepRecord.objects.filter(run=step.run_id).exclude(state="done").exists():
        return False
    run = locked(step.run_id)
    if run.status not in ("running", "paused"):
        return False
    _set(run, "succeeded", finished_at=ClockTimestamp())
    connection = run.connection
    if run.network_request.action == "remove":
        connection.ended_at = engine_now()
        connection.blocks.filter(live=True).update(live=False, state="released")
    else:
        connection.spec = run.plan.spec
        connection.account = run.account
        connection.in_service_since = connection.in_service_since or engine_now()
        connection.blocks.filter(state="held").update(state="assigned")
    connection.save(update_fields=["spec", "account", "in_service_since", "ended_at"])
    _tell(run, "run.succeeded", None)
    run.network_request.move("fulfil", by=None)
    fault_point("run_finish.before_commit", step)
    return True


def finish_if_all_undone(run: Run, step: StepRecord | None) -> bool:
    if run.status != "unwinding" or run.steps.exclude(state__in=UNDO_FINAL).exists():
        return False
    residue = CloudResource.objects.filter(step__run=run, state="residue")
    status = "unwound_with_residue" if residue.exists() else "unwound"
    _set(run, status, finished_at=ClockTimestamp())
    run.network_request.blocks.filter(live=True).update(live=False, state="released")
    connection = run.connection
    connection.ended_at = engine_now()
    connection.save(update_fields=["ended_at"])
    _tell(run, f"run.{status}", None, residue=[str(pk) for pk in residue.values_list("pk", flat=True)])
    run.network_request.move("finish_unwind", by=None)
    if step is not None:
        fault_point("run_finish.before_commit", step)
    return True


def _undo_state(step: StepRecord) -> str:
    """Where a step begins on the way back."""
    if step.state in UNRESOLVED and step.intent_at and not step.resource_id:
        return "unknown"
    if step.action == "keep" or not step.resource_id:
        return "undone"
    return "undo_pending"


def _freeze(run: Run) -> None:
    # What has begun goes on settling; what has not begun stays where it is.
    run.steps.filter(Q(state="pending") | Q(state="backing_off", intent_at__isnull=True)).update(active=False)


def _thaw(run: Run) -> None:
    run.steps.filter(active=False).update(active=True, not_before=ClockTimestamp())
    wake(TAKE_STEPS)


def _set(run: Run, status: str, **values: object) -> None:
    run.status = status
    Run.objects.filter(pk=run.pk).update(status=status, **values)


def _tell(run: Run, type: str, by: User | None, **payload: object) -> None:
    record(
        type,
        organization=run.organization,
        subject=run,
        actor=by,
        payload={"network_request": str(run.network_request_id), "status": run.status, **payload},
        audience=Event.Audience.CUSTOMER,
    )


def _require(run: Run, status: str, verb: str) -> None:
    if run.status != status:
        raise _not_now(run, verb)


def _not_now(run: Run, verb: str) -> Refused:
    return Refused(
        "run_not_in_this_state",
        _("The build is %(status)s, so it cannot be changed this way (%(verb)s).")
        % {"status": run.status.replace("_", " "), "verb": verb},
        _("Load the page again; it offers what is possible now."),
    )
