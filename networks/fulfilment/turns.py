"""Who may go on when a step is done: those that needed it, and those that found its parent busy.

A CEN and its routers change one thing at a time. Whoever is told "busy" while another step of the run
settles asks again after that one's next look, and at once when it is done: asking every few seconds in
between would only use up the vendor's rate limit and our slots.
"""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from django.db import connection

from networks.fulfilment.models import StepRecord
from networks.fulfilment.operations import OPERATIONS
from portal.calendar.clock import ClockTimestamp, engine_now

SHARING_A_PARENT: Final = tuple(kind for kind, row in OPERATIONS.items() if row.product == "cbn")
SETTLING: Final = ("waiting", "undo_waiting")
TRYING_AGAIN: Final = ("backing_off", "pending", "undo_pending")
_FREE = """
UPDATE networks_steprecord SET
  needs_left = needs_left - 1, ready = ready OR needs_left = 1, not_before = clock_timestamp()
WHERE run_id = %s AND state = 'pending' AND needs @> %s::jsonb
RETURNING id, ready
"""


def free_successors(step: StepRecord) -> tuple[UUID, ...]:
    """Count the finished step off those that need it, in its transaction; those that are free to start now.

    What was told "busy" because of this step may try again at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [step.run_id, json.dumps([step.address])])
        ready = tuple(pk for pk, is_ready in cursor.fetchall() if is_ready)
    let_the_busy_try(step)
    return ready


def let_the_busy_try(step: StepRecord) -> None:
    if step.kind in SHARING_A_PARENT:
        StepRecord.objects.filter(
            run=step.run_id, state__in=TRYING_AGAIN, error_outcome="busy", lease_until=None
        ).update(not_before=ClockTimestamp())


def seconds_until_settled(step: StepRecord) -> float:
    """Until the next look at what keeps this step's parent busy; 0 where none of ours does."""
    if step.kind not in SHARING_A_PARENT:
        return 0.0
    others = StepRecord.objects.filter(
        run=step.run_id, state__in=SETTLING, kind__in=SHARING_A_PARENT, lease_until=None
    )
    first = others.order_by("not_before").values_list("not_before", flat=True).first()
    return max(0.0, (first - engine_now()).total_seconds()) if first else 0.0
