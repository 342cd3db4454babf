"""A paper on a slow line: how far it has come, a refusal beside the field, and a line that breaks."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from icp.documents.models import Paper
from portal.accounts.models import User
from tests.icp.documents.cases import ID, filing_of
from tests.icp.documents.papers import drawn, jpeg
from tests.journeys.test_networks import context_of  # noqa: F401
from tests.world import World

ContextOf = Callable[[User], BrowserContext]
pytestmark = [pytest.mark.browser, pytest.mark.committed]
SLOW = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000}


def choose(page: Page, name: str, content: bytes) -> None:
    kind = "image/jpeg"
    page.get_by_label("File to upload").set_input_files([{"name": name, "mimeType": kind, "buffer": content}])


@pytest.fixture
def upload_page(world: World, context_of: ContextOf) -> Page:  # noqa: F811
    page = context_of(world.lena).new_page()
    page.goto(f"/en/filings/{filing_of(world).pk}/documents/{ID}/")
    return page


def line_of(page: Page) -> Callable[..., Any]:
    """`line(offline=True)`: how the browser's line is from now on."""
    session = page.context.new_cdp_session(page)
    return lambda **is_now: session.send("Network.emulateNetworkConditions", {**SLOW, **is_now})


def test_a_slow_upload_shows_how_far_it_is(upload_page: Page) -> None:
    page = upload_page
    line_of(page)()
    # What follows the end of a picture is not looked at until the worker rebuilds it: here it is weight.
    choose(page, "passport.jpg", jpeg(drawn(1600, 1200)) + os.urandom(1_500_000))

    page.get_by_role("button", name="Upload", exact=True).click()

    bar = page.get_by_role("progressbar", name="Progress of the upload")
    expect(bar).to_be_visible()
    expect(page.locator("[data-share]")).not_to_have_text("")
    share = int(bar.get_attribute("value") or 0)
    assert 0 < share < 100, share
    expect(page.get_by_text("is uploaded and being checked")).to_be_visible(timeout=30_000)
    assert page.url.endswith("/documents/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")


def test_a_refusal_stands_beside_the_field_and_another_file_is_taken(upload_page: Page) -> None:
    page = upload_page
    choose(page, "passport.jpg", b"This is no picture.")
    page.get_by_role("button", name="Upload", exact=True).click()

    expect(page.locator(".errors")).to_be_focused()
    expect(page.get_by_label("File to upload")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Your browser forgets a chosen file")).to_be_visible()

    choose(page, "passport.jpg", jpeg(drawn(1600, 1200)))
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("is uploaded and being checked")).to_be_visible()


def test_a_line_that_breaks_loses_nothing(upload_page: Page) -> None:
    page = upload_page
    choose(page, "passport.jpg", jpeg(drawn(1600, 1200)))
    line = line_of(page)
    line(offline=True)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("the file is still chosen")
    assert not Paper.objects.filter(filing=page.url.split("/")[-4]).exists()

    line()
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("is uploaded and being checked")).to_be_visible()
