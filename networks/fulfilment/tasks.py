"""Celery's door to the engine: a wake-up in, one decision obeyed. A lost wake-up costs one sweep."""

from __future__ import annotations

import logging
import time

from celery import shared_task
from celery.signals import worker_ready
from django.db import connection, transaction

from networks.fulfilment.decision import Again, Idle, Moved
from networks.fulfilment.due import due_steps, seconds_to_come_due
from networks.fulfilment.engine import take_step
from networks.fulfilment.opening import TAKE_STEPS
from portal.alibaba.configured import cloud_from_settings
from portal.alibaba.errors import AlibabaError
from portal.events.recording import wake

logger = logging.getLogger(__name__)
SWEEP_LOCK = 7_201_001
AT_MOST = 200
# Well under the soft time limit of 60 s: one more call of 30 s still fits.
BUDGET_SECONDS = 20


@worker_ready.connect
def say_whose_account(**_facts: object) -> None:
    """A worker with credentials of another account starts, does nothing in the cloud, and says why."""
    try:
        cloud_from_settings().account.require()
    except AlibabaError as error:
        logger.error("The workers hold still: %s", error.message)


@shared_task(name=TAKE_STEPS)
def take_steps(pk: str | None = None) -> None:
    """Advance due steps until none is due or the budget is used, then leave a wake-up for what comes next."""
    cloud = cloud_from_settings()
    began = time.monotonic()
    while time.monotonic() - began < BUDGET_SECONDS:
        decision = take_step(cloud)
        match decision:
            case Idle():
                return
            case Again(after_seconds=seconds) if seconds <= 30:
                wake(TAKE_STEPS, countdown=seconds)
            case Moved(ready=ready):
                for _extra in ready[1:]:
                    wake(TAKE_STEPS)
    wake(TAKE_STEPS)


@shared_task(name="networks.fulfilment.sweep")
def sweep() -> int:
    """Wake the workers for every due step, at most 200, and at the moments before the next sweep when one

    comes due. Two beats do no harm: one of them gets the lock.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        due = due_steps().count()
        for _wake_up in range(min(due, AT_MOST)):
            wake(TAKE_STEPS)
        # What waits longer than a wake-up may sleep would else be late by up to one sweep.
        for seconds in seconds_to_come_due():
            wake(TAKE_STEPS, countdown=seconds)
    return due
