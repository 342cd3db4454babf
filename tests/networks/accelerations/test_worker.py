"""The clock and a real worker: a lapse is found without anybody's wake-up, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from icp.filings import workflow as filings
from networks.accelerations.models import Acceleration, Break
from portal.celery import app
from portal.events.models import Event
from tests.networks.accelerations.world import filed, in_service
from tests.processes import Worker
from tests.world import World

pytestmark = [pytest.mark.committed, pytest.mark.processes]


def test_the_clock_knows_the_sweep_and_messages_stand_apart_from_builds() -> None:
    app.loader.import_default_modules()
    task = settings.CELERY_BEAT_SCHEDULE["sweep-accelerations"]["task"]

    assert task in app.tasks
    assert app.amqp.router.route({}, task)["queue"].name == "outbox"


def test_a_worker_finds_the_lapse_also_after_it_was_killed(
    worker: Worker, world: World, wait_for: Callable[..., Any]
) -> None:
    filing = filed(world)
    order = in_service(world)
    worker.kill9()
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)
    worker.start(beat=True)

    def is_listed() -> bool:
        return Break.objects.filter(acceleration=order).exists()

    wait_for(is_listed, 90, lambda: f"a listed break; the worker's log:\n{worker.log()}")
    worker.restart()
    assert Event.objects.filter(subject_id=order.pk, type="acceleration.filing_lost").count() == 1
    reroute = Acceleration.objects.get(replaces=order)
    assert (reroute.state, reroute.plan) == ("draft", "premium")
