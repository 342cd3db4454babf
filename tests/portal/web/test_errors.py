"""Trouble is said in words: what happened, what to do, what was kept."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse

from portal import urls
from portal.accounts.models import User
from portal.refusals import Refused
from portal.web import errors
from tests.portal.web.answers import words
from tests.world import World

ClientFor = Callable[[User], Client]


def _refuses(request: HttpRequest) -> HttpResponse:
    raise Refused(
        "blocks_overlap", "10.0.0.0/16 is held by NR-41.", "Choose another block or withdraw NR-41."
    )


def _database_is_away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


def _breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def _wants_to_be_kept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page", headers={"Cache-Control": "public, max-age=600"})


urlpatterns = [
    path("en/kept/", _wants_to_be_kept),
    path("en/refuses/", _refuses),
    path("api/refuses/", _refuses),
    path("en/away/", _database_is_away),
    path("api/away/", _database_is_away),
    path("en/breaks/", _breaks),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
HERE = pytest.mark.urls(__name__)


@HERE
def test_a_refusal_is_a_page_with_its_sentences(db: None) -> None:
    answer = Client().get("/en/refuses/")

    assert answer.status_code == 409
    assert "10.0.0.0/16 is held by NR-41. Choose another block or withdraw NR-41." in words(answer)


@HERE
def test_a_refusal_of_a_fragment_lands_in_the_notice(db: None) -> None:
    answer = Client().get("/en/refuses/", headers={"hx-request": "true"})

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#notice")
    assert "<html" not in answer.content.decode() and "NR-41" in answer.content.decode()


@HERE
def test_a_refusal_of_a_program_is_an_object(db: None) -> None:
    document = json.loads(Client().get("/api/refuses/").content)

    assert (document["code"], document["status"]) == ("blocks_overlap", 409)


@HERE
@pytest.mark.parametrize("address", ["/en/away/", "/api/away/"])
def test_a_database_that_is_away_says_when_to_come_back(db: None, address: str) -> None:
    # The client would raise what nobody answered: an absence we know of is no fault of ours.
    answer = Client(raise_request_exception=True).get(address)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_database_that_is_away_before_the_page_is_reached_says_the_same() -> None:
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = errors.server_error(RequestFactory().get("/en/home/"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@HERE
def test_a_fault_of_ours_tells_nothing_of_the_inside(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/en/breaks/")

    assert answer.status_code == 500
    assert "Something broke on our side" in words(answer)
    assert "ZeroDivisionError" not in answer.content.decode()


@HERE
def test_no_cache_keeps_a_page_of_somebody_signed_in(world: World, client_for: ClientFor) -> None:
    assert "public" in Client().get("/en/kept/")["Cache-Control"]
    assert client_for(world.lena).get("/en/kept/")["Cache-Control"] == "no-store, private"
    with_key = Client().get("/en/kept/", headers={"authorization": "Bearer x"})
    assert with_key["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_pages_about_a_broken_portal_ask_no_database(name: str) -> None:
    # Without a database fixture any query fails the test.
    maker = {"400.html": errors.bad_request, "503.html": errors.unavailable}.get(name)
    request = RequestFactory().get("/en/")
    answer = maker(request, ValueError()) if name == "400.html" else (maker or errors.server_error)(request)

    assert answer.status_code == int(name[:3])


def test_an_expired_form_shows_what_was_typed_but_no_secret(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.lena, "allauth.account.auth_backends.AuthenticationBackend")
    typed = {"name": "Nordwind Robotics", "password1": "a secret of mine"}

    answer = strict.post(
        reverse("web:organization-new"), typed, headers={"referer": "http://testserver/en/org/new/"}
    )

    assert answer.status_code == 403
    assert "Nordwind Robotics" in words(answer)
    assert "a secret of mine" not in answer.content.decode()
    assert 'value="Nordwind Robotics"' not in answer.content.decode()


def test_words_of_another_site_are_not_shown(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(
        reverse("account_login"), {"login": "Call us at once"}, headers={"referer": "http://evil.example/"}
    )

    assert answer.status_code == 403
    assert "Call us at once" not in answer.content.decode()


def test_the_page_of_nothing_is_the_same_for_every_address(world: World, client_for: ClientFor) -> None:
    client = client_for(world.lena)

    assert client.get("/en/one/").content == client.get("/en/another/?with=query").content


def test_an_address_without_a_language_finds_its_page(db: None) -> None:
    answer = Client().get("/help/", headers={"accept-language": "zh"})

    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/help/")
