"""The shell in a real browser: with scripts, without scripts, and by keyboard."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from portal.accounts.models import User
from portal.web.models import Mail
from tests.journeys.test_axe import sign_in
from tests.world import World

ClientFor = Callable[[User], Client]
pytestmark = [pytest.mark.browser, pytest.mark.committed]
FIRST_VIEW_BYTES = 60_000
WHAT_COVERS_THE_FOCUS = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    if (element === document.body) return "end";
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
    const seen = top && (element.contains(top) || top.contains(element));
    return seen ? "" : element.outerHTML.slice(0, 120);
}"""


@pytest.fixture
def as_lena(browser: Browser, world: World, client_for: ClientFor, live_server_url: str) -> BrowserContext:
    context = browser.new_context(base_url=live_server_url)
    sign_in(context, client_for(world.lena), live_server_url)
    return context


@pytest.fixture
def without_scripts(browser: Browser, live_server_url: str) -> Page:
    return browser.new_context(base_url=live_server_url, java_script_enabled=False).new_page()


def test_a_person_signs_up_without_scripts(without_scripts: Page, world: World) -> None:
    page = without_scripts
    page.goto("/en/")
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Your name").fill("Noor Aziz")
    email = f"noor.{world.lena.email}"
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password").fill("a-long-pass-phrase")
    page.get_by_role("button", name="Create account").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Look into your mailbox"
    link = re.search(r"https?://\S+", Mail.objects.get(recipients=email).text)
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Legal name", exact=True).fill("Aziz AB")
    page.get_by_role("button", name="Continue").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Welcome, Noor Aziz"
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").is_visible()


def test_the_language_switch_keeps_page_and_query_without_scripts(without_scripts: Page) -> None:
    page = without_scripts
    page.goto("/en/demo/mail/?page=1")
    page.get_by_role("link", name="中文").click()

    assert page.url.endswith("/zh-hans/demo/mail/?page=1")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_the_front_page_hands_the_domain_to_the_check(without_scripts: Page) -> None:
    page = without_scripts
    page.goto("/en/")
    page.get_by_label("Your website or domain").fill("https://shop.example.com/de")
    page.get_by_role("button", name="Check my website").click()

    assert "domain=https%3A%2F%2Fshop.example.com%2Fde" in page.url or "/icp-check/" in page.url


def test_errors_take_the_focus_and_lead_to_the_field(as_lena: BrowserContext) -> None:
    page = as_lena.new_page()
    page.goto("/en/org/new/")
    page.get_by_role("button", name="Continue").click()

    summary = page.get_by_role("alert")
    assert summary.evaluate("element => element === document.activeElement")
    summary.get_by_role("link").first.click()
    assert page.get_by_label("Legal name", exact=True).evaluate(
        "element => element === document.activeElement"
    )


def test_the_account_menu_opens_and_closes_by_keyboard(as_lena: BrowserContext) -> None:
    page = as_lena.new_page()
    page.goto("/en/help/")
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Settings").is_visible()
    page.keyboard.press("Escape")

    assert not page.get_by_role("link", name="Settings").is_visible()
    assert page.locator(".menu > summary").evaluate("element => element === document.activeElement")


def test_the_first_tab_stop_jumps_over_the_bar(as_lena: BrowserContext) -> None:
    page = as_lena.new_page()
    page.goto("/en/help/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("address", ["/en/", "/en/org/members/", "/en/org/new/"])
def test_no_tab_stop_is_hidden_under_the_bar(as_lena: BrowserContext, address: str) -> None:
    page = as_lena.new_page()
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(address)
    hidden = []
    for _stop in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate(WHAT_COVERS_THE_FOCUS)
        if where == "end":
            break
        hidden += [where] if where else []
    assert not hidden


def test_colors_change_and_stay(browser: Browser, live_server_url: str) -> None:
    page = browser.new_context(base_url=live_server_url, color_scheme="light").new_page()
    page.goto("/en/help/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.goto("/zh-hans/privacy/")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("address", ["/en/", "/zh-hans/", "/en/org/members/", "/en/home/"])
def test_a_first_view_costs_less_than_sixty_kilobytes(as_lena: BrowserContext, address: str) -> None:
    page = as_lena.new_page()
    html = page.goto(address)
    assert html
    total = len(gzip.compress(html.body()))
    for path in re.findall(r'(?:src|href)="/static/([^"]+)"', html.text()):
        found = finders.find(path)
        assert isinstance(found, str), path
        total += len(gzip.compress(Path(found).read_bytes()))

    assert total <= FIRST_VIEW_BYTES, f"{address}: {total} bytes compressed"
