"""The architect's decision: bound to a hash, never one's own, and harmless when clicked twice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from networks.fulfilment.models import Run
from networks.requests.models import NetworkRequest
from portal.accounts.models import Membership
from tests.networks.web.world import in_review, planned
from tests.portal.web.answers import at_most, words
from tests.world import World

REVIEW_QUERIES = 11


def url_of(network_request: NetworkRequest) -> str:
    return reverse("networks:review", args=[network_request.pk])


def approval_of(network_request: NetworkRequest) -> dict[str, str]:
    assert network_request.plan
    return {"do": "approve", "plan_hash": network_request.plan.plan_hash}


def test_the_page_shows_checks_calls_customer_and_price(world: World, priya: Client) -> None:
    sent = in_review(world)

    with at_most(REVIEW_QUERIES):
        answer = priya.get(url_of(sent))

    page = words(answer)
    assert "Statement for crossing the border is signed" in page and "CreateCenBandwidthPackage" in page
    assert "Nordwind GmbH" in page and "USD 1,520.00" in page and "ERP between our offices" in page
    assert sent.plan and sent.plan.plan_hash in answer.content.decode()


def test_approval_opens_the_build(world: World, priya: Client) -> None:
    sent = in_review(world)

    answer = priya.post(url_of(sent), approval_of(sent))

    assert answer["Location"] == reverse("networks:request-detail", args=[sent.pk])
    assert Run.objects.get(network_request=sent).status == "running"


def test_a_double_click_approves_once_and_complains_never(world: World, priya: Client) -> None:
    sent = in_review(world)

    answers = [priya.post(url_of(sent), approval_of(sent)).status_code for _click in range(2)]

    assert answers == [302, 302] and Run.objects.filter(network_request=sent).count() == 1


def test_a_plan_that_changed_is_shown_anew(world: World, priya: Client) -> None:
    sent = in_review(world)
    read = approval_of(sent)
    newer = planned(sent, amount="1600.00")

    answer = priya.post(url_of(sent), read)

    assert answer.status_code == 409 and "The plan changed, read it again" in words(answer)
    assert newer.plan and newer.plan.plan_hash in answer.content.decode() and "1,600.00" in words(answer)
    assert not Run.objects.filter(network_request=sent).exists()


def test_nobody_approves_their_own_request(world: World, client_for) -> None:  # type: ignore[no-untyped-def]
    sent = in_review(world)
    Membership.objects.create(user=world.lena, organization=world.operator, role="architect")
    lena = client_for(world.lena)

    page = lena.get(url_of(sent)).content.decode()
    answer = lena.post(url_of(sent), approval_of(sent))

    assert 'aria-disabled="true"' in page and "You sent this request yourself" in page
    assert answer.status_code == 409 and "You sent this request yourself" in words(answer)


@pytest.mark.parametrize("who", ["wei", "otto"])
def test_other_staff_read_and_do_not_decide(who: str, world: World, client_for) -> None:  # type: ignore[no-untyped-def]
    sent = in_review(world)
    client = client_for(getattr(world, who))

    assert client.get(url_of(sent)).status_code == 200
    assert client.post(url_of(sent), approval_of(sent)).status_code == 403


def test_a_remark_is_tied_to_its_field(world: World, priya: Client) -> None:
    sent = in_review(world)

    answer = priya.post(url_of(sent), {"do": "return", "reason": "Too large.", "path": "vpcs.1.cidr"})

    sent.refresh_from_db()
    assert answer["Location"] == reverse("networks:queue") and sent.status == "returned"
    assert sent.remarks == [{"code": "architect", "path": "vpcs.1.cidr", "message": {"en": "Too large."}}]


@pytest.mark.parametrize("do", ["return", "decline"])
def test_no_decision_without_a_reason(do: str, world: World, priya: Client) -> None:
    sent = in_review(world)

    answer = priya.post(url_of(sent), {"do": do, "reason": "  ", "path": "name"})

    assert answer.status_code == 400 and "No reason was given." in words(answer)
    assert '<option value="name" selected>' in answer.content.decode()


def test_declining_is_final(world: World, priya: Client) -> None:
    sent = in_review(world)

    priya.post(url_of(sent), {"do": "decline", "reason": "Not our kind of network."})

    sent.refresh_from_db()
    assert sent.status == "declined"


def test_what_changed_since_the_last_plan_stands_first(world: World, priya: Client) -> None:
    sent = in_review(world)
    spec = {**sent.spec, "links": [{"areas": ["China", "Europe"], "bandwidth_mbps": 10}]}
    NetworkRequest.objects.filter(pk=sent.pk).update(spec=spec)
    sent.refresh_from_db()
    planned(sent)

    page = words(priya.get(url_of(sent)))

    assert "What changed since the last plan" in page and "was 20 Mbps" in page and "now 10 Mbps" in page
