"""One request in every state, and the part of its page that moves."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from networks.fulfilment.models import Run, StepRecord
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.calendar.clock import engine_now
from tests.networks.web.world import approved, drafted, in_review, submitted
from tests.portal.web.answers import at_most, words
from tests.world import World

DETAIL_QUERIES = 11
LIVE_QUERIES = 7


def url_of(network_request: NetworkRequest, page: str = "detail") -> str:
    return reverse(f"networks:request-{page}", args=[network_request.pk])


def test_a_draft_says_that_nobody_else_has_it(world: World, lena: Client) -> None:
    assert "Nobody else has it yet" in words(lena.get(url_of(drafted(world))))


def test_before_approval_it_says_who_has_it_and_since_when(world: World, lena: Client) -> None:
    page = words(lena.get(url_of(in_review(world))))

    assert "With our architects" in page and "Since " in page


def test_a_returned_request_shows_its_remarks_and_the_way_on(world: World, lena: Client) -> None:
    sent = in_review(world)
    workflow.return_request(
        sent, reason="Say what crosses the border.", path="statement.purpose", by=world.priya
    )

    page = lena.get(url_of(sent))

    assert "Say what crosses the border." in words(page) and url_of(sent, "edit") in page.content.decode()
    assert "Say what crosses the border." in words(lena.get(url_of(sent, "edit")))


def test_a_build_is_told_in_nine_stages_for_two_networks(world: World, lena: Client) -> None:
    network_request = approved(world)

    with at_most(DETAIL_QUERIES):
        page = lena.get(url_of(network_request))

    assert [stage.state for stage in page.context["progress"].stages] == ["run", *["next"] * 8]
    assert "0 of 9 steps done" in page.content.decode() and "CreateCen" in words(page)
    assert page.content.count(b'aria-current="step"') == 1


def test_the_moving_part_is_sent_only_when_something_moved(world: World, lena: Client) -> None:
    network_request = approved(world)
    seen = lena.get(url_of(network_request)).context["progress"].seen
    live = url_of(network_request, "live")

    with at_most(LIVE_QUERIES):
        assert lena.get(live, {"seen": seen}).status_code == 204
    StepRecord.objects.filter(run__network_request=network_request, address="cen.main").update(
        state="done", resource_id="cen-1", finished_at=engine_now(), started_at=engine_now()
    )
    StepRecord.objects.filter(run__network_request=network_request, kind="transit_router_service").update(
        state="done", finished_at=engine_now(), started_at=engine_now()
    )
    moved = lena.get(live, {"seen": seen, "done": "0", "status": "building"})

    assert moved.status_code == 200 and "cen-1" in words(moved)
    assert 'id="announce" hx-swap-oob="innerHTML">1 of 9 steps done' in moved.content.decode()


def test_the_page_stops_asking_when_the_build_is_final(world: World, lena: Client) -> None:
    network_request = approved(world)
    Run.objects.filter(network_request=network_request).update(status="succeeded", finished_at=engine_now())
    NetworkRequest.objects.filter(pk=network_request.pk).update(status="fulfilled")

    answer = lena.get(url_of(network_request, "live"), {"seen": "old", "status": "building"})

    assert answer.status_code == 286 and "hx-trigger" not in answer.content.decode()
    assert "Your network is in service" in words(answer)


def poll_of(network_request: NetworkRequest, reader: Client) -> str:
    found = re.search(r'data-poll="(\d+)"', reader.get(url_of(network_request)).content.decode())
    return found[1] if found else ""


def test_the_page_asks_often_while_something_moves_and_seldom_while_it_waits(
    world: World, lena: Client
) -> None:
    planning, waiting, building = submitted(world), in_review(world), approved(world)

    assert [poll_of(row, lena) for row in (planning, waiting, building)] == ["2", "20", "2"]
    workflow.pause_request(building, by=world.lena)
    assert poll_of(building, lena) == "20"
    StepRecord.objects.filter(run__network_request=building, address="vpc.frankfurt").update(
        state="waiting", body={}
    )
    assert poll_of(building, lena) == "2"  # The call that went out before the pause is still answered.
    stop(building)
    assert poll_of(building, lena) == "20"


def test_a_new_plan_under_review_is_awaited_like_the_first(world: World, lena: Client) -> None:
    sent = in_review(world)
    NetworkRequest.objects.filter(pk=sent.pk).update(survey_due=engine_now())

    assert poll_of(sent, lena) == "2"


@pytest.mark.parametrize("status", ["draft", "returned", "fulfilled", "unwound", "declined", "withdrawn"])
def test_where_nothing_changes_by_itself_the_page_asks_nothing(
    status: str, world: World, lena: Client
) -> None:
    sent = in_review(world)
    NetworkRequest.objects.filter(pk=sent.pk).update(status=status)

    assert poll_of(sent, lena) == ""
    assert lena.get(url_of(sent, "live"), {"seen": "old"}).status_code == 286


def test_a_stopped_step_opens_itself_with_its_cause(world: World, lena: Client) -> None:
    network_request = approved(world)
    stop(network_request)

    page = lena.get(url_of(network_request))

    assert "A limit of the cloud account is used up" in words(page) and "QuotaExceeded.Vpc" in words(page)
    assert "Try again" in words(page) and "Undo everything" in words(page)


def stop(network_request: NetworkRequest) -> None:
    StepRecord.objects.filter(run__network_request=network_request, address="vpc.frankfurt").update(
        state="refused", error_code="QuotaExceeded.Vpc", error_message="The quota of VPCs is used up."
    )
    Run.objects.filter(network_request=network_request).update(status="held", hold_code="QuotaExceeded.Vpc")
    NetworkRequest.objects.filter(pk=network_request.pk).update(status="failed")


def test_pause_and_go_on(world: World, lena: Client) -> None:
    network_request = approved(world)

    lena.post(url_of(network_request, "pause"))
    assert "Paused" in words(lena.get(url_of(network_request)))
    lena.post(url_of(network_request, "resume"))

    assert Run.objects.get(network_request=network_request).status == "running"


def test_a_button_that_fits_no_more_says_so_on_the_page(world: World, lena: Client) -> None:
    network_request = approved(world)

    answer = lena.post(url_of(network_request, "resume"))

    assert answer.status_code == 409 and "cannot be changed this way" in words(answer)
    assert "Building your network" in words(answer)


def test_undo_is_asked_for_on_a_page_of_its_own(world: World, lena: Client) -> None:
    network_request = approved(world)

    asked = words(lena.get(url_of(network_request, "unwind")))
    assert "Nothing exists in the cloud yet" in asked
    assert Run.objects.get(network_request=network_request).status == "running"
    lena.post(url_of(network_request, "unwind"))

    network_request.refresh_from_db()
    assert network_request.status == "unwound"


def test_a_viewer_is_offered_no_button_and_asks_in_vain(world: World, client_for) -> None:  # type: ignore[no-untyped-def]
    network_request = approved(world)
    mia = client_for(world.mia)

    assert "Stop and undo" not in words(mia.get(url_of(network_request)))
    assert mia.post(url_of(network_request, "unwind")).status_code == 403


def test_withdrawing_is_confirmed_first(world: World, lena: Client) -> None:
    sent = submitted(world)

    assert "Withdraw NR-1?" in words(lena.get(url_of(sent, "withdraw")))
    lena.post(url_of(sent, "withdraw"))

    sent.refresh_from_db()
    assert sent.status == "withdrawn"


@pytest.mark.parametrize("page", ["plan", "resources", "cost", "history"])
@pytest.mark.parametrize("make", [drafted, in_review, approved])
def test_every_tab_opens_in_every_state(page: str, make, world: World, lena: Client) -> None:  # type: ignore[no-untyped-def]
    assert lena.get(url_of(make(world), page)).status_code == 200


def test_the_plan_names_calls_bodies_and_verdicts(world: World, lena: Client) -> None:
    page = words(lena.get(url_of(in_review(world), "plan")))

    assert "CreateCenBandwidthPackage" in page and "→ cen.main (id)" in page and "Passed" in page


def test_the_same_page_speaks_chinese(world: World, lena: Client) -> None:
    page = lena.get(f"/zh-hans/requests/{approved(world).pk}/")

    assert 'lang="zh-Hans"' in page.content.decode() and "购买带宽包" in words(page)
