"""Two things of one CEN change one after the other: who waits is told when, and does not keep asking."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from networks.fulfilment.due import seconds_to_come_due
from networks.fulfilment.engine import take_step
from networks.fulfilment.models import Run, StepRecord
from networks.fulfilment.timing import TIMING
from portal.alibaba.clients import Cloud
from portal.calendar.clock import ClockTimestamp, after, engine_now
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import (
    WITHIN_FRANKFURT,
    approved,
    picture,
    rest_until_due,
    step_until_final,
)
from tests.processes import Standin

pytestmark = pytest.mark.committed
FAR = timedelta(hours=1)


def step_until_busy(cloud: Cloud, run: Run, random: Random) -> StepRecord:
    """Step until one attachment settles and the other was told that the router is busy."""
    for _ in range(400):
        take_step(cloud, random)
        if busy := run.steps.filter(kind="vpc_attachment", error_outcome="busy").first():
            return busy
        rest_until_due(run)
    raise AssertionError(picture(run))


def the_other(run: Run, busy: StepRecord) -> StepRecord:
    return run.steps.exclude(pk=busy.pk).get(kind="vpc_attachment")


def approved_and_slow(cloud: Cloud, standin: Standin, cast: Cast) -> Run:
    """A run whose first attachment settles only when it has been looked at often."""
    standin.control("POST", "settings", {"settle": {"vpc_attachment": {"looks": 3}}})
    return approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)


def test_a_step_told_busy_asks_again_after_the_next_look_at_what_settles(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved_and_slow(cloud, standin, cast)
    busy = step_until_busy(cloud, run, random)
    settling = the_other(run, busy)
    StepRecord.objects.filter(pk=settling.pk).update(not_before=after(25))
    StepRecord.objects.filter(pk=busy.pk).update(not_before=ClockTimestamp())

    take_step(cloud, random)

    busy.refresh_from_db()
    settling.refresh_from_db()
    assert busy.not_before > settling.not_before > engine_now() + timedelta(seconds=15)


def test_a_step_told_busy_may_try_as_soon_as_the_other_is_done(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved_and_slow(cloud, standin, cast)
    busy = step_until_busy(cloud, run, random)
    settling = the_other(run, busy)
    StepRecord.objects.filter(pk=busy.pk).update(not_before=ClockTimestamp() + FAR)

    while settling.state != "done":
        take_step(cloud, random)
        rest_until_due(run)
        settling.refresh_from_db()

    busy.refresh_from_db()
    assert busy.not_before < engine_now() + FAR / 2
    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)


def test_two_attachments_cost_one_refusal_and_not_one_every_few_seconds(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved_and_slow(cloud, standin, cast)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)

    log = standin.control("GET", "calls")["calls"]
    tries = [call for call in log if call["action"] == "CreateTransitRouterVpcAttachment"]
    # One per attachment, and at most one beside each look at the one that settles.
    assert len(tries) <= 2 + 3, picture(run)


def test_the_sweep_names_the_moments_at_which_steps_come_due(cloud: Cloud, cast: Cast) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)
    first = run.steps.filter(ready=True)
    first.update(not_before=after(TIMING.sweep / 2))
    due = first.get(seq=1).not_before

    moments = seconds_to_come_due()

    left = (due - engine_now()).total_seconds()
    assert any(left - TIMING.sweep / 15 <= moment <= left + TIMING.sweep / 5 for moment in moments)
    first.update(not_before=after(TIMING.sweep * 3))
    assert not seconds_to_come_due()
