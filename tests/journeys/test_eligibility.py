"""A visitor finds out in a real browser what their website needs, and takes a PDF home. Both languages.

With SCREENSHOTS_DIR set, each page is kept there as a picture.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from icp.eligibility.models import EligibilityCheck
from portal.accounts.models import User
from tests.icp.questions import ANSWERS
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.committed]
SCREENSHOTS = os.environ.get("SCREENSHOTS_DIR", "")
WORDS = {
    "en": {
        "begin": "Start the check",
        "continue": "Continue",
        "title": "You need an ICP Filing, and you can apply after one fix",
        "summary": "Bilingual summary",
        "make": "Make the PDF",
        "download": "Download the PDF",
        "save": "Save this result to my account",
    },
    "zh-hans": {
        "begin": "开始核查",
        "continue": "继续",
        "title": "您需要办理 ICP 备案，解决 1 个问题后即可申请",
        "summary": "双语摘要",
        "make": "生成 PDF",
        "download": "下载 PDF",
        "save": "将此结果保存到我的账户",
    },
}


def _keep(page: Page, name: str) -> None:
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"eligibility-{name}.png", full_page=True)


def _answer(page: Page, words: dict[str, str], language: str) -> None:
    """Fill in what the page asks and go on, until there is a result."""
    for _page in range(10):
        if "/r/" in page.url:
            return
        for radio in page.locator("main input[type=radio]").all():
            name, value = radio.get_attribute("name"), radio.get_attribute("value")
            if ANSWERS[name or ""] == value:
                radio.check()
        for text in page.locator("main input[type=text]").all():
            text.fill(ANSWERS[text.get_attribute("name") or ""])
        _keep(page, f"{language}-{page.url.split('/icp-check/')[1].split('/')[0]}")
        with page.expect_navigation():
            page.get_by_role("button", name=words["continue"]).click()
    raise AssertionError(f"Nine pages and no result: {page.url}")


@pytest.mark.parametrize("language", WORDS)
def test_from_the_first_question_to_the_pdf(
    language: str, page: Page, live_server_url: str, worker: Any, world: World, tmp_path: Path
) -> None:
    words = WORDS[language]
    page.goto(f"{live_server_url}/{language}/icp-check/")
    _keep(page, f"{language}-start")
    page.get_by_role("link", name=words["begin"]).click()

    _answer(page, words, language)

    expect(page.get_by_role("heading", level=1)).to_have_text(words["title"])
    _keep(page, f"{language}-result")
    page.get_by_role("link", name=words["summary"]).click()
    page.get_by_role("button", name=words["make"]).click()
    link = page.get_by_role("link", name=words["download"])
    expect(link).to_be_visible(timeout=60_000)  # the page looks by itself, every two seconds
    _keep(page, f"{language}-summary")
    with page.expect_download() as downloading:
        link.click()
    file = tmp_path / "summary.pdf"
    downloading.value.save_as(file)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert WORDS["zh-hans"]["title"][:8] in text and "You need an ICP Filing" in text


def test_a_mistyped_domain_is_mended_in_place(page: Page, live_server_url: str, world: World) -> None:
    page.goto(f"{live_server_url}/en/icp-check/domain/")
    page.get_by_label("Under which domain name is the site reached?").fill("my shop.com")
    page.get_by_role("button", name="Continue").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: Which domain name? · Causeway 通途")
    summary.get_by_role("link").first.click()
    field = page.get_by_label("Under which domain name is the site reached?")
    expect(field).to_be_focused()
    expect(field).to_have_value("my shop.com")


def test_the_questions_can_be_answered_with_the_keyboard_alone(
    page: Page, live_server_url: str, world: World
) -> None:
    page.goto(f"{live_server_url}/en/icp-check/hosting/")
    page.locator("input[name=server_location]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("between the server and your visitors")


def test_a_customer_saves_the_result_of_a_visit_without_an_account(
    page: Page,
    context: BrowserContext,
    live_server_url: str,
    client_for: Callable[[User], Client],
    world: World,
) -> None:
    page.goto(f"{live_server_url}/en/icp-check/hosting/")
    _answer(page, WORDS["en"], "saved")
    token = page.url.rstrip("/").rsplit("/", 1)[1]
    for name, cookie in client_for(world.lena).cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server_url}])

    page.reload()
    page.get_by_role("link", name=WORDS["en"]["save"]).click()
    page.get_by_role("button", name="Save to Nordwind GmbH").click()

    expect(page.get_by_role("heading", name="Saved to your account")).to_be_visible()
    assert EligibilityCheck.objects.get(token=token).organization == world.customer


def test_the_result_prints_without_its_navigation(page: Page, live_server_url: str, world: World) -> None:
    page.goto(f"{live_server_url}/en/icp-check/hosting/")
    _answer(page, WORDS["en"], "print")
    page.goto(f"{page.url}?print=1")
    page.emulate_media(media="print")

    expect(page.locator(".top")).to_be_hidden()
    expect(page.get_by_text("seed S18")).to_be_visible()
    _keep(page, "en-print")
