"""Pages of network requests, in the states that a person meets."""

from __future__ import annotations

from django.utils import translation

from icp.filings.workflow import lapse_filing
from networks.accelerations.models import Acceleration
from networks.accelerations.rerouting import note_loss
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from tests.journeys.axe import Page
from tests.networks.accelerations.world import filed, in_service
from tests.networks.accelerations.world import submitted as ordered
from tests.networks.engine.driving import FRANKFURT_TO_SHANGHAI
from tests.networks.web.world import approved, drafted, in_review, submitted
from tests.world import World

OVERLAPPING = {
    **FRANKFURT_TO_SHANGHAI,
    "vpcs": [
        FRANKFURT_TO_SHANGHAI["vpcs"][0],
        {**FRANKFURT_TO_SHANGHAI["vpcs"][1], "cidr": "10.20.128.0/17"},
    ],
}


def _overlapping(world: World) -> NetworkRequest:
    return drafted(world, OVERLAPPING)


def quiet(network_request: NetworkRequest) -> NetworkRequest:
    """No worker takes the steps of a page that is only looked at."""
    for run in network_request.runs.all():
        run.steps.update(active=False)
    NetworkRequest.objects.filter(pk=network_request.pk).update(survey_due=None)
    return network_request


def _returned(world: World) -> NetworkRequest:
    """With the words of an architect who writes Chinese."""
    with translation.override("zh-hans"):
        return workflow.return_request(
            in_review(world), reason="网段过大，/20 足够。", path="vpcs.1.cidr", by=world.priya
        )


def _broken(world: World) -> Acceleration:
    """Its number has ended, and the way round it is drafted. One for all looks: a domain has one order."""
    earlier = Acceleration.objects.filter(organization=world.customer, plan="enhanced").first()
    if earlier is not None:
        return earlier
    filing = filed(world)
    order = in_service(world)
    lapse_filing(filing, reason="域名到期", by=world.wei)
    note_loss(order.pk)
    return order


def _sent(world: World) -> Acceleration:
    earlier = Acceleration.objects.filter(organization=world.customer, state="submitted").first()
    return earlier or ordered(world, "premium")


PAGES = (
    Page("accelerations, none", lambda world: "accelerations/", who="omar"),
    Page(
        "accelerations, number lost", lambda world: f"accelerations/?of={_broken(world).number}", who="lena"
    ),
    Page("order of an acceleration", lambda world: "accelerations/new/?domain=nordwind.cn", who="lena"),
    Page(
        "order of an acceleration, errors",
        lambda world: "accelerations/new/",
        who="lena",
        press="main form .btn",
    ),
    Page("acceleration, number lost", lambda world: f"accelerations/{_broken(world).pk}/", who="lena"),
    Page(
        "acceleration, before an architect",
        lambda world: f"accelerations/{_sent(world).pk}/",
        who="priya",
    ),
    Page("filing, what rests on it", lambda world: f"filings/{_broken(world).filing_id}/", who="lena"),
    Page("networks", lambda world: "networks/"),
    Page("prices", lambda world: "prices/"),
    Page("requests, none", lambda world: "requests/", who="omar"),
    Page("new request", lambda world: "requests/new/", who="lena"),
    Page("editor, empty", lambda world: f"requests/{drafted(world, {'name': ''}).pk}/edit/", who="lena"),
    Page("editor, overlap", lambda world: f"requests/{_overlapping(world).pk}/edit/", who="lena"),
    Page(
        "editor, errors",
        lambda world: f"requests/{_overlapping(world).pk}/edit/",
        who="lena",
        press="button[value=check]:visible",
    ),
    Page("editor, returned", lambda world: f"requests/{_returned(world).pk}/edit/", who="lena"),
    Page("request, returned", lambda world: f"requests/{_returned(world).pk}/", who="lena"),
    Page("check answers", lambda world: f"requests/{drafted(world).pk}/check/", who="lena"),
    Page("request, surveyed", lambda world: f"requests/{quiet(submitted(world)).pk}/", who="lena"),
    Page("request, in review", lambda world: f"requests/{in_review(world).pk}/", who="lena"),
    Page("request, building", lambda world: f"requests/{quiet(approved(world)).pk}/", who="lena"),
    Page("request, plan", lambda world: f"requests/{in_review(world).pk}/plan/", who="lena"),
    Page("request, cost", lambda world: f"requests/{in_review(world).pk}/cost/", who="lena"),
    Page("request, history", lambda world: f"requests/{in_review(world).pk}/history/", who="lena"),
    Page("stop and undo", lambda world: f"requests/{quiet(approved(world)).pk}/unwind/", who="lena"),
    Page("withdraw", lambda world: f"requests/{in_review(world).pk}/withdraw/", who="lena"),
    Page("queue", lambda world: "queue/", who="priya"),
    Page("review", lambda world: f"queue/{in_review(world).pk}/", who="priya"),
    Page("connections", lambda world: "connections/", who="lena"),
    Page("connection, planned", lambda world: f"connections/{drafted(world).connection_id}/", who="lena"),
)
