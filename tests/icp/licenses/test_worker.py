"""The clock and a real worker: what is due of a license is said without anybody's wake-up, and once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count

from icp.filings.models import Filing
from icp.licenses.models import License
from portal.celery import app
from portal.events.models import Event
from tests.icp.licenses.cases import BEGAN, at_day, brought_to
from tests.processes import Worker
from tests.world import World

pytestmark = [pytest.mark.committed, pytest.mark.processes]
# The first reminder of the report goes out on January 5 at nine.
DUE = date(2027, 1, 6)


def test_the_clock_knows_the_sweep_and_it_stands_apart_from_builds() -> None:
    app.loader.import_default_modules()
    task = settings.CELERY_BEAT_SCHEDULE["sweep-licenses"]["task"]

    assert task in app.tasks
    assert app.amqp.router.route({}, task)["queue"].name == "outbox"


def copies(license: License, numbers: range) -> list[License]:
    """Others like it, each of a filing of its own."""
    made = []
    for number in numbers:
        filing = Filing.objects.get(pk=license.filing_id)
        filing.pk, filing.number, filing._state.adding = uuid.uuid4(), number, True
        filing.save(force_insert=True)
        copy = License.objects.get(pk=license.pk)
        copy.pk, copy.number, copy.filing, copy._state.adding = uuid.uuid4(), number, filing, True
        copy.save(force_insert=True)
        made.append(copy)
    return made


def said(licenses: list[License]) -> dict[Any, int]:
    rows = Event.objects.filter(subject_id__in=[row.pk for row in licenses], type="license.report_due")
    return dict(rows.values_list("subject_id").annotate(Count("pk")))


def test_a_due_clock_rings_once_also_after_the_worker_was_killed(
    worker: Worker, world: World, wait_for: Callable[..., Any], say: Callable[[str], None]
) -> None:
    first = brought_to("GRANTED", at_day(world, BEGAN))
    licenses = [first, *copies(first, range(100, 219))]
    at_day(world, DUE)

    wait_for(lambda: said(licenses), 90, lambda: f"the first reminder; the worker's log:\n{worker.log()}")
    worker.kill9()
    told = len(said(licenses))
    say(f"killed after {told} of {len(licenses)} reminders")
    worker.start(beat=True)
    wait_for(lambda: len(said(licenses)) == len(licenses), 90, lambda: f"all of them:\n{worker.log()}")

    # What becomes due later is said by a later sweep; that one said nothing twice.
    late = copies(License.objects.get(pk=first.pk), range(300, 301))[0]
    License.objects.filter(pk=late.pk).update(rung_at=first.rung_at, next_at=first.next_at)
    wait_for(lambda: said([late]), 90, "a sweep after that")
    worker.kill9()
    assert set(said([*licenses, late]).values()) == {1}
    assert not License.objects.due().filter(organization=world.customer).exists()
