"""A number ends: what breaks is listed once, the way round is drafted and waits for the customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from icp.filings import workflow as filings
from icp.filings.models import Filing
from networks.accelerations import workflow
from networks.accelerations.models import Acceleration, Break
from networks.accelerations.rerouting import compare, note_loss
from portal.accounts.models import User
from portal.events.models import Event
from portal.notifications.models import Notice
from portal.notifications.sources import describe
from portal.notifications.walking import tell_news
from portal.refusals import Refused
from tests.icp.filings.cases import in_days
from tests.icp.filings.straight import opened, to_its_end
from tests.networks.accelerations.world import NAME, approved, drafted, filed, in_service, submitted
from tests.world import World

pytestmark = pytest.mark.django_db
ENDS: dict[str, Callable[[World, Filing], Any]] = {
    "lapsed": lambda world, filing: filings.lapse_filing(filing, reason="域名到期", by=world.wei),
    "cancelled": lambda world, filing: filings.cancel_filing(filing, reason="管局注销", by=world.wei),
    "access cancelled": lambda world, filing: filings.cancel_access(filing, reason="取消", by=world.wei),
    "risk deadline passed": lambda world, filing: filings.end_access(
        filings.report_risk(filing, source="未解析", ends_at=in_days(filing, 30), by=world.wei), by=world.wei
    ),
}


def lost_events(order: Acceleration) -> int:
    return Event.objects.filter(subject_id=order.pk, type="acceleration.filing_lost").count()


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("place", [approved, in_service], ids=lambda place: place.__name__)
def test_whatever_ends_the_number_breaks_what_rests_on_it(place: Any, end: str, world: World) -> None:
    filing = filed(world)
    order = place(world)
    assert compare() == 0
    ENDS[end](world, filing)

    assert compare() == 1

    broken = Break.objects.get(acceleration=order)
    assert broken.filing == filing and broken.state == order.state and broken.closed_at is None
    reroute = broken.reroute
    assert reroute is not None and reroute.replaces == order
    assert (reroute.state, reroute.plan, reroute.domain) == ("draft", "premium", NAME)
    assert (reroute.bandwidth_mbps, reroute.areas) == (order.bandwidth_mbps, order.areas)
    assert reroute.submitted_at is None and reroute.created_by is None and reroute.filing is None
    assert lost_events(order) == 1


def test_a_lapse_is_told_once_however_often_it_is_looked_at(world: World) -> None:
    filing = filed(world)
    order = in_service(world)
    ENDS["lapsed"](world, filing)

    assert [compare(), compare(), note_loss(order.pk), compare()] == [1, 0, False, 0]

    assert Break.objects.filter(acceleration=order).count() == lost_events(order) == 1
    assert Acceleration.objects.filter(organization=world.customer).count() == 2


def test_a_problem_that_may_still_be_mended_breaks_nothing(world: World) -> None:
    filing = filed(world)
    order = in_service(world)
    filings.report_risk(filing, source="未解析", ends_at=in_days(filing, 30), by=world.wei)

    assert compare() == 0 and lost_events(order) == 0


def test_what_rests_on_no_number_or_on_nobody_is_left_alone(world: World) -> None:
    filing = filed(world)
    in_service(world, "premium")
    submitted(world, "standard")
    drafted(world, "enhanced")
    ENDS["lapsed"](world, filing)

    assert compare() == 0 and not Break.objects.filter(filing=filing).exists()


def test_a_number_that_moves_to_another_filing_breaks_nothing(world: World) -> None:
    """A granted change bears the number from then on, and the filing that it changed is history."""
    earlier = filed(world)
    order = in_service(world)
    to_its_end(world, opened(world, "change", about=earlier), earlier.icp_number)
    earlier.refresh_from_db()
    assert earlier.state == "CANCELLED"

    assert compare() == 0 and lost_events(order) == 0
    assert workflow.end_acceleration(order, by=world.priya).state == "ended"


def test_an_open_order_without_filing_is_the_reroute(world: World) -> None:
    filing = filed(world)
    own = drafted(world, "premium")
    order = in_service(world)
    ENDS["lapsed"](world, filing)
    compare()

    assert Break.objects.get(acceleration=order).reroute == own
    assert Acceleration.objects.filter(organization=world.customer).count() == 2


def test_a_number_that_comes_back_closes_the_break_and_may_be_lost_again(world: World) -> None:
    filing = filed(world)
    order = in_service(world)
    ENDS["lapsed"](world, filing)
    compare()
    Filing.objects.filter(pk=filing.pk).update(state="APPROVED")

    assert [compare(), compare()] == [1, 0]
    assert Break.objects.get(acceleration=order).closed_at is not None
    assert Event.objects.filter(subject_id=order.pk, type="acceleration.filing_regained").count() == 1

    filing.refresh_from_db()
    ENDS["lapsed"](world, filing)
    assert [compare(), compare()] == [1, 0]
    assert lost_events(order) == 2
    reroutes = set(Break.objects.filter(acceleration=order).values_list("reroute", flat=True))
    assert len(reroutes) == 1


def test_the_reroute_is_sent_by_the_customer_and_ends_what_it_replaces(world: World) -> None:
    filing = filed(world)
    order = in_service(world)
    ENDS["lapsed"](world, filing)
    compare()
    reroute = Acceleration.objects.get(replaces=order)

    workflow.submit_acceleration(reroute, by=world.lena)
    workflow.approve_acceleration(reroute, by=world.priya)
    order.refresh_from_db()
    assert order.state == "in_service"
    workflow.put_in_service(reroute, by=world.priya)

    order.refresh_from_db()
    assert order.state == "ended"
    assert Break.objects.get(acceleration=order).closed_at is not None
    assert compare() == 0


def test_what_broke_can_be_withdrawn_and_is_mended_by_that(world: World) -> None:
    filing = filed(world)
    order = approved(world)
    ENDS["lapsed"](world, filing)
    compare()
    with pytest.raises(Refused, match="no filing number in force"):
        workflow.put_in_service(order, by=world.priya)

    assert workflow.withdraw_acceleration(order, by=world.lena).state == "withdrawn"
    assert Break.objects.get(acceleration=order).closed_at is not None


def test_owners_and_architects_hear_an_alarm_with_what_happens(world: World) -> None:
    filing = filed(world)
    order = in_service(world)
    ENDS["lapsed"](world, filing)
    compare()
    reroute = Acceleration.objects.get(replaces=order)
    while tell_news(world.customer.pk, describe):
        pass

    told = Notice.objects.filter(record_id=order.pk, rule="acceleration.filing_lost")
    assert {world.lena.pk, world.priya.pk} <= set(told.values_list("person", flat=True))
    assert world.jonas.pk not in set(told.values_list("person", flat=True))
    notice = told.filter(person=world.lena).first()
    assert notice is not None and reroute.reference in str(notice.lines)


ClientFor = Callable[[User], Client]


def test_both_pages_show_what_breaks(world: World, client_for: ClientFor) -> None:
    filing = filed(world)
    order = in_service(world)
    lena = client_for(world.lena)
    before = lena.get(f"/en/filings/{filing.pk}/").content.decode()
    assert "What rests on this number" in before and f"/en/accelerations/{order.pk}/" in before
    ENDS["lapsed"](world, filing)
    compare()
    reroute = Acceleration.objects.get(replaces=order)

    page = lena.get(f"/en/accelerations/{order.pk}/").content.decode()
    on_filing = lena.get(f"/en/filings/{filing.pk}/").content.decode()

    assert "Waits for you: its number is lost." in page and "Nobody has to do" not in page
    assert "What breaks" in page and "may no longer serve the domain" in page
    assert f"Look at the reroute {reroute.reference} and send it" in page
    assert "Number lost" in on_filing and f"{reroute.reference} can take its place" in on_filing


def test_a_filing_that_nothing_rests_on_says_nothing_of_it(world: World, client_for: ClientFor) -> None:
    filing = filed(world)
    in_service(world, "premium")

    assert b"What rests on" not in client_for(world.lena).get(f"/en/filings/{filing.pk}/").content
