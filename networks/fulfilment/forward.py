"""One step forward: intent, call, record; then look until it has settled.

pending -> intended -> waiting -> done, with backing_off (a definite "not now"), unknown (no answer),
refused (a definite no) and needs_human on the way. The intent (exact body, token, generation) is committed
before the first byte leaves; whenever an earlier intent exists the engine looks before it creates.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When

from networks.fulfilment import backoff, claiming, runs
from networks.fulfilment.decision import Again, Decision, Finished, Moved
from networks.fulfilment.faults import fault_point
from networks.fulfilment.models import CallLog, CloudResource, StepRecord
from networks.fulfilment.operations import OPERATIONS, Operation, create, find, look
from networks.fulfilment.planning.document import params_from_json
from networks.fulfilment.planning.resource import resolve
from networks.fulfilment.timing import MAX_ATTEMPTS, TIMING, WAITS
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from portal.calendar.clock import ClockTimestamp, after, engine_now


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


def resolved_body(step: StepRecord) -> dict[str, Any]:
    """The exact request: references filled from what earlier steps recorded."""
    return resolve(params_from_json(step.params), known_values(step))


def known_values(step: StepRecord) -> dict[str, dict[str, Any]]:
    rows = StepRecord.objects.filter(run=step.run_id, address__in=step.needs or [])
    direct = {row.address: {"id": row.resource_id, **row.attributes} for row in rows}
    missing = _addresses(step.params) - set(direct)
    others = StepRecord.objects.filter(run=step.run_id, address__in=missing) if missing else []
    return direct | {row.address: {"id": row.resource_id, **row.attributes} for row in others}


def _addresses(value: Any) -> set[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            return {value["$ref"]}
        return set().union(*(_addresses(item) for item in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(_addresses(item) for item in value)) if value else set()
    return set()


def token_of(step: StepRecord) -> str:
    """The same step has the same token for ever; only a definite refusal moves the generation."""
    text = f"v1|{settings.PRODUCT_NAME}|{step.run.account}|{step.pk}|{step.generation}"
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:40]


def parent_of(step: StepRecord, operation: Operation) -> str:
    """What takes one change at a time: the CEN for everything of that product, else the step itself."""
    return f"cen.{step.run.connection_id}" if operation.product == "cbn" else f"step.{step.pk}"


def _call(
    cloud: Cloud, step: StepRecord, operation: Operation, body: dict[str, Any], random: Random
) -> Decision:
    call = _intend(step, operation, body)
    if call is None:
        return again(step, WAITS.parent_busy * random.uniform(0.5, 1.5), "its parent is being changed")
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
    """Commit the exact request before it leaves. None: the parent is busy with another change."""
    with transaction.atomic():
        status = runs.locked_status(step.run_id)
        if status != "running":
            claiming.release(step, state=step.state, active=status not in ("paused", "held"))
            raise claiming.Superseded(step.address)
        if not claiming.take_parent(step, parent_of(step, operation)):
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
    if operation.in_ledger and _is_anothers(step, resource_id):
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


def _is_anothers(step: StepRecord, resource_id: str) -> bool:
    """Whether the ledger knows this thing as made by us for another connection."""
    rows = CloudResource.objects.filter(
        account=step.run.account, kind=step.kind, cloud_id=resource_id, created_by_us=True
    )
    return step.action == "create" and rows.exclude(connection_id=step.run.connection_id).exists()


def enter_ledger(step: StepRecord, operation: Operation, resource_id: str) -> None:
    """One row per thing, written with the state that names its id."""
    if not operation.in_ledger:
        return
    run = step.run
    CloudResource.objects.get_or_create(
        account=run.account,
        kind=step.kind,
        cloud_id=resource_id,
        defaults={
            "organization_id": run.organization_id,
            "connection_id": run.connection_id,
            "network_request_id": run.network_request_id,
            "step": step,
            "address": step.address,
            "region": step.region,
            "created_by_us": step.action == "create",
            "price": step.price,
            "currency": step.currency,
            "created_at": engine_now(),
        },
    )


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
        run = runs.locked(step.run_id)
        if run.status == "unwinding":
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
        successors = StepRecord.objects.filter(run=run, needs__contains=[step.address], state="pending")
        successors.update(
            needs_left=F("needs_left") - 1,
            ready=Case(When(needs_left=1, then=Value(True)), default=F("ready")),
            not_before=ClockTimestamp(),
        )
        ready = tuple(successors.filter(ready=True).values_list("pk", flat=True))
        fault_point("ready_next.before_commit", step)
        finished = runs.finish_if_all_done(run, step)
    return Finished(run.pk, "succeeded") if finished else Moved(step.pk, ready)


def answer(step: StepRecord, error: AlibabaError, random: Random) -> Decision:
    """What the engine does with an answer that is not "yes" (RELIABILITY B5)."""
    told = {
        "error_outcome": error.outcome,
        "error_code": error.code[:120],
        "error_message": error.message[:2000],
        "last_answer": error.code[:200],
    }
    if error.outcome in ("refused", "mismatch", "needs_human", "blocked", "gone"):
        state = "refused" if error.outcome == "refused" else "needs_human"
        return stop(step, state, error.code or error.outcome, error.message, **told)
    state = "unknown" if error.outcome == "unknown" else "backing_off"
    # The thing is busy, or the keys are: that is no attempt of ours, the deadline counts instead.
    attempts = F("attempts") if error.outcome in ("unknown", "not_now") else F("attempts") - 1
    with transaction.atomic():
        claiming.give_parent_back(step)
        return again(
            step, pause_after(error, step, random), error.code, state=state, attempts=attempts, **told
        )


def pause_after(error: AlibabaError, step: StepRecord, random: Random) -> float:
    """Seconds until the next try: what the cloud asked for, else by kind of answer, with 20 % jitter."""
    if error.retry_after_ms:
        return error.retry_after_ms / 1000 * min(1, settings.ENGINE_POLL_SCALE)
    seconds = {
        "busy": WAITS.busy,
        "auth": WAITS.auth,
        "unknown": WAITS.unknown,
    }.get(error.outcome, min(60, 2 ** min(step.attempts, 6)) * settings.ENGINE_POLL_SCALE)
    return seconds * random.uniform(0.8, 1.2)


def again(step: StepRecord, seconds: float, because: str, **values: Any) -> Decision:
    if "state" not in values:
        # Nothing was sent: the attempt that the claim counted is given back.
        values["attempts"] = F("attempts") - 1
    claiming.release(step, seconds=seconds, **values)
    return Again(step.pk, seconds, because)


def stop(step: StepRecord, state: str, code: str, message: str, **values: Any) -> Decision:
    """A person has to choose: the step stops here and the run is held."""
    with transaction.atomic():
        run = runs.locked(step.run_id)
        if run.status == "unwinding" and not step.resource_id and state == "refused":
            values = {"finished_at": ClockTimestamp()}
            state = "undone"
        claiming.write(
            step,
            **{
                "state": state,
                "lease_until": None,
                "error_code": code[:120],
                "error_message": message[:2000],
                **values,
            },
        )
        claiming.give_parent_back(step)
        runs.hold(run, step, code, message)
    return Moved(step.pk)
