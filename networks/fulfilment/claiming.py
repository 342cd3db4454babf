"""Who works on a step: claim, lease, fence.

A claim is one short transaction. Every later write carries the fence of the claim; when it changes no row,
somebody else is ahead (`Superseded`) and this worker stops, writes nothing and undoes nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from networks.fulfilment.faults import fault_point
from networks.fulfilment.models import CallLog, ParentLease, StepRecord
from networks.fulfilment.timing import TIMING
from portal.calendar.clock import ClockTimestamp, after

DUE_STATES = (
    "pending",
    "intended",
    "backing_off",
    "unknown",
    "waiting",
    "undo_pending",
    "undo_intended",
    "undo_waiting",
)
_CLAIM = """
UPDATE networks_steprecord SET
  fence = fence + 1,
  attempts = attempts + CASE WHEN state IN ('waiting', 'undo_waiting') THEN 0 ELSE 1 END,
  lease_until = clock_timestamp() + make_interval(secs => %s),
  started_at = COALESCE(started_at, clock_timestamp())
WHERE id = (
  SELECT id FROM networks_steprecord
  WHERE ready AND active AND state = ANY(%s) AND not_before <= clock_timestamp()
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, clock_timestamp()
"""
_TAKE_PARENT = """
INSERT INTO networks_parentlease AS held (parent, step, lease_until)
VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (parent) DO UPDATE SET step = EXCLUDED.step, lease_until = EXCLUDED.lease_until
WHERE held.step IS NULL OR held.step = EXCLUDED.step OR held.lease_until < clock_timestamp()
"""
# Without the long documents: few steps read them, and those ask for them.
_WITH_ITS_RUN = StepRecord.objects.select_related("run", "run__network_request").defer(
    "run__network_request__spec", "run__network_request__remarks"
)


class Superseded(Exception):
    """The fence has moved."""


def claim() -> StepRecord | None:
    """Lease the step that has been due the longest, or None. Attempts are counted here, before any work,

    so that a step which kills its worker cannot loop for ever.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [TIMING.lease, list(DUE_STATES)])
            row = cursor.fetchone()
        if row is None:
            return None
        step = _WITH_ITS_RUN.get(pk=row[0])
        step.claimed_at = row[1]
        fault_point("claim.before_commit", step)
    fault_point("claim.after_commit", step)
    return step


def write(step: StepRecord, **values: Any) -> None:
    """Write named columns of a claimed step. Raises Superseded when the claim is no longer ours."""
    if not StepRecord.objects.filter(pk=step.pk, fence=step.fence).update(**values):
        raise Superseded(step.address)


def release(step: StepRecord, *, seconds: float = 0, **values: Any) -> None:
    """Give the step back with its next look `seconds` from now."""
    write(step, lease_until=None, not_before=after(seconds), **values)


def extend_lease(step: StepRecord) -> None:
    """The call may take its whole time limit; the lease must outlive it."""
    write(step, lease_until=after(TIMING.lease))
    fault_point("lease.extended", step)


def take_parent(step: StepRecord, parent: str) -> bool:
    """Reserve the right to change `parent` for one call. False while another step has it."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_PARENT, [parent, step.pk, TIMING.lease])
        return cursor.rowcount == 1


def give_parent_back(step: StepRecord) -> None:
    ParentLease.objects.filter(step=step.pk).update(step=None, lease_until=None)


def log_call(step: StepRecord, action: str) -> CallLog:
    return CallLog.objects.create(
        step=step, fence=step.fence, generation=step.generation, action=action, started_at=ClockTimestamp()
    )


def log_answer(
    call: CallLog | None,
    outcome: str,
    *,
    code: str = "",
    request_id: str | None = "",
    status: int | None = None,
) -> None:
    if call is not None:
        CallLog.objects.filter(pk=call.pk).update(
            ended_at=ClockTimestamp(),
            outcome=outcome,
            code=code[:120],
            request_id=(request_id or "")[:80],
            http_status=status,
        )
