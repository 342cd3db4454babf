"""Nothing of one customer is shown to another, and no address is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.portal.routes import OWNED, For
from tests.portal.url_table import Route, address_of, all_routes, can_be_asked
from tests.world import World

ClientFor = Callable[[User], Client]


def _named(*audiences: For, asked: bool = False) -> list[str]:
    """Names without the admin's, which come by the hundred and are walked in one test each."""
    here = [
        route for route in all_routes() if route.audience in audiences and not route.name.startswith("admin")
    ]
    return sorted({route.name for route in here if can_be_asked(route) or not asked})


def _admin_addresses() -> list[str]:
    names = {route.name for route in all_routes() if route.name.startswith("admin:") and can_be_asked(route)}
    return [reverse(name) for name in sorted(names) if not name.endswith((":login", ":logout", ":jsi18n"))]


def test_every_route_says_whom_it_is_for() -> None:
    unknown = [f"{route.name} ({route.address})" for route in all_routes() if route.audience is None]
    assert not unknown, f"Say whom they are for in tests/portal/routes.py: {unknown}"


def test_a_route_nobody_classified_is_noticed() -> None:
    assert Route("networks:forgotten", "en/forgotten/").audience is None


def test_every_route_of_a_customers_thing_has_a_maker() -> None:
    missing = [name for name in _named(For.CUSTOMERS) if name not in OWNED]
    assert not missing, f"Add how to make what they show to OWNED in tests/portal/routes.py: {missing}"


@pytest.mark.parametrize("name", _named(For.CUSTOMERS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strangers_id_answers_like_an_id_that_never_was(
    name: str, method: str, world: World, client_for: ClientFor
) -> None:
    theirs = OWNED[name](world)
    nobodys = {key: uuid.uuid4() if isinstance(value, uuid.UUID) else value for key, value in theirs.items()}
    stranger = client_for(world.omar)

    of_theirs = getattr(stranger, method)(reverse(name, kwargs=theirs))
    of_nobodys = getattr(stranger, method)(reverse(name, kwargs=nobodys))

    assert of_theirs.status_code == of_nobodys.status_code
    assert of_theirs.status_code in (404, 405)
    assert of_theirs.content == of_nobodys.content


@pytest.mark.parametrize("name", _named(For.CUSTOMERS, For.SIGNED_IN, For.STAFF, asked=True))
def test_visitors_are_led_to_the_log_in(name: str, world: World) -> None:
    answer = Client().get(address_of(name, world))

    assert answer.status_code in (302, 405), answer.status_code
    assert answer.status_code == 405 or "login" in answer["Location"]


def test_the_admin_is_closed_to_visitors_customers_and_reviewers(world: World, client_for: ClientFor) -> None:
    for client in (Client(), client_for(world.lena), client_for(world.priya)):
        answers = {address: client.get(address) for address in _admin_addresses()}
        opened = [address for address, answer in answers.items() if answer.status_code == 200]
        assert not opened and len(answers) > 20


def test_the_admin_has_no_log_in_of_its_own(db: None) -> None:
    answer = Client().get("/admin/login/")

    assert answer.status_code == 302 and "/login/" in answer["Location"]
    assert "/admin/login/" not in answer["Location"].split("?")[0]


def test_customers_do_not_enter_staff_pages(world: World, client_for: ClientFor) -> None:
    client = client_for(world.lena)
    answers = {
        name: client.get(address_of(name, world)).status_code for name in _named(For.STAFF, asked=True)
    }

    assert all(status in (403, 404) for status in answers.values()), answers


@pytest.mark.parametrize("name", _named(For.DEMO))
def test_demo_pages_exist_in_a_demo_only(name: str, world: World, settings: LazySettings) -> None:
    settings.DEMO = False

    answer = Client().get(reverse(name, kwargs={"pk": 1} if name.endswith("letter") else {}))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", [name for name in _named(*For, asked=True) if not name.startswith("api")])
def test_a_post_without_the_token_of_a_form_is_refused(name: str, world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.lena, "allauth.account.auth_backends.AuthenticationBackend")

    answer: HttpResponse = strict.post(address_of(name, world), {"any": "thing"})

    assert answer.status_code in (403, 405), f"{name} took a POST without a token: {answer.status_code}"
