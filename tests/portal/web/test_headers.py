"""What every page tells the browser, and what a page may not contain."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.portal.url_table import address_of, all_routes, can_be_asked
from tests.world import World

ClientFor = Callable[[User], Client]
PAGES = sorted(
    {
        route.name
        for route in all_routes()
        if can_be_asked(route) and not route.name.startswith(("admin", "api"))
    }
)
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_answer_carries_the_headers(name: str, world: World, client_for: ClientFor) -> None:
    answer = client_for(world.lena).get(address_of(name, world))

    assert {header: answer.get(header) for header in EXPECTED} == EXPECTED
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self';" in policy + ";" and "style-src 'self';" in policy + ";"
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_no_page_writes_script_or_style_into_itself(name: str, world: World, client_for: ClientFor) -> None:
    answer = client_for(world.lena).get(address_of(name, world), follow=True)
    page = answer.content.decode() if "text/html" in answer.get("Content-Type", "") else ""

    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css|woff2?)"', page)


def test_an_error_page_carries_the_headers_too(db: None) -> None:
    answer = Client().get("/en/nothing/")

    assert answer.status_code == 404
    assert answer["Content-Security-Policy"] and answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_two_people_never_share_a_page(world: World, client_for: ClientFor) -> None:
    of_lena = client_for(world.lena).get(reverse("accounts:settings"))
    of_omar = client_for(world.omar).get(reverse("accounts:settings"))

    assert of_lena.content != of_omar.content
    assert "Cookie" in of_lena["Vary"]


@pytest.mark.parametrize("address", ["/api/v1/whoami/", "/api/v1/nothing/"])
def test_an_answer_for_programs_may_load_nothing(client: Client, address: str) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
