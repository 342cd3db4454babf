"""How often a page that moves by itself asks, seen and hidden. The browser's clock is the test's to move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Response, expect

from icp.eligibility.models import Summary
from networks.requests.models import NetworkRequest
from portal.accounts.models import User
from tests.icp.questions import address_of, result_of
from tests.journeys.axe_pages.networks import quiet
from tests.journeys.test_axe import sign_in
from tests.networks.web.world import approved, in_review
from tests.world import World

ClientFor = Callable[[User], Client]
Opened = Callable[[str], Page]
pytestmark = [pytest.mark.browser, pytest.mark.committed]
COUNT = "window.asked = 0; document.addEventListener('htmx:beforeRequest', () => { window.asked += 1; });"
SHOW = """state => {
    Object.defineProperty(document, "visibilityState", {configurable: true, get: () => state});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def opened(browser: Browser, world: World, client_for: ClientFor, live_server_url: str) -> Opened:
    """A page of Lena's in which time stands, and which counts what it asks by itself."""

    def at(path: str) -> Page:
        context = browser.new_context(base_url=live_server_url)
        sign_in(context, client_for(world.lena), live_server_url)
        page = context.new_page()
        page.add_init_script(COUNT)
        page.clock.install(time=0)
        page.clock.pause_at(60_000)
        page.goto(path)
        return page

    return at


def asked(page: Page) -> int:
    return int(page.evaluate("window.asked"))


def show(page: Page) -> None:
    """Somebody comes back to the tab, which asks at once."""
    with page.expect_response(is_poll):
        page.evaluate(SHOW, "visible")


def next_question_after(page: Page, seconds: int) -> None:
    """The time of one question passes, and no other is asked before. The clock of the page looks four
    times a second."""
    before = asked(page)
    page.clock.run_for(seconds * 1000 - 250)
    assert asked(page) == before
    with page.expect_response(is_poll):
        page.clock.run_for(250)
    assert asked(page) == before + 1


def is_poll(answer: Response) -> bool:
    return answer.request.headers.get("hx-request") == "true"


def test_a_build_is_asked_every_two_seconds_and_seldom_in_a_hidden_tab(world: World, opened: Opened) -> None:
    page = opened(f"/en/requests/{quiet(approved(world)).pk}/")
    show(page)

    for _time in range(3):
        next_question_after(page, 2)
    page.evaluate(SHOW, "hidden")
    for _time in range(2):
        next_question_after(page, 20)
    show(page)
    next_question_after(page, 2)


def test_a_request_that_waits_is_asked_every_twenty_seconds(world: World, opened: Opened) -> None:
    page = opened(f"/en/requests/{in_review(world).pk}/")
    show(page)

    next_question_after(page, 20)


def test_when_it_is_over_the_page_asks_no_more(world: World, opened: Opened) -> None:
    network_request = quiet(approved(world))
    page = opened(f"/en/requests/{network_request.pk}/")
    NetworkRequest.objects.filter(pk=network_request.pk).update(status="fulfilled")
    show(page)
    expect(page.locator("#request-head .pill").first).to_have_text("In service")
    count = asked(page)

    page.clock.run_for(60_000)
    page.evaluate(SHOW, "hidden")
    page.evaluate(SHOW, "visible")
    page.clock.run_for(60_000)

    assert asked(page) == count


def test_a_pdf_is_asked_for_every_two_seconds_until_it_is_settled(world: World, opened: Opened) -> None:
    check = result_of()
    job = Summary.objects.create(check_result=check, state="working", attempts=1)
    page = opened(address_of(check, "summary/"))
    show(page)
    next_question_after(page, 2)

    Summary.objects.filter(pk=job.pk).update(state="failed", error_code="too_slow")
    next_question_after(page, 2)

    expect(page.locator("#summary")).to_contain_text("The PDF could not be made")
    count = asked(page)
    page.clock.run_for(60_000)
    assert asked(page) == count
