"""A network from the first field to the last resource, in a browser, with the real worker and cloud door."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.accounts.models import User
from tests.journeys.test_axe import sign_in
from tests.processes import Worker
from tests.world import PASSWORD, World

ClientFor = Callable[[User], Client]
pytestmark = [pytest.mark.browser, pytest.mark.committed]
PATIENCE_MS = 90_000


def keep(page: Page, name: str) -> None:
    """A picture for people, when a folder is named for it."""
    if folder := os.environ.get("SCREENSHOTS_DIR"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.fixture
def context_of(
    browser: Browser, client_for: ClientFor, live_server_url: str
) -> Callable[[User], BrowserContext]:
    def opened(user: User) -> BrowserContext:
        context = browser.new_context(base_url=live_server_url, viewport={"width": 1280, "height": 900})
        sign_in(context, client_for(user), live_server_url)
        return context

    return opened


@pytest.mark.early
def test_lena_draws_a_network_and_watches_it_being_built(
    world: World,
    worker: Worker,
    live_server_url: str,
    browser: Browser,
    context_of: Callable[[User], BrowserContext],
) -> None:
    lena = browser.new_context(base_url=live_server_url).new_page()
    lena.goto("/en/requests/")
    lena.get_by_label("Email").fill(world.lena.email)
    lena.get_by_label("Password").fill(PASSWORD)
    lena.get_by_role("button", name="Sign in").click()
    lena.get_by_role("link", name="New request").first.click()
    lena.get_by_role("button", name="Start the draft").click()

    lena.get_by_label("Name of the connection").fill("Frankfurt to Shanghai")
    lena.locator("#vpcs-0-region").select_option("eu-central-1")
    lena.locator("#vpcs-0-cidr").fill("10.20.0.0/16")
    lena.locator("#vpcs-1-region").select_option("cn-shanghai")
    lena.locator("#vpcs-1-cidr").fill("10.20.128.0/17")
    overlap = lena.locator("#vpcs-1-notes")
    expect(overlap).to_contain_text("10.20.0.0/16")
    expect(lena.locator("#vpcs-1-cidr")).to_have_attribute("aria-invalid", "true")
    expect(lena.locator("#picture .topo.wide .node.bad")).to_have_count(2)
    expect(lena.locator("#picture .topo.wide .clash")).to_have_count(1)
    keep(lena, "editor-overlap")
    overlap.get_by_role("button", name=re.compile("Use .* instead")).click()
    expect(lena.locator("#picture .topo.wide .clash")).to_have_count(0)

    lena.get_by_label("Mainland China – Europe", exact=True).fill("20")
    expect(lena.locator("#side")).to_contain_text("1,520.00")
    lena.get_by_label("What is the network for?").fill("ERP between our offices")
    for box in ("own use", "sell it on", "from the public"):
        lena.get_by_label(re.compile(box)).check()
    lena.locator("form#draft button[value=check]").click()
    expect(lena.get_by_role("heading", level=1)).to_have_text("Check your answers")
    keep(lena, "check")
    lena.get_by_role("button", name="Send for review").click()
    expect(lena.locator("#request-head .pill").first).to_have_text("Waiting for review", timeout=PATIENCE_MS)
    keep(lena, "waiting")
    address = lena.url

    priya = context_of(world.priya).new_page()
    priya.goto(address.replace("/requests/", "/queue/"))
    keep(priya, "review")
    priya.get_by_role("button", name="Approve and build").click()
    # The session was not opened with a password, so the page asks for one; then she reads on and approves.
    priya.get_by_label("Password").fill(PASSWORD)
    priya.get_by_role("button", name="Confirm").click()
    expect(priya.get_by_role("heading", name="Thank you, it is you")).to_be_visible()
    keep(priya, "review-confirmed")
    priya.get_by_role("button", name="Approve and build").click()
    expect(priya.locator("#request-head")).to_contain_text("Frankfurt to Shanghai")
    keep(priya, "building")

    for watcher in (lena, priya):
        expect(watcher.locator("#request-head .pill").first).to_have_text("In service", timeout=PATIENCE_MS)
    keep(lena, "in-service")
    lena.get_by_role("link", name="Resources", exact=True).click()
    expect(lena.get_by_role("table", name="Resources in the cloud")).to_contain_text("CEN instance")
    keep(lena, "resources")
    lena.goto(address.replace("/en/", "/zh-hans/"))
    expect(lena.locator("#request-head .pill").first).to_have_text("运行中")
    keep(lena, "in-service-zh")
