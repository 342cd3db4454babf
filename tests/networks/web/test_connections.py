"""What is in service, and how it ends."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from networks.connections.models import Connection
from networks.requests.models import NetworkRequest
from portal.calendar.clock import engine_now
from tests.networks.web.world import approved, drafted
from tests.portal.web.answers import at_most, words
from tests.world import World

CONNECTION_QUERIES = 7


@pytest.fixture
def in_service(world: World) -> Connection:
    network_request = approved(world)
    network_request.runs.update(status="succeeded", finished_at=engine_now())
    NetworkRequest.objects.filter(pk=network_request.pk).update(status="fulfilled")
    Connection.objects.filter(pk=network_request.connection_id).update(
        spec=network_request.spec, in_service_since=engine_now(), account="1234567890123456"
    )
    return Connection.objects.get(pk=network_request.connection_id)


def test_the_page_shows_what_is_in_force(in_service: Connection, lena: Client) -> None:
    with at_most(CONNECTION_QUERIES):
        page = words(lena.get(reverse("networks:connection", args=[in_service.pk])))

    assert "In service" in page and "10.30.0.0/16" in page and "NR-1" in page


def test_what_is_planned_has_no_remove_button(world: World, lena: Client) -> None:
    draft = drafted(world)

    page = words(lena.get(reverse("networks:connection", args=[draft.connection_id])))

    assert "Not built yet" in page and "Remove" not in page


def test_removal_is_confirmed_and_then_a_request_of_its_own(in_service: Connection, lena: Client) -> None:
    url = reverse("networks:connection-remove", args=[in_service.pk])

    assert "This sends a request" in words(lena.get(url))
    assert in_service.requests.count() == 1
    answer = lena.post(url)

    removal = in_service.requests.get(action="remove")
    assert removal.status == "submitted"
    assert answer["Location"] == reverse("networks:request-detail", args=[removal.pk])


def test_a_second_removal_is_refused_on_the_page(in_service: Connection, lena: Client) -> None:
    url = reverse("networks:connection-remove", args=[in_service.pk])
    lena.post(url)

    answer = lena.post(url)

    assert answer.status_code == 409 and "already has an open request" in words(answer)


def test_the_list_shows_both_states(in_service: Connection, world: World, lena: Client) -> None:
    drafted(world)

    page = words(lena.get(reverse("networks:connections")))

    assert "In service" in page and "Planned" in page
