"""What the engine does with an answer that is not "yes" (RELIABILITY B5)."""

from __future__ import annotations

from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from networks.fulfilment import backoff, claiming, runs, turns
from networks.fulfilment.decision import Again, Decision, Moved
from networks.fulfilment.models import StepRecord
from networks.fulfilment.timing import WAITS
from portal.alibaba.errors import AlibabaError
from portal.calendar.clock import ClockTimestamp


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
    """Seconds until the next try: what the cloud asked for, else by kind of answer, with 20 % jitter.

    Busy with another step of the run: after the next look at that one, since no try before can succeed.
    """
    if error.retry_after_ms:
        return error.retry_after_ms / 1000 * min(1, settings.ENGINE_POLL_SCALE)
    seconds = {
        "busy": WAITS.busy,
        "auth": WAITS.auth,
        "unknown": WAITS.unknown,
    }.get(error.outcome, min(60, 2 ** min(step.attempts, 6)) * settings.ENGINE_POLL_SCALE)
    seconds *= random.uniform(0.8, 1.2)
    if error.outcome == "busy":
        return min(backoff.LONGEST, seconds + turns.seconds_until_settled(step))
    return seconds


def again(step: StepRecord, seconds: float, because: str, **values: Any) -> Decision:
    if "state" not in values:
        # Nothing was sent: the attempt that the claim counted is given back.
        values["attempts"] = F("attempts") - 1
    claiming.release(step, seconds=seconds, **values)
    return Again(step.pk, seconds, because)


def hold(step: StepRecord, error: AlibabaError) -> Decision:
    """Nothing was sent and no step is to blame: the run waits as it is, and Retry goes on from here."""
    with transaction.atomic():
        run = runs.locked(step.run_id)
        claiming.release(step, attempts=F("attempts") - 1)
        runs.hold(run, step, error.code, error.message)
    return Moved(step.pk)


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
        if state != "undone":
            runs.hold(run, step, code, message)
    return Moved(step.pk)
