"""One step forward: intent, call, record; then look until it has settled.

pending -> intended -> waiting -> done, with backing_off (a definite "not now"), unknown (no answer),
refused (a definite no) and needs_human on the way. The intent (exact body, token, generation) is committed
before the first byte leaves; whenever an earlier intent exists the engine looks before it creates.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When

from networks.fulfilment import backoff, claiming, runs, turns
from networks.fulfilment.answers import again, answer, pause_after, stop
from networks.fulfilment.bodies import parent_of, resolved_body, token_of
from networks.fulfilment.decision import Again, Decision, Finished, Moved
from networks.fulfilment.faults import fault_point
from networks.fulfilment.ledger import enter_ledger, is_anothers
from networks.fulfilment.models import CallLog, StepRecord
from networks.fulfilment.operations import OPERATIONS, Operation, create, find, look
from networks.fulfilment.timing import MAX_ATTEMPTS, TIMING, WAITS
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from portal.calendar.clock import ClockTimestamp, after


def perform(cloud: Cloud, step: StepRecord, random: Random) -> Decision:
    """Make the step's thing exist: adopt it where an earlier call made it, else call once."""
    operation = OPERATIONS[step.kind]
    if step.attempts > MAX_ATTEMPTS:
        return stop(step, "needs_human", "too_many_attempts", f"{step.attempts} attempts, no result")
    if step.deadline_at < step.claimed_at:
        return stop(step, "needs_human", "deadline_passed", "the time for this step is over")
    body: dict[str, Any] = (step.body or {}) if step.intent_at else resolved_body(step)
    if step.intent_at or operation.identity != "token" or step.action == "keep":
        found = find(cloud, operation, step.region, body, step.step_key)
        fault_point("lookup.after", step)
        if len(found) > 1:
            ids = ", ".join(sorted(item.resource_id for item in found))
            return stop(step, "needs_human", "more_than_one_found", ids)
        if found and found[0].differences:
            fields = ", ".join(found[0].differences)
            return stop(step, "needs_human", "found_but_different", f"{found[0].resource_id}: {fields}")
        if found:
            return record_created(step, operation, found[0].resource_id, found[0].attributes, body)
        if step.action == "keep":
            return stop(step, "refused", "kept_thing_is_gone", step.address)
        if (verdict := _not_found(step, operation)) is not None:
            return verdict
    return _call(cloud, step, operation, body, random)


def _not_found(step: StepRecord, operation: Operation) -> Decision | None:
    """What an empty look-up means after an earlier intent; None: go on and call (with the same token)."""
    if not step.intent_at:
        return None
    sent = step.last_call_at or step.intent_at
    age = (step.claimed_at - sent).total_seconds()
    if operation.identity != "token" and age < TIMING.settle:
        return again(step, TIMING.settle - age, "the list may lag behind the call")
    if age > TIMING.token_trust and operation.identity == "token":
        return stop(step, "needs_human", "token_too_old", "looked up and not found, and the token is old")
    return None


def _call(
    cloud: Cloud, step: StepRecord, operation: Operation, body: dict[str, Any], random: Random
) -> Decision:
    call = _intend(step, operation, body)
    if call is None:
        return Again(step.pk, WAITS.parent_busy, "its parent is being changed, or the run stands still")
    fault_point("intent.after_commit", step)
    fault_point("call.before", step)
    try:
        created = create(cloud, operation, step.region, body, step.client_token)
    except AlibabaError as error:
        claiming.log_answer(
            call, error.outcome, code=error.code, request_id=error.request_id, status=error.http_status
        )
        return answer(step, error, random)
    fault_point("call.after_answer", step)
    return record_created(
        step,
        operation,
        created.resource_id,
        {"id": created.resource_id},
        body,
        call=call,
        request_id=created.request_id,
        order_id=created.order_id or "",
    )


def _intend(step: StepRecord, operation: Operation, body: dict[str, Any]) -> CallLog | None:
    """Commit the exact request before it leaves. None: not now, and the step is given back."""
    with transaction.atomic():
        status = runs.locked_status(step.run_id)
        if status != "running":
            # Paused or held since the claim: nothing new begins.
            claiming.release(step, active=False)
            return None
        if not claiming.take_parent(step, parent_of(step, operation)):
            claiming.release(step, seconds=WAITS.parent_busy, attempts=F("attempts") - 1)
            return None
        step.client_token = token_of(step)
        first = {} if step.intent_at else {"deadline_at": after(operation.deadline_seconds)}
        claiming.write(
            step,
            state="intended",
            body=body,
            client_token=step.client_token,
            intent_at=step.intent_at or ClockTimestamp(),
            last_call_at=ClockTimestamp(),
            lease_until=after(TIMING.lease),
            **first,
        )
        call = claiming.log_call(step, operation.create_action)
        fault_point("intent.before_commit", step)
    return call


def record_created(
    step: StepRecord,
    operation: Operation,
    resource_id: str,
    attributes: Mapping[str, Any],
    body: Mapping[str, Any],
    *,
    call: CallLog | None = None,
    request_id: str = "",
    order_id: str = "",
) -> Decision:
    """Id, ledger row and the new state together: nobody forgets what exists."""
    if operation.in_ledger and is_anothers(step, resource_id):
        return stop(step, "needs_human", "owned_by_another_connection", resource_id)
    seconds = backoff.first_look(operation.usual_seconds) * settings.ENGINE_POLL_SCALE
    with transaction.atomic():
        turned_back = runs.locked_status(step.run_id) == "unwinding"
        claiming.write(
            step,
            state="undo_pending" if turned_back and step.action != "keep" else "waiting",
            ready=F("ready")
            if not turned_back
            else Case(When(needs_left=0, then=True), default=Value(False)),
            resource_id=resource_id,
            request_id=request_id[:80],
            order_id=order_id[:80],
            attributes=attributes,
            body=body,
            intent_at=step.intent_at or ClockTimestamp(),
            waiting_since=ClockTimestamp(),
            looks=0,
            lease_until=None,
            not_before=after(0 if turned_back else seconds),
            error_outcome="",
            error_code="",
            error_message="",
        )
        enter_ledger(step, operation, resource_id)
        claiming.log_answer(call, "ok", request_id=request_id, status=200)
        claiming.give_parent_back(step)
        fault_point("record.before_commit", step)
    fault_point("record.after_commit", step)
    return Again(step.pk, 0 if turned_back else seconds, "created")


def look_at(cloud: Cloud, step: StepRecord, random: Random) -> Decision:
    """Has it settled? No slot is held while it has not: the row says when to look again."""
    operation = OPERATIONS[step.kind]
    try:
        seen = look(cloud, operation, step.region, step.resource_id, step.body or {})
    except AlibabaError as error:
        return _look_failed(step, error, random)
    fault_point("poll.after_answer", step)
    if seen.status == "settled":
        return done(step, seen.attributes, seen.raw_status)
    if seen.status == "failed":
        return stop(step, "needs_human", "failed_in_the_cloud", seen.raw_status)
    if step.deadline_at < step.claimed_at:
        return stop(step, "needs_human", "deadline_passed", f"still {seen.raw_status or seen.status}")
    seconds = backoff.next_look(operation.usual_seconds, step.looks + 1, random) * settings.ENGINE_POLL_SCALE
    claiming.release(
        step, seconds=seconds, looks=F("looks") + 1, last_answer=(seen.raw_status or seen.status)[:200]
    )
    return Again(step.pk, seconds, seen.raw_status or seen.status)


def _look_failed(step: StepRecord, error: AlibabaError, random: Random) -> Decision:
    """A look changes nothing, so whatever the answer was, looking again later is right."""
    if error.outcome == "gone" and step.deadline_at < step.claimed_at:
        return stop(step, "needs_human", error.code, error.message)
    return again(step, pause_after(error, step, random), f"{error.code}", state=step.state)


def done(step: StepRecord, attributes: Mapping[str, Any], raw_status: str) -> Decision:
    """Settled: record it and free the steps that needed only this one, in one transaction."""
    with transaction.atomic():
        if runs.locked_status(step.run_id) == "unwinding":
            claiming.release(step, state="undo_pending")
            return Again(step.pk, 0, "turned back")
        claiming.write(
            step,
            state="done",
            attributes={**step.attributes, **attributes},
            last_answer=raw_status[:200],
            finished_at=ClockTimestamp(),
            lease_until=None,
        )
        ready = turns.free_successors(step)
        fault_point("ready_next.before_commit", step)
        finished = not ready and runs.finish_if_all_done(step)
    return Finished(step.run_id, "succeeded") if finished else Moved(step.pk, ready)
