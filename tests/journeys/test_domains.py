"""Somebody looks a domain up in a real browser and sees the table fill, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from portal.accounts.models import User
from tests.icp.domains.outside import NAME, Outside, Reply, domain
from tests.icp.domains.outside_worker import running_outside, worker_outside
from tests.journeys.test_axe import sign_in
from tests.processes import Standin, Worker
from tests.world import World

__all__ = ["running_outside", "worker_outside"]
pytestmark = [pytest.mark.browser, pytest.mark.committed, pytest.mark.processes]
ClientFor = Callable[[User], Client]


def look_up_in(tab: Page, site: str, typed: str) -> None:
    tab.goto(f"{site}/en/domains/")
    tab.get_by_label("Domain name").fill(typed)
    tab.get_by_role("button", name="Look it up").click()


@pytest.fixture
def tab_of(browser: Browser, live_server_url: str, client_for: ClientFor) -> Any:
    contexts = []

    def opened(person: User, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        sign_in(context, client_for(person), live_server_url)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_the_table_fills_without_a_click(
    tab_of: Any,
    live_server_url: str,
    world: World,
    running_outside: Outside,
    worker_outside: Worker,
    standin: Standin,
) -> None:
    standin.control("POST", "filings", {"domains": {NAME: False}})
    # Slow enough to be seen looking.
    running_outside.registry_says(NAME, Reply(body=domain(NAME), pause=2))
    tab = tab_of(world.lena)

    look_up_in(tab, live_server_url, f"https://www.{NAME}/shop?x=1")
    expect(tab.get_by_role("heading", level=1)).to_have_text(f"www.{NAME}")
    expect(tab.get_by_role("heading", name="Still looking")).to_be_visible()
    address = tab.url

    expect(tab.get_by_text("IANA number 420")).to_be_visible(timeout=15_000)
    expect(tab.get_by_role("heading", name="The type of filing is open")).to_be_visible(timeout=15_000)
    expect(tab.locator("#announce")).to_have_text("All sources have answered or were left")
    assert tab.url == address and tab.locator("[data-poll]").count() == 0


def test_without_scripts_a_link_looks_again(
    tab_of: Any, live_server_url: str, world: World, worker_outside: Worker, standin: Standin
) -> None:
    tab = tab_of(world.lena, java_script_enabled=False)
    look_up_in(tab, live_server_url, NAME)
    for _look in range(40):
        if tab.get_by_role("link", name="Look again").count() == 0:
            break
        tab.get_by_role("link", name="Look again").click()
    expect(tab.get_by_text("IANA number 420")).to_be_visible()
