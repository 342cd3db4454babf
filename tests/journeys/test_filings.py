"""A whole case in a browser, from the draft to the police number, in English and in Chinese.

Lena files, Wei works on the desk, a worker reads the papers and looks at the website; the website is a server
on loopback. What the provider and the authority decide is said by Wei, as in life.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from icp.documents.models import Paper
from icp.documents.standing import open_requirements
from icp.filings.models import Filing
from icp.publication.models import PsbFiling, Publication
from portal.accounts.models import User
from portal.embedded.children import Children, Guard
from tests.aside import put_aside
from tests.icp.documents.papers import drawn, jpeg
from tests.icp.filings.cases import COMPANY, DECLARED, DOMAIN, NUMBER, PERSON, SERVER, WEBSITE
from tests.icp.publication.conftest import page as web_page
from tests.journeys.test_axe import sign_in
from tests.portal.egress.conftest import Site
from tests.processes import Worker
from tests.settings import FOLDER, WORKER
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.committed]
PSB_NUMBER = "沪公网安备31010602009975号"
PSB_LINK = "https://beian.mps.gov.cn/#/query/webSearch?code=31010602009975"
PATIENCE_MS = 60_000
NAME = str(DOMAIN["domain"])


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.answers(web_page(number="", link="/"))
    yield site
    site.close()


@pytest.fixture
def worker(
    guard: Guard, process_environment: dict[str, str], committed_db: None, standin: Any, site: Site
) -> Iterator[Worker]:
    """A worker to which the filed domain is the server of this test."""
    hosts = f"{NAME}=127.0.0.1:{site.port} www.{NAME}=127.0.0.1:{site.port}"
    with Children(FOLDER / f"worker-filings-{WORKER}.log", guard) as children:
        worker = Worker(children, {**process_environment, "EGRESS_HOSTS": hosts}, also_outside=True)
        put_aside()
        worker.start(beat=True)
        yield worker
        worker.stop()


class Person:
    """One browser of one person, who sees one language."""

    def __init__(self, browser: Browser, client: Client, url: str, language: str) -> None:
        context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900})
        sign_in(context, client, url)
        self.page: Page = context.new_page()
        self.language = language

    def goto(self, path: str) -> Page:
        self.page.goto(f"/{self.language}/{path}")
        return self.page

    def press(self, path: str, form_action: str) -> None:
        """On the page at `path`, press the button of the form that goes to `form_action`."""
        page = self.goto(path)
        self.send(page.locator(f'form[action$="{form_action}"] button').first)

    def send(self, button: Locator) -> None:
        """Press it and wait for the page that comes: the one before is loaded already."""
        with self.page.expect_navigation(timeout=PATIENCE_MS):
            button.click()

    def fill(self, path: str, answers: dict[str, Any]) -> None:
        page = self.goto(path)
        for name, value in answers.items():
            self._answer(page, name, value)
        self.send(page.locator("form#task button[value=continue]"))

    def _answer(self, page: Page, name: str, value: Any) -> None:
        field = page.locator(f'#task [name="{name}"]')
        expect(field.first).to_be_attached(timeout=PATIENCE_MS)
        kind = field.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                one = (
                    field.first
                    if each == "yes" and kind == "checkbox"
                    else page.locator(f'[name="{name}"][value="{each}"]')
                )
                one.check()
        elif field.first.evaluate("element => element.tagName") == "SELECT":
            field.first.select_option(value)
        else:
            field.first.fill(value)


@pytest.fixture
def person(
    browser: Browser, client_for: Callable[[User], Client], live_server_url: str
) -> Callable[[User, str], Person]:
    return lambda user, language: Person(browser, client_for(user), live_server_url, language)


@pytest.mark.early
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_case_from_the_draft_to_the_police_number(
    language: str,
    world: World,
    worker: Worker,
    site: Site,
    person: Callable[[User, str], Person],
    wait_for: Callable[..., Any],
) -> None:
    lena, wei = person(world.lena, language), person(world.wei, "zh-hans")

    lena.send(lena.goto("filings/new/").locator("main form button"))
    filing = Filing.objects.get(organization=world.customer)
    at = f"filings/{filing.pk}/"
    tasks = (
        ("company", COMPANY),
        ("person", PERSON),
        ("website", WEBSITE),
        ("domain", DOMAIN),
        ("server", SERVER),
    )
    for task, answers in (*tasks, ("declarations", DECLARED)):
        lena.fill(f"{at}tasks/{task}/", answers)
    filing.refresh_from_db()
    assert filing.read_answers()["company_name"] == COMPANY["company_name"]

    page = lena.goto(f"{at}documents/consent/")
    for box in page.locator('input[name="agreed"]').all():
        box.check()
    lena.send(page.locator("main form button.btn").first)
    for number, key in enumerate(open_requirements(filing)):
        page = lena.goto(f"{at}documents/{key}/")
        picture = jpeg(drawn(text=f"{NAME} {key}", seed=number))
        page.locator("input[type=file]").set_input_files(
            {"name": f"{key}.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
        lena.send(page.locator("main form[enctype] button.btn"))
    wait_for(lambda: not open_requirements(filing), 60, "the worker has read every paper")
    assert {paper.state for paper in Paper.objects.filter(filing=filing)} == {"accepted"}

    lena.send(lena.goto(f"{at}check/").locator("main form button.btn"))
    expect(lena.page.locator("#filing-head .pill")).to_be_visible()
    assert state_of(filing) == "SPECIALIST_REVIEW"

    desk = f"desk/{filing.pk}/"
    wei.press(desk, "/claim/")
    page = wei.goto(desk)
    expect(page.locator("#copy-company_name")).to_have_text(str(COMPANY["company_name"]))
    page.locator("details:has(#code-site_name) > summary").click()
    page.locator("#code-site_name").select_option("site_name_invalid")
    page.locator("#note-site_name").fill("请使用公司名称")
    wei.send(page.locator('button[formaction$="/do/return/"]'))
    assert state_of(filing) == "SPECIALIST_RETURNED"

    page = lena.goto(at)
    expect(page.locator("#live")).to_contain_text("请使用公司名称")
    lena.fill(f"{at}tasks/website/", {"site_name": "北风机械公司中文官网"})
    lena.send(lena.goto(f"{at}check/").locator("main form button.btn"))
    assert state_of(filing) == "SPECIALIST_REVIEW"

    for verb in ("lodge",):
        wei.press(desk, f"/do/{verb}/")
    lena.press(at, "/do/face_check_passed/")
    for verb in ("pass", "sent_to_ca"):
        wei.press(desk, f"/do/{verb}/")
    page = lena.goto(at)
    expect(page.locator("[data-countdown]")).to_contain_text("23 h")
    assert "input" not in {box.get_attribute("type") for box in page.locator("#live input:visible").all()}
    lena.press(at, "/do/code_entered/")
    assert state_of(filing) == "CA_REVIEW"
    page = wei.goto(desk)
    page.locator("#number").fill(NUMBER)
    wei.send(page.locator('form[action$="/do/approve/"] button'))
    assert state_of(filing) == "APPROVED"
    expect(lena.goto(at).locator("#filing-head .filing-no")).to_have_text(NUMBER)

    site.answers(web_page())
    lena.press(f"{at}footer/", "/footer/check/")
    wait_for(
        lambda: Publication.objects.get(filing=filing).state == "LIVE",
        60,
        "the number is found in the footer",
    )

    page = lena.goto(f"{at}psb/")
    page.locator("#has_account").check()
    page.locator("#interactive-no").check()
    page.locator("#has_attachments").check()
    lena.send(page.locator("form:has(#has_account) button"))
    lena.send(lena.goto(f"{at}psb/").locator('form:has(input[value="psb_submitted"]) button'))
    page = lena.goto(f"{at}psb/")
    page.locator("#number").fill(PSB_NUMBER)
    lena.send(page.locator("form:has(#number) button"))
    psb = PsbFiling.objects.get(publication__filing=filing)
    assert (psb.state, psb.psb_number) == ("PSB_APPROVED", PSB_NUMBER)
    site.answers(web_page(more=f'<img src="/badge.png" alt=""><a href="{PSB_LINK}">{PSB_NUMBER}</a>'))
    lena.press(f"{at}footer/", "/footer/check/")
    wait_for(
        lambda: PsbFiling.objects.get(pk=psb.pk).state == "COMPLETE",
        60,
        "the police number is found in the footer",
    )
    expect(lena.goto(f"{at}psb/").locator("main .pill").first).to_be_visible()


def state_of(filing: Filing) -> str:
    filing.refresh_from_db()
    return filing.state
