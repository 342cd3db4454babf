"""Lena and Jonas draw the same network, each in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from networks.requests.models import NetworkRequest
from portal.accounts.models import User
from tests.journeys.test_networks import context_of, keep  # noqa: F401
from tests.networks.web.world import drafted
from tests.world import World

ContextOf = Callable[[User], BrowserContext]
pytestmark = [pytest.mark.browser, pytest.mark.committed]


def rename(page: Page, name: str) -> Response:
    """Type a name and wait until the page has saved it, or has been told why not."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_label("Name of the connection").fill(name)
    return answer.value


def test_the_second_to_save_is_asked_and_nothing_typed_is_lost(
    world: World,
    context_of: ContextOf,  # noqa: F811
) -> None:
    draft = drafted(world)
    lena, jonas = (context_of(person).new_page() for person in (world.lena, world.jonas))
    for page in (lena, jonas):
        page.goto(f"/en/requests/{draft.pk}/edit/")

    assert rename(jonas, "Jonas' name").status == 200
    assert rename(lena, "Lena's name").status == 409
    expect(lena.locator("#conflict")).to_contain_text("Jonas Brandt changed this draft at")
    expect(lena.locator("#saved")).to_contain_text("Not saved")
    assert rename(lena, "Lena types on").status == 409
    expect(lena.locator("#conflict-differences")).to_contain_text("Lena types on")
    expect(lena.get_by_label("Name of the connection")).to_be_focused()
    keep(lena, "two-people")
    lena.get_by_role("button", name="Keep my version").click()
    expect(lena.locator("#notice")).to_contain_text("Your version is saved.")
    assert rename(lena, "Lena once more").status == 200

    assert rename(jonas, "Jonas again").status == 409
    jonas.get_by_role("link", name="Take the saved version").click()
    expect(jonas.get_by_label("Name of the connection")).to_have_value("Lena once more")
    assert NetworkRequest.objects.get(pk=draft.pk).name == "Lena once more"


def test_back_from_the_check_page_typing_goes_on_without_a_question(
    world: World,
    context_of: ContextOf,  # noqa: F811
) -> None:
    draft = drafted(world)
    lena = context_of(world.lena).new_page()
    lena.goto(f"/en/requests/{draft.pk}/edit/")
    assert rename(lena, "Before").status == 200
    lena.locator("form#draft button[value=check]").click()
    expect(lena.get_by_role("heading", level=1)).to_have_text("Check your answers")

    lena.go_back()
    expect(lena.get_by_label("Name of the connection")).to_have_value("Before")
    assert rename(lena, "After").status == 200
    lena.locator("form#draft button[value=check]").click()
    lena.get_by_role("button", name="Send for review").dblclick()

    expect(lena.locator("#request-head")).to_contain_text("After")
    assert NetworkRequest.objects.get(pk=draft.pk).status == "submitted"
