"""Taking a thing away: the way back of an unwinding run, and the delete steps of a removal request.

Only what the ledger says we created is deleted. Something that cannot be released (prepaid money) becomes
residue at once, with price and end date: nobody forgets it. "Already gone" is success, after three reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.dateparse import parse_datetime

from networks.fulfilment import backoff, claiming, runs, turns
from networks.fulfilment.answers import again, pause_after, stop
from networks.fulfilment.bodies import parent_of
from networks.fulfilment.decision import Again, Decision, Finished, Moved
from networks.fulfilment.faults import fault_point
from networks.fulfilment.forward import done, record_created
from networks.fulfilment.models import CallLog, CloudResource, StepRecord
from networks.fulfilment.operations import OPERATIONS, Operation, find, look, remove
from networks.fulfilment.planning.identity import identify
from networks.fulfilment.timing import MAX_ATTEMPTS, TIMING, WAITS
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from portal.calendar.clock import ClockTimestamp, after

ABSENT_READS = 3


@dataclass(frozen=True)
class Words:
    """The names of the same three stages, on the way back and in a delete step."""

    due: str
    intended: str
    waiting: str


BACK = Words("undo_pending", "undo_intended", "undo_waiting")
DELETE = Words("pending", "intended", "waiting")


def words_of(step: StepRecord) -> Words:
    return BACK if step.state.startswith("undo_") else DELETE


def resolve_unknown(cloud: Cloud, step: StepRecord, random: Random) -> Decision:
    """A call may have left before the run turned back: find out, then undo what there is."""
    operation = OPERATIONS[step.kind]
    found = find(cloud, operation, step.region, step.body or {}, step.step_key)
    fault_point("lookup.after", step)
    if len(found) > 1:
        ids = ", ".join(sorted(item.resource_id for item in found))
        return stop(step, "needs_human", "more_than_one_found", ids)
    if found:
        return record_created(step, operation, found[0].resource_id, found[0].attributes, step.body or {})
    sent = step.last_call_at or step.intent_at or step.claimed_at
    age = (step.claimed_at - sent).total_seconds()
    longest = max(TIMING.settle, TIMING.call_timeout)
    if age < longest:
        return again(step, min(longest - age, TIMING.settle / 4), "the list may lag behind the call")
    return gone(step)


def take_away(cloud: Cloud, step: StepRecord, random: Random) -> Decision:
    operation = OPERATIONS[step.kind]
    if not step.resource_id or not is_ours(step):
        return gone(step)
    if not operation.removable:
        return leave_as_residue(cloud, step)
    if step.attempts > MAX_ATTEMPTS:
        return stop(step, "needs_human", "too_many_attempts", f"{step.attempts} attempts to remove it")
    if step.undo_started_at and _is_absent(cloud, step, operation):
        # An earlier call did it and its answer was lost: asking again would be refused for ever.
        claiming.release(step, state=words_of(step).waiting, absent_reads=1, looks=0)
        return Again(step.pk, 0, "already gone?")
    call = _intend(step, operation)
    if call is None:
        return Again(step.pk, WAITS.parent_busy, "its parent is being changed, or the run stands still")
    fault_point("undo.call.before", step)
    try:
        removed = remove(cloud, operation, step.region, step.resource_id, step.body or {})
    except AlibabaError as error:
        claiming.log_answer(
            call, error.outcome, code=error.code, request_id=error.request_id, status=error.http_status
        )
        return _answer(step, operation, error, random)
    fault_point("undo.call.after_answer", step)
    return _accepted(step, operation, call, removed.request_id)


def _is_absent(cloud: Cloud, step: StepRecord, operation: Operation) -> bool:
    return look(cloud, operation, step.region, step.resource_id, step.body or {}).status == "absent"


def is_ours(step: StepRecord) -> bool:
    return (
        CloudResource.objects.filter(
            account=step.run.account, kind=step.kind, cloud_id=step.resource_id, created_by_us=True
        ).exists()
        or not OPERATIONS[step.kind].in_ledger
    )


def _intend(step: StepRecord, operation: Operation) -> CallLog | None:
    words = words_of(step)
    with transaction.atomic():
        if words is DELETE and runs.locked_status(step.run_id) != "running":
            claiming.release(step, active=False)
            return None
        if not claiming.take_parent(step, parent_of(step, operation)):
            claiming.release(step, seconds=WAITS.parent_busy, attempts=F("attempts") - 1)
            return None
        claiming.write(
            step,
            state=words.intended,
            intent_at=step.intent_at or ClockTimestamp(),
            last_call_at=ClockTimestamp(),
            undo_started_at=step.undo_started_at or ClockTimestamp(),
            deadline_at=step.deadline_at if step.undo_started_at else after(operation.deadline_seconds),
            lease_until=after(TIMING.lease),
            body=step.body or {},
        )
        call = claiming.log_call(step, operation.delete_action or "")
        fault_point("undo.intent", step)
    return call


def _accepted(step: StepRecord, operation: Operation, call: CallLog | None, request_id: str) -> Decision:
    seconds = backoff.first_look(operation.usual_removal_seconds) * settings.ENGINE_POLL_SCALE
    with transaction.atomic():
        claiming.write(
            step,
            state=words_of(step).waiting,
            looks=0,
            absent_reads=ABSENT_READS - 1,
            waiting_since=ClockTimestamp(),
            lease_until=None,
            not_before=after(seconds),
            error_outcome="",
            error_code="",
            error_message="",
        )
        claiming.log_answer(call, "ok", request_id=request_id, status=200)
        claiming.give_parent_back(step)
        fault_point("undo.record.before_commit", step)
    return Again(step.pk, seconds, "removing")


def _answer(step: StepRecord, operation: Operation, error: AlibabaError, random: Random) -> Decision:
    words = words_of(step)
    told: dict[str, Any] = {
        "error_outcome": error.outcome,
        "error_code": error.code[:120],
        "error_message": error.message[:2000],
        "last_answer": error.code[:200],
    }
    with transaction.atomic():
        claiming.give_parent_back(step)
        if error.outcome == "gone":
            # Maybe lag: believed only after three reads.
            claiming.release(step, seconds=WAITS.unknown, state=words.waiting, absent_reads=0, looks=0)
            return Again(step.pk, WAITS.unknown, "already gone?")
    if error.outcome in ("refused", "mismatch", "needs_human") or step.deadline_at < step.claimed_at:
        return stop(step, "needs_human", error.code or error.outcome, error.message, **told)
    attempts = F("attempts") if error.outcome in ("unknown", "not_now") else F("attempts") - 1
    return again(
        step, pause_after(error, step, random), error.code, state=words.due, attempts=attempts, **told
    )


def look_whether_gone(cloud: Cloud, step: StepRecord, random: Random) -> Decision:
    operation = OPERATIONS[step.kind]
    try:
        seen = look(cloud, operation, step.region, step.resource_id, step.body or {})
    except AlibabaError as error:
        if error.outcome != "gone":
            return again(step, pause_after(error, step, random), error.code, state=step.state)
        status, raw = "absent", error.code
    else:
        status, raw = seen.status, seen.raw_status
    fault_point("poll.after_answer", step)
    if status == "absent":
        if step.absent_reads + 1 >= ABSENT_READS:
            return gone(step)
        claiming.release(
            step, seconds=TIMING.settle / 4, absent_reads=F("absent_reads") + 1, looks=F("looks") + 1
        )
        return Again(step.pk, TIMING.settle / 4, "absent, reading again")
    if step.deadline_at < step.claimed_at:
        return stop(step, "needs_human", "deadline_passed", f"still {raw or status}")
    if status == "settled" and step.looks >= 3:
        # Accepted, and still there as if nothing had been asked: ask again.
        claiming.release(step, state=words_of(step).due, looks=0)
        return Again(step.pk, 0, "still there")
    seconds = (
        backoff.next_look(operation.usual_removal_seconds, step.looks + 1, random)
        * settings.ENGINE_POLL_SCALE
    )
    claiming.release(step, seconds=seconds, looks=F("looks") + 1, last_answer=(raw or status)[:200])
    return Again(step.pk, seconds, raw or status)


def gone(step: StepRecord) -> Decision:
    """It is not there (any more): close its ledger row and free what it stood on."""
    if step.action == "delete" and not step.state.startswith("undo_"):
        _close_ledger(step, "released")
        return done(step, {}, "gone")
    return _undone(step, "undone")


def leave_as_residue(cloud: Cloud, step: StepRecord) -> Decision:
    """Cannot be released: it stays in the ledger with its price and the day it ends."""
    operation = OPERATIONS[step.kind]
    on_the_way_back = step.state.startswith("undo_")
    resource_id = step.resource_id or identify(step.kind, step.params)
    seen = look(cloud, operation, step.region, resource_id, step.body or step.params)
    CloudResource.objects.filter(account=step.run.account, kind=step.kind, cloud_id=resource_id).update(
        state="residue", paid_until=_moment(seen.attributes.get("paid_until"))
    )
    return _undone(step, "residue") if on_the_way_back else done(step, {}, "stays until its end date")


def _moment(text: Any) -> datetime | None:
    """The cloud's `2026-12-23T16:00Z`; None where it names no end."""
    return parse_datetime(str(text)) if text else None


def _undone(step: StepRecord, state: str) -> Decision:
    with transaction.atomic():
        run = runs.locked(step.run_id)
        claiming.write(step, state=state, finished_at=ClockTimestamp(), lease_until=None)
        if state == "undone":
            _close_ledger(step, "released")
        below = StepRecord.objects.filter(run=run, address__in=step.needs).exclude(state__in=runs.UNDO_FINAL)
        below.update(
            needs_left=Case(When(needs_left__gt=0, then=F("needs_left") - 1), default=Value(0)),
            ready=Case(When(needs_left__lte=1, then=Value(True)), default=F("ready")),
            not_before=Case(When(state="unknown", then=F("not_before")), default=ClockTimestamp()),
        )
        ready = tuple(below.filter(ready=True).order_by("seq").values_list("pk", flat=True))
        turns.let_the_busy_try(step)
        finished = runs.finish_if_all_undone(run, step)
    return Finished(run.pk, run.status) if finished else Moved(step.pk, ready)


def _close_ledger(step: StepRecord, state: str) -> None:
    CloudResource.objects.filter(account=step.run.account, kind=step.kind, cloud_id=step.resource_id).update(
        state=state, released_at=ClockTimestamp()
    )
