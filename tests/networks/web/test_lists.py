"""Tables of requests, connections and the queue: filters, pages, and how often the database is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from networks.connections.models import Connection
from networks.requests.models import NetworkRequest
from tests.networks.web.world import drafted, in_review
from tests.portal.web.answers import at_most, words
from tests.world import World

# Session, person, memberships, the rows, the bell; the rest of the shell asks nothing.
LIST_QUERIES = 5
QUEUE_QUERIES = 5
HOME_QUERIES = 13


@pytest.mark.parametrize(("show", "is_shown"), [("", True), ("open", True), ("draft", True), ("done", False)])
def test_the_list_is_filtered_by_the_address(show: str, is_shown: bool, world: World, lena: Client) -> None:
    drafted(world)

    page = words(lena.get(reverse("networks:requests"), {"show": show} if show else {}))

    assert ("NR-1" in page) is is_shown


def test_an_unknown_filter_shows_everything(world: World, lena: Client) -> None:
    drafted(world)

    assert "NR-1" in words(lena.get(reverse("networks:requests"), {"show": "nonsense"}))


def test_twenty_five_a_page_and_links_to_the_rest(world: World, lena: Client) -> None:
    for _each in range(27):
        drafted(world, {"name": "One of many"})

    first = lena.get(reverse("networks:requests"), {"show": "draft"})
    next_url = first.context["page"].next_url
    second = lena.get(next_url)

    assert len(first.context["page"].rows) == 25 and "show=draft" in next_url
    assert len(second.context["page"].rows) == 2 and second.context["page"].previous_url


def test_a_cursor_nobody_gave_out_is_said_so(world: World, lena: Client) -> None:
    assert lena.get(reverse("networks:requests"), {"cursor": "nonsense"}).status_code == 400


def test_strangers_see_nothing_of_it(world: World, client_for) -> None:  # type: ignore[no-untyped-def]
    drafted(world, {"name": "Secret plan"})

    assert "Secret plan" not in words(client_for(world.omar).get(reverse("networks:requests")))


def test_the_list_asks_little_however_long(world: World, lena: Client) -> None:
    for _each in range(5):
        drafted(world)

    with at_most(LIST_QUERIES):
        lena.get(reverse("networks:requests"))


def test_the_longest_wait_stands_first_in_the_queue(world: World, priya: Client) -> None:
    one, other = in_review(world), in_review(world)
    NetworkRequest.objects.filter(pk=other.pk).update(submitted_at="2026-01-01T00:00Z")

    with at_most(QUEUE_QUERIES):
        page = priya.get(reverse("networks:queue"))

    assert [row.pk for row in page.context["page"].rows][:2] == [other.pk, one.pk]
    assert "Nordwind GmbH" in words(page) and "USD 1,520.00" in words(page)


def test_customers_do_not_enter_the_queue(world: World, lena: Client) -> None:
    sent = in_review(world)

    assert lena.get(reverse("networks:queue")).status_code == 403
    assert lena.get(reverse("networks:review", args=[sent.pk])).status_code == 403


def test_the_dashboard_says_what_waits_for_whom(world: World, lena: Client, priya: Client) -> None:
    sent = in_review(world)
    NetworkRequest.objects.filter(pk=sent.pk).update(status="returned")
    waiting = in_review(world)

    with at_most(HOME_QUERIES):
        of_lena = words(lena.get(reverse("web:home")))
    of_priya = words(priya.get(reverse("web:home")))

    assert f"Change {sent.reference} and send it again" in of_lena
    assert f"Review {waiting.reference} of Nordwind GmbH" in of_priya


def test_the_dashboard_shows_what_is_in_service(world: World, lena: Client, client_for: Callable) -> None:
    connection = in_review(world).connection
    Connection.objects.filter(pk=connection.pk).update(in_service_since="2026-11-20T08:00Z")
    NetworkRequest.objects.filter(connection=connection).update(status="fulfilled")

    with at_most(HOME_QUERIES):
        page = words(lena.get(reverse("web:home")))
    of_stranger = words(client_for(world.omar).get(reverse("web:home")))

    assert "Networks in service" in page and connection.reference in page
    assert "What would you like to do first?" not in page
    assert "Networks in service" not in of_stranger


def test_five_kinds_are_told_and_two_can_be_ordered(world: World) -> None:
    page = Client().get(reverse("networks:catalogue"))

    assert page.content.count(b'class="kind-row"') == 5 and words(page).count("Coming: ask us") == 3


def test_the_price_list_says_that_it_is_a_sample(world: World) -> None:
    page = words(Client().get(reverse("networks:prices")))

    assert "Sample prices" in page and "sample-2026-11" in page and "1,520.00" not in page.split("Areas")[0]
