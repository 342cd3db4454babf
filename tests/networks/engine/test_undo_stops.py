"""A way back that stops says so, once for each step that needs a person."""

from __future__ import annotations

from random import Random

import pytest

from networks.fulfilment.answers import stop
from networks.fulfilment.engine import take_step
from networks.fulfilment.models import Run
from networks.requests import workflow
from portal.alibaba.clients import Cloud
from portal.events.models import Event
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import WITHIN_FRANKFURT, approved, step_until_final
from tests.processes import Standin
from tests.waiting import wait_for

pytestmark = pytest.mark.committed


def told(run: Run) -> list[dict[str, str]]:
    return list(
        Event.objects.filter(subject_id=run.pk, type="run.undo_held").values_list("payload", flat=True)
    )


def test_an_undo_that_the_cloud_refuses_calls_a_person_and_goes_on_when_told(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)
    step_until_made(cloud, run, random)
    standin.control("POST", "faults", {"fault": "refuse", "action": "DeleteCen", "code": "Forbidden.Some"})
    workflow.unwind_request(run.network_request, by=cast.lena)

    def is_stopped() -> bool:
        take_step(cloud, random)
        return run.steps.filter(state="needs_human").exists()

    wait_for(is_stopped, 30, "the undo stops")
    assert [(payload["step"], payload["code"]) for payload in told(run)] == [("cen.main", "Forbidden.Some")]

    workflow.retry_request(run.network_request, by=cast.lena)
    assert step_until_final(cloud, run, random=random) == "unwound"
    assert len(told(run)) == 1


def test_an_undo_that_goes_through_calls_nobody(cloud: Cloud, cast: Cast, random: Random) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)
    step_until_made(cloud, run, random)
    workflow.unwind_request(run.network_request, by=cast.lena)

    assert step_until_final(cloud, run, random=random) == "unwound"
    assert told(run) == []


def test_a_step_that_turns_out_never_made_calls_nobody(cloud: Cloud, cast: Cast, random: Random) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)
    step_until_made(cloud, run, random)
    workflow.unwind_request(run.network_request, by=cast.lena)
    step = run.steps.filter(resource_id="")[0]

    stop(step, "refused", "QuotaExceeded", "it was never made")

    step.refresh_from_db()
    assert step.state == "undone" and told(run) == []


def step_until_made(cloud: Cloud, run: Run, random: Random) -> None:
    while not run.steps.filter(kind="cen", state="done").exists():
        take_step(cloud, random)
