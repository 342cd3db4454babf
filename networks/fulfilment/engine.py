"""The engine: claim one due step, do at most one call that changes anything, record, say what follows.

It knows no Celery. `take_step` returns a Decision that its caller obeys; a whole run can be stepped by hand.
PostgreSQL is the truth: a worker may die between any two lines, and the next claim goes on from the row.

The life of a step stands in `lifecycle.py`, the boundaries in `faults.py`, lengths of time in `timing.py`.
Source of states, leases, fences and answers: RELIABILITY section B (2026-11), as settled by DECISIONS 15-18.
"""

from __future__ import annotations

from random import Random

from networks.fulfilment import claiming, forward, removal, world
from networks.fulfilment.answers import again, hold, pause_after, stop
from networks.fulfilment.decision import Decision, Idle
from networks.fulfilment.models import StepRecord
from networks.fulfilment.planning.resource import UnresolvedRefError
from portal.alibaba.allowed import ACCOUNT_NOT_ALLOWED
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError, MalformedCallError


def take_step(cloud: Cloud, random: Random | None = None) -> Decision:
    """Advance the step that has been due the longest. Idle when nothing is due or somebody else is ahead."""
    random = random or Random()  # noqa: S311 - jitter, not a secret
    step = claiming.claim()
    if step is None:
        return Idle()
    try:
        return _advance(cloud, step, random)
    except claiming.Superseded:
        return Idle()


def _advance(cloud: Cloud, step: StepRecord, random: Random) -> Decision:
    try:
        cloud.account.require()
        if step.state == "undo_waiting" or (step.state == "waiting" and step.action == "delete"):
            return removal.look_whether_gone(cloud, step, random)
        if step.state.startswith("undo_"):
            return removal.take_away(cloud, step, random)
        if step.state == "waiting":
            return forward.look_at(cloud, step, random)
        if step.run.status == "unwinding":
            return removal.resolve_unknown(cloud, step, random)
        if not step.intent_at and not world.is_as_approved(cloud, step):
            return Idle()
        if step.action == "delete":
            return removal.take_away(cloud, step, random)
        if step.action == "keep" and step.run.network_request.action == "remove":
            return removal.leave_as_residue(cloud, step)
        return forward.perform(cloud, step, random)
    except (MalformedCallError, UnresolvedRefError) as error:
        # Our own mistake, found before anything was sent: nobody retries that blindly.
        return stop(step, "needs_human", "malformed_call", str(error))
    except AlibabaError as error:
        if error.code == ACCOUNT_NOT_ALLOWED and step.run.status == "running":
            return hold(step, error)
        # A question was not answered (look-up, survey): nothing was changed, so ask again later.
        return again(step, pause_after(error, step, random), error.code, state=step.state)
