"""A network is built, held, retried, paused, and taken back, by hand-stepping the real engine over HTTP."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import pytest

from networks.fulfilment.engine import take_step
from networks.fulfilment.models import CallLog, CloudResource, Run
from networks.requests import workflow
from portal.alibaba.clients import Cloud
from portal.events.models import Event
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import (
    WITHIN_FRANKFURT,
    approved,
    picture,
    step_until_final,
    surveyed,
)
from tests.processes import Standin

pytestmark = pytest.mark.committed
ROUTES = ("association", "propagation")
OURS = ("cen", "vpc", "vswitch", "transit_router", "vpc_attachment", "bandwidth_package", "peer_attachment")


def test_two_regions_are_joined_with_association_and_propagation(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)

    attachments = CloudResource.objects.filter(
        network_request=run.network_request, kind__in=["vpc_attachment", "peer_attachment"]
    )
    assert attachments.count() == 3
    # Without both, the attachment is up and no traffic flows; a peer needs them on both sides.
    for kind in ROUTES:
        assert CloudResource.objects.filter(network_request=run.network_request, kind=kind).count() == 4
    run.network_request.refresh_from_db()
    assert run.network_request.status == "fulfilled"
    assert run.network_request.connection.status == "in_service"
    assert set(run.network_request.blocks.values_list("state", flat=True)) == {"assigned"}


def test_the_ledger_and_the_cloud_agree(cloud: Cloud, standin: Standin, cast: Cast, random: Random) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    step_until_final(cloud, run, random=random)

    ledger = CloudResource.objects.filter(network_request=run.network_request, state="in_use")
    ids = {row.cloud_id for row in ledger if row.kind not in (*ROUTES, "package_association")}
    assert ids == {item["id"] for item in living(standin) if item["kind"] in OURS}
    assert standin.control("GET", "resources")["duplicates"] in ({}, [], 0)


def test_networks_of_one_region_need_no_package(cloud: Cloud, cast: Cast, random: Random) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)
    assert not run.steps.filter(is_paid=True).exists()


def test_a_refusal_holds_the_run_and_retry_goes_on_with_the_same_run(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    fault(standin, "quota", action="CreateTransitRouterPeerAttachment")

    assert step_until_final(cloud, run, random=random) == "held"
    run.network_request.refresh_from_db()
    assert run.network_request.status == "failed"
    held = run.steps.get(state="refused")
    assert held.kind == "peer_attachment" and held.error_code

    workflow.retry_request(run.network_request, by=cast.lena)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)
    assert Run.objects.filter(network_request=run.network_request).count() == 1


def test_a_second_try_after_a_refusal_uses_a_new_token(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    fault(standin, "quota", action="CreateCen")
    step_until_final(cloud, run, random=random)
    workflow.retry_request(run.network_request, by=cast.lena)
    step_until_final(cloud, run, random=random)

    tokens = [call["client_token"] for call in calls(standin, "CreateCen")]
    assert len(tokens) == 2 and tokens[0] != tokens[1]


def test_a_lost_answer_is_asked_again_with_the_same_token(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    fault(standin, "lost_after", action="CreateCen", times=1)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)
    assert len(living(standin, "cen")) == 1
    assert len({call["client_token"] for call in calls(standin, "CreateCen")}) == 1


def test_unwinding_leaves_only_what_is_paid_and_says_until_when(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    fault(standin, "quota", action="CreateTransitRouterPeerAttachment")
    step_until_final(cloud, run, random=random)

    workflow.unwind_request(run.network_request, by=cast.lena)

    assert step_until_final(cloud, run, random=random) == "unwound_with_residue", picture(run)
    residue = CloudResource.objects.get(network_request=run.network_request, state="residue")
    assert residue.kind == "bandwidth_package"
    assert residue.price and residue.paid_until
    assert {item["kind"] for item in living(standin)} == {"bandwidth_package"}
    run.network_request.refresh_from_db()
    assert run.network_request.status == "unwound"
    assert not run.network_request.blocks.filter(live=True).exists()


def test_unwinding_before_money_leaves_nothing(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    fault(standin, "quota", action="CreateTransitRouterVpcAttachment", times=2)
    step_until_final(cloud, run, random=random)
    settle(cloud, run, random)

    workflow.unwind_request(run.network_request, by=cast.lena)

    assert step_until_final(cloud, run, random=random) == "unwound", picture(run)
    assert living(standin) == []


def test_pause_starts_nothing_new_and_resume_goes_on(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    while not run.steps.filter(state="done").exists():
        take_step(cloud, random)

    workflow.pause_request(run.network_request, by=cast.lena)
    settle(cloud, run, random)
    created = len(calls(standin))
    assert not run.steps.filter(state__in=["intended", "waiting"]).exists()
    assert run.steps.filter(state="pending").exists()
    for _ in range(5):
        take_step(cloud, random)
    assert len(calls(standin)) == created

    workflow.resume_request(run.network_request, by=cast.lena)
    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)


def test_a_price_that_rose_before_the_paid_step_returns_to_review(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    while not run.steps.filter(state="done", kind="vpc_attachment").exists():
        take_step(cloud, random)
    standin.control("POST", "settings", {"currency": "EUR"})

    assert step_until_final(cloud, run, random=random) == "held", picture(run)
    request = run.network_request
    request.refresh_from_db()
    assert request.status == "in_review"
    assert not calls(standin, "CreateCenBandwidthPackage")

    surveyed(cloud, request)
    workflow.approve_request(request, plan_hash=request.plan.plan_hash, by=cast.priya)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)
    run.refresh_from_db()
    assert run.plan_hash == request.plan.plan_hash
    assert len(living(standin, "cen")) == 1


def test_a_connection_in_service_is_removed_by_a_request_of_its_own(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    step_until_final(cloud, run, random=random)
    connection = run.connection
    connection.refresh_from_db()

    removal = workflow.request_removal(connection, by=cast.lena)
    surveyed(cloud, removal)
    workflow.approve_request(removal, plan_hash=removal.plan.plan_hash, by=cast.priya)
    taking_away = Run.objects.get(network_request=removal)

    assert step_until_final(cloud, taking_away, random=random) == "succeeded", picture(taking_away)
    assert {item["kind"] for item in living(standin)} == {"bandwidth_package"}
    connection.refresh_from_db()
    assert connection.status == "ended"
    assert CloudResource.objects.get(connection=connection, state="residue").paid_until


def test_every_call_stands_in_the_log_with_the_clouds_request_id(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    step_until_final(cloud, run, random=random)

    logged = CallLog.objects.filter(step__run=run)
    assert all(call.ended_at and call.outcome for call in logged)
    made = [call for call in calls(standin) if call["action"].startswith(("Create", "Associate", "Enable"))]
    assert logged.filter(outcome="ok").count() >= len(made) - 1


def test_the_story_of_a_build_stands_in_the_events(cloud: Cloud, cast: Cast, random: Random) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    step_until_final(cloud, run, random=random)

    told = list(Event.objects.filter(organization=cast.nordwind).values_list("type", flat=True))
    assert told == [
        "network_request.opened",
        "network_request.submitted",
        "network_request.survey_passed",
        "network_request.approved",
        "network_request.build_started",
        "run.succeeded",
        "network_request.fulfilled",
    ]


def living(standin: Standin, kind: str = "") -> list[dict[str, Any]]:
    resources = standin.control("GET", "resources")["resources"]
    return [item for item in resources if kind in ("", item["kind"])]


def calls(standin: Standin, action: str = "") -> list[dict[str, Any]]:
    return [call for call in standin.control("GET", "calls")["calls"] if action in ("", call["action"])]


def fault(standin: Standin, kind: str, **wanted: Any) -> None:
    standin.control("POST", "faults", {"fault": kind, **wanted})


def settle(cloud: Cloud, run: Run, random: Random) -> None:
    """Let what has begun come to rest."""
    end = time.monotonic() + 20
    while run.steps.filter(state__in=["waiting", "intended", "unknown"]).exists():
        assert time.monotonic() < end, picture(run)
        take_step(cloud, random)


def test_a_service_that_somebody_opened_meanwhile_is_taken_as_it_is(
    cloud: Cloud, standin: Standin, cast: Cast, random: Random
) -> None:
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya)
    fault(standin, "refuse", action="OpenTransitRouterService", code="ORDER.OPEND", times=1)

    assert step_until_final(cloud, run, random=random) == "succeeded", picture(run)
