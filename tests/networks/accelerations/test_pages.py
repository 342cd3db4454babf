"""Orders in a browser without scripts: chosen, refused with what was typed, drafted, sent and decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from icp.filings import workflow as filings
from networks.accelerations import workflow
from networks.accelerations.models import Acceleration
from networks.accelerations.rerouting import compare
from portal.accounts.models import User
from tests.networks.accelerations.world import approved, drafted, filed, in_service, submitted
from tests.networks.web.world import confirmed
from tests.portal.web.answers import at_most, words
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
LIST_QUERIES, PAGE_QUERIES = 7, 8


def typed(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "organization": world.customer.pk,
        "domain": "shop.nordwind-maschinen.cn",
        "plan": "enhanced",
        "areas": ["Europe", "Asia-Pacific"],
        "bandwidth_mbps": "50",
        **changes,
    }


def test_a_refused_choice_keeps_what_was_typed_and_says_what_works_today(
    world: World, client_for: ClientFor
) -> None:
    answer = client_for(world.lena).post("/en/accelerations/new/", typed(world))

    page, source = words(answer), answer.content.decode()
    assert answer.status_code == 422 and not Acceleration.objects.filter(organization=world.customer).exists()
    assert "nordwind-maschinen.cn has no filing number in force" in page
    assert "Premium can be ordered today" in page and "temporary" in page
    assert "/en/filings/new/?domain=nordwind-maschinen.cn" in source
    assert 'value="shop.nordwind-maschinen.cn"' in source and 'value="50"' in source
    assert source.count("checked") == 3


def test_the_chooser_says_of_each_plan_what_it_needs_and_where_it_ends(
    world: World, client_for: ClientFor
) -> None:
    browser = client_for(world.lena)
    page = words(browser.get("/en/accelerations/new/?domain=nordwind.com&plan=premium"))
    chinese = words(browser.get("/zh-hans/accelerations/new/"))

    assert page.count("Needs a filing in force.") == 2 and page.count("Needs no filing.") == 1
    assert "Access points: Hong Kong." in page and "an architect reads your order" in page
    assert "接入点：香港。" in chinese and "须有有效的备案。" in chinese
    source = browser.get("/en/accelerations/new/?domain=nordwind.com&plan=premium").content.decode()
    assert 'value="nordwind.com"' in source and source.count("checked") == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"domain": ""}, "Give the domain that visitors type."),
        ({"domain": "203.0.113.5"}, "is an IP address"),
        ({"domain": "x" * 400}, "A domain name is shorter than this."),
        ({"plan": "basic"}, "Choose one of the plans."),
        ({"areas": ["China"]}, "Choose where your servers stand."),
        ({"areas": []}, "Choose where your servers stand."),
        ({"bandwidth_mbps": "1"}, "Bandwidth is a whole number from 2 to 2000 Mbps."),
        ({"bandwidth_mbps": "ten"}, "Bandwidth is a whole number from 2 to 2000 Mbps."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    changes: dict[str, Any], sentence: str, world: World, client_for: ClientFor
) -> None:
    answer = client_for(world.lena).post("/en/accelerations/new/", typed(world, plan="premium") | changes)

    assert answer.status_code == 422 and sentence in words(answer)
    assert 'class="msg"' in answer.content.decode()


def test_from_the_order_to_service_by_buttons_alone(world: World, client_for: ClientFor) -> None:
    filing = filed(world)
    lena, priya = client_for(world.lena), confirmed(client_for(world.priya))
    url = lena.post("/en/accelerations/new/", typed(world))["Location"]
    draft = lena.get(url)
    assert "Waits for you" in words(draft) and f"/en/filings/{filing.pk}/" in draft.content.decode()
    assert priya.get(url).status_code == 404

    lena.post(f"{url}submit/")
    at_the_architects = priya.get(url)
    assert "Enhanced, CrossDomain" in words(at_the_architects)
    assert f"/filings/{filing.pk}/" not in at_the_architects.content.decode()
    priya.post(f"{url}approve/")
    priya.post(f"{url}put_in_service/")

    page = words(lena.get(url))
    assert "In service" in page and "Nobody has to do anything" in page
    assert 'id="act-' not in lena.get(url).content.decode()
    assert priya.post(f"{url}end/").status_code == 302
    assert "Ended" in words(lena.get("/en/accelerations/"))


@pytest.mark.parametrize("verb", ["approve", "put_in_service"])
def test_before_money_follows_the_architect_shows_who_it_is(
    verb: str, world: World, client_for: ClientFor
) -> None:
    filed(world)
    order = submitted(world) if verb == "approve" else approved(world)

    answer = client_for(world.priya).post(f"/en/accelerations/{order.pk}/{verb}/")

    assert answer.status_code == 302 and "next=" in answer["Location"]
    before = order.state
    order.refresh_from_db()
    assert order.state == before


def test_a_number_that_ended_meanwhile_stops_the_pivot_on_the_page(
    world: World, client_for: ClientFor
) -> None:
    filing = filed(world)
    order = approved(world)
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)

    answer = confirmed(client_for(world.priya)).post(f"/en/accelerations/{order.pk}/put_in_service/")

    assert answer.status_code == 409 and "has no filing number in force" in words(answer)
    order.refresh_from_db()
    assert order.state == "approved"


def test_declining_needs_a_reason_and_the_customer_reads_it(world: World, client_for: ClientFor) -> None:
    order = submitted(world, "premium")
    priya, url = client_for(world.priya), f"/en/accelerations/{order.pk}/"

    assert "No reason was given" in words(priya.post(f"{url}decline/", {"reason": " "}))
    assert priya.post(f"{url}decline/", {"reason": "Ask for the <b>other</b> site."}).status_code == 302
    page = client_for(world.lena).get(url).content.decode()
    assert "Ask for the &lt;b&gt;other&lt;/b&gt; site." in page


def test_a_stranger_and_a_viewer_get_no_further_than_they_may(world: World, client_for: ClientFor) -> None:
    order = drafted(world, "premium")
    url = f"/en/accelerations/{order.pk}/"

    assert client_for(world.omar).get(url).status_code == 404
    assert client_for(world.omar).post(f"{url}submit/").status_code == 404
    viewer = client_for(world.mia)
    assert 'id="act-' not in viewer.get(url).content.decode()
    assert viewer.post(f"{url}submit/").status_code == 403
    assert viewer.get("/en/accelerations/new/").status_code == 403
    assert client_for(world.lena).post(f"{url}explode/").status_code == 404
    assert client_for(world.lena).get(f"{url}submit/").status_code == 405


def test_pages_cost_a_bounded_number_of_questions(world: World, client_for: ClientFor) -> None:
    filing = filed(world)
    order = in_service(world)
    for name in ("nordwind.com", "nordwind.de", "nordwind.eu", "nordwind.fr"):
        drafted(world, "premium", domain=name)
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)
    compare()
    browser = client_for(world.lena)

    with at_most(LIST_QUERIES):
        page = words(browser.get("/en/accelerations/"))
    assert "Number lost" in page and "nordwind.fr" in page
    with at_most(PAGE_QUERIES):
        browser.get(f"/en/accelerations/{order.pk}/")


def test_a_reroute_is_looked_at_and_sent_by_hand(world: World, client_for: ClientFor) -> None:
    filing = filed(world)
    order = in_service(world)
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)
    compare()
    reroute = Acceleration.objects.get(replaces=order)
    browser, url = client_for(world.lena), f"/en/accelerations/{reroute.pk}/"

    page = words(browser.get(url))
    assert "It is never sent by itself" in page and order.reference in page and "Not needed" in page
    browser.post(f"{url}submit/")

    reroute.refresh_from_db()
    assert reroute.state == "submitted" and reroute.submitted_by == world.lena
    assert f"Reroute {reroute.reference}" in words(browser.get(f"/en/accelerations/{order.pk}/"))
    workflow.withdraw_acceleration(reroute, by=world.lena)


def test_the_catalogue_leads_to_the_order(client: Client, world: World) -> None:
    assert "/en/accelerations/new/" in client.get("/en/networks/").content.decode()
