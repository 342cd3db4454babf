"""A real Celery worker on real Redis: lost, repeated and missing messages change nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import redis

from networks.fulfilment.models import CallLog, Run
from networks.fulfilment.opening import TAKE_STEPS
from networks.requests import workflow
from portal.alibaba.clients import Cloud
from portal.celery import app
from tests.networks.engine.conftest import Cast
from tests.networks.engine.counting import duplicates, ghosts, orphans
from tests.networks.engine.driving import picture, submitted
from tests.processes import Standin, Worker

pytestmark = pytest.mark.committed
FINAL = ("succeeded", "unwound", "unwound_with_residue")
Wait = Callable[..., Any]


@pytest.fixture
def broker() -> redis.Redis:
    path = app.conf.broker_url.removeprefix("redis+socket://").partition("?")[0]
    return redis.Redis(unix_socket_path=path)


def in_review_by_the_worker(cast: Cast, wait_for: Wait) -> Any:
    network_request = submitted(cast.nordwind, cast.lena)

    def is_planned() -> bool:
        network_request.refresh_from_db()
        return network_request.status == "in_review"

    wait_for(is_planned, 60, "the worker surveys and plans")
    return network_request


def approved_run(cast: Cast, wait_for: Wait) -> Run:
    network_request = in_review_by_the_worker(cast, wait_for)
    workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=cast.priya)
    return Run.objects.get(network_request=network_request)


def until_final(run: Run, wait_for: Wait, seconds: float = 90) -> str:
    def is_final() -> bool:
        run.refresh_from_db()
        return run.status in FINAL

    wait_for(is_final, seconds, f"the run ends; its steps:\n{picture(run)}")
    return run.status


def nothing_doubled_or_lost(standin: Standin, run: Run) -> None:
    resources = standin.control("GET", "resources")["resources"]
    assert duplicates(resources) == orphans(resources) == ghosts(run, resources) == []


def test_the_worker_builds_what_was_approved(
    worker: Worker, standin: Standin, cast: Cast, wait_for: Wait
) -> None:
    run = approved_run(cast, wait_for)

    assert until_final(run, wait_for) == "succeeded"
    nothing_doubled_or_lost(standin, run)


def test_the_same_wake_up_twenty_times_makes_no_extra_call(
    worker: Worker, standin: Standin, cast: Cast, wait_for: Wait
) -> None:
    run = approved_run(cast, wait_for)
    for _ in range(20):
        app.send_task(TAKE_STEPS)

    assert until_final(run, wait_for) == "succeeded"
    creating = CallLog.objects.filter(step__run=run, outcome="ok")
    assert creating.count() == creating.values("step").distinct().count()
    nothing_doubled_or_lost(standin, run)


def test_a_flushed_broker_costs_a_sweep_and_nothing_else(
    worker: Worker, standin: Standin, cast: Cast, wait_for: Wait, broker: redis.Redis
) -> None:
    run = approved_run(cast, wait_for)
    wait_for(lambda: run.steps.filter(state="done").exists(), 30, "the build begins")
    broker.flushall()

    assert until_final(run, wait_for) == "succeeded"
    nothing_doubled_or_lost(standin, run)


def test_a_worker_killed_in_the_middle_is_followed_by_another(
    worker: Worker, standin: Standin, cast: Cast, wait_for: Wait
) -> None:
    run = approved_run(cast, wait_for)
    wait_for(lambda: run.steps.filter(state="done").count() >= 3, 30, "the build is under way")

    worker.kill9()
    worker.start(beat=True)

    until_final(run, wait_for)
    nothing_doubled_or_lost(standin, run)


@pytest.mark.parametrize("runs", [4])
def test_lost_answers_and_other_trouble_double_nothing(
    runs: int, worker: Worker, standin: Standin, cast: Cast, wait_for: Wait, random: Random, cloud: Cloud
) -> None:
    built = [run_into_trouble(cast, standin, random, wait_for) for _ in range(runs)]

    for run in built:
        until_final(run, wait_for, 180)
    for run in built:
        nothing_doubled_or_lost(standin, run)


def run_into_trouble(cast: Cast, standin: Standin, random: Random, wait_for: Wait) -> Run:
    """A run that four faults wait for when it begins to build, so that forty runs meet forty times four."""
    network_request = in_review_by_the_worker(cast, wait_for)
    standin.control("POST", "faults", trouble(random))
    workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=cast.priya)
    return Run.objects.get(network_request=network_request)


def trouble(random: Random) -> list[dict[str, Any]]:
    """Four faults, half of them answers that are lost after the call took effect."""
    actions = ["CreateCen", "CreateVpc", "CreateVSwitch", "CreateTransitRouter"]
    actions += ["CreateTransitRouterVpcAttachment", "CreateTransitRouterPeerAttachment"]
    actions += ["CreateCenBandwidthPackage", "AssociateTransitRouterAttachmentWithRouteTable"]
    return [
        {
            "fault": kind,
            "action": random.choice(actions),
            "after": random.randrange(3),
            "times": 1,
            **({"seconds": 0.2} if kind == "throttle" else {}),
        }
        for kind in ("lost_after", "lost_after", "throttle", "http_500")
    ]


@pytest.mark.soak
def test_forty_runs_with_four_faults_each(
    worker: Worker,
    standin: Standin,
    cast: Cast,
    wait_for: Wait,
    random: Random,
    say: Callable[[str], None],
) -> None:
    standin.control("POST", "settings", {"quotas": {"vpc_quota_instances_num": 100}})
    built = [run_into_trouble(cast, standin, random, wait_for) for _ in range(40)]

    for run in built:
        until_final(run, wait_for, 600)
    for run in built:
        nothing_doubled_or_lost(standin, run)
    met = sum(min(1, fault["struck"]) for fault in standin.control("GET", "faults")["faults"])
    say(f"{len(built)} runs met {met} of {4 * len(built)} faults: 0 duplicates, 0 orphans, all final")
