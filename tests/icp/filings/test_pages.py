"""Filings in a browser without scripts: begun, filled in, read once more, sent, and seen by others."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.rules.states import STATES
from portal.accounts.models import User
from tests.icp.filings.cases import (
    COMPANY,
    DECLARED,
    DOMAIN,
    PERSON,
    SERVER,
    WEBSITE,
    brought_to,
    draft,
    give_papers,
)
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
TASKS: dict[str, dict[str, Any]] = {
    "company": COMPANY,
    "person": PERSON,
    "website": WEBSITE,
    "domain": DOMAIN,
    "server": SERVER,
    "declarations": DECLARED,
}


def test_a_filing_from_the_first_click_to_our_specialist(client_for: ClientFor, world: World) -> None:
    browser = client_for(world.lena)
    begun = browser.post(
        "/en/filings/new/",
        {"filing_type": "first_filing", "service": "website", "organization": world.customer.pk},
    )
    filing = Filing.objects.get(organization=world.customer)
    assert begun.status_code == 302 and begun.url == f"/en/filings/{filing.pk}/"

    for task, answers in TASKS.items():
        saved = browser.post(f"{begun.url}tasks/{task}/", {**answers, "do": "continue"})
        assert saved.status_code == 302, saved.content.decode()[:4000]

    read = browser.get(f"{begun.url}check/").content.decode()
    assert "北风机械（上海）有限公司" in read
    assert "11010519491231002X" not in read and "002X" in read
    version = {"row_version": Filing.objects.get(pk=filing.pk).row_version}
    without_papers = browser.post(f"{begun.url}check/", version)
    assert without_papers.status_code == 409 and "open or wrong" in without_papers.content.decode()
    filing.refresh_from_db()
    give_papers(world, filing)
    sent = browser.post(f"{begun.url}check/", version)
    filing.refresh_from_db()
    assert sent.status_code == 302 and filing.state == "SPECIALIST_REVIEW"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    client_for: ClientFor, world: World
) -> None:
    filing = draft(world)
    address = f"/en/filings/{filing.pk}/tasks/person/"

    page = client_for(world.lena).post(
        address, {**PERSON, "subject_person_mobile": "+49 30 901820", "do": "continue"}
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "reaches mainland numbers only" in text
    assert 'value="+49 30 901820"' in text
    filing.refresh_from_db()
    assert filing.read_answers()["subject_person_mobile"] == "+4930901820"


def test_a_number_that_the_library_does_not_know_is_no_obstacle(client_for: ClientFor, world: World) -> None:
    filing = draft(world)
    address = f"/en/filings/{filing.pk}/tasks/company/"

    saved = client_for(world.lena).post(
        address, {**COMPANY, "license_number": "91310000MA1FL0Y7XX", "do": "continue"}
    )

    assert saved.status_code == 302
    text = client_for(world.lena).get(address).content.decode()
    assert "Compare it with the license" in text and "you can go on" in text


def test_two_people_on_one_task_do_not_overwrite_each_other(client_for: ClientFor, world: World) -> None:
    filing = draft(world)
    address = f"/en/filings/{filing.pk}/tasks/website/"
    lena, jonas = client_for(world.lena), client_for(world.jonas)
    seen_by_lena = lena.get(address).context["seen"]
    jonas.post(
        address, {**WEBSITE, "site_name": "北风机械中文站", "seen": jonas.get(address).context["seen"]}
    )

    crossed = lena.post(address, {**WEBSITE, "site_name": "北风机械官方网站", "seen": seen_by_lena})

    text = crossed.content.decode()
    assert crossed.status_code == 409
    assert "北风机械中文站" in text and "北风机械官方网站" in text
    again = lena.post(address, {**WEBSITE, "site_name": "北风机械官方网站", "seen": crossed.context["seen"]})
    filing.refresh_from_db()
    assert again.status_code == 302 and filing.read_answers()["site_name"] == "北风机械官方网站"


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_page_for_each_side(state: str, client_for: ClientFor, world: World) -> None:
    filing = brought_to(state, world)

    for language in ("en", "zh-hans"):
        for person, page in ((world.lena, "filings"), (world.mia, "filings"), (world.wei, "desk")):
            if filing.submitted_at is None and person == world.wei:
                continue
            answer = client_for(person).get(f"/{language}/{page}/{filing.pk}/")
            assert answer.status_code == 200, (state, page)
            assert filing.reference in answer.content.decode()
        assert client_for(world.lena).get(f"/{language}/filings/{filing.pk}/timeline/").status_code == 200


def test_a_returned_filing_lets_change_only_what_was_marked(client_for: ClientFor, world: World) -> None:
    filing = brought_to("SPECIALIST_RETURNED", world)
    browser, address = client_for(world.lena), f"/en/filings/{filing.pk}/tasks/website/"
    page = browser.get(address).content.decode()
    assert "请使用公司名称" in page and "What would do:" in page

    untouched = browser.post(address, {"site_name": "北风机械公司中文官网", "site_remark": "新说明"})

    filing.refresh_from_db()
    assert untouched.status_code == 302
    assert filing.read_answers()["site_name"] == "北风机械公司中文官网"
    assert filing.read_answers().get("site_remark") in (None, "")
    sent = browser.post(f"/en/filings/{filing.pk}/check/", {"row_version": filing.row_version})
    filing.refresh_from_db()
    assert sent.status_code == 302 and (filing.state, filing.round) == ("SPECIALIST_REVIEW", 2)
    history = browser.get(f"/en/filings/{filing.pk}/timeline/").content.decode()
    assert "Round 2" in history and "北风机械公司中文官网" in history


def test_a_remark_is_answered_by_a_change_or_by_a_reply(client_for: ClientFor, world: World) -> None:
    filing = brought_to("SPECIALIST_RETURNED", world)
    browser = client_for(world.lena)
    refused = browser.post(f"/en/filings/{filing.pk}/check/", {})
    assert refused.status_code == 409 and "is not answered yet" in refused.content.decode()
    remark = filing.remarks.get()

    browser.post(f"/en/filings/{filing.pk}/check/", {f"reply-{remark.pk}": "It is our trademark."})

    filing.refresh_from_db()
    assert filing.state == "SPECIALIST_REVIEW"
    assert "It is our trademark." in client_for(world.wei).get(f"/en/desk/{filing.pk}/").content.decode()


def test_the_desk_shows_least_time_first_and_hands_over(client_for: ClientFor, world: World) -> None:
    slow = brought_to("CA_REVIEW", world, license_number="91310000MA1FL0Y7XX")
    quick = brought_to("SMS_PENDING", world)
    browser = client_for(world.wei)

    rows = [row.filing.pk for row in browser.get("/zh-hans/desk/").context["rows"]]
    assert rows.index(quick.pk) < rows.index(slow.pk)
    browser.post(f"/zh-hans/desk/{quick.pk}/hand-back/")
    quick.refresh_from_db()
    assert quick.assigned_to is None
    assert quick.pk in [row.filing.pk for row in browser.get("/zh-hans/desk/?show=free").context["rows"]]
    browser.post(f"/zh-hans/desk/{quick.pk}/claim/")
    quick.refresh_from_db()
    assert quick.assigned_to == world.wei


def test_a_status_list_is_read_previewed_and_applied(client_for: ClientFor, world: World) -> None:
    filing = brought_to("PRELIM_REVIEW", world)
    browser = client_for(world.wei)
    text = "001\tnordwind-maschinen.cn\t待提交管局\n002\tunbekannt-firma.cn\t管局审核中\n003\t—\t处理中"

    preview = browser.post("/en/desk/import/", {"list": text, "do": "preview"})
    assert [match.verb for match in preview.context["matches"]] == ["pass"]
    assert len(preview.context["others"]) == 2
    filing.refresh_from_db()
    assert filing.state == "PRELIM_REVIEW"

    browser.post("/en/desk/import/", {"list": text, "do": "apply", "row": [str(filing.pk)]})
    filing.refresh_from_db()
    assert filing.state == "AWAIT_SUBMIT"


def test_nobody_sees_a_filing_that_is_not_theirs(client_for: ClientFor, world: World) -> None:
    filing = draft(world)

    for person in (world.omar, world.priya, world.otto, world.wei):
        assert client_for(person).get(f"/en/filings/{filing.pk}/").status_code == 404
    give_papers(world, filing)
    workflow.submit_filing(filing, by=world.lena)
    assert client_for(world.wei).get(f"/en/filings/{filing.pk}/").status_code == 200
    assert client_for(world.priya).get(f"/en/filings/{filing.pk}/").status_code == 404
    assert client_for(world.lena).get("/en/desk/").status_code == 403


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("DRAFT", "Go on with F-1"),
        ("SPECIALIST_RETURNED", "Mend F-1 and send it again"),
        ("SMS_PENDING", "Enter the text message code for F-1"),
        ("APPROVED", "Put the number of F-1 into the footer"),
    ],
)
def test_the_dashboard_says_what_waits_for_the_customer(
    state: str, said: str, client_for: ClientFor, world: World
) -> None:
    brought_to(state, world)

    assert said in client_for(world.lena).get("/en/home/").content.decode()
    assert "F-1" not in client_for(world.omar).get("/en/home/").content.decode()


def test_query_counts_do_not_grow_with_the_filings(
    client_for: ClientFor, world: World, say: Callable[[str], None]
) -> None:
    def another() -> Filing:
        return brought_to("SPECIALIST_REVIEW", world, license_number=uuid.uuid4().hex[:18].upper())

    another()
    filing = brought_to("SPECIALIST_RETURNED", world)
    lena, wei = client_for(world.lena), client_for(world.wei)
    pages = (
        (lena, "/en/filings/"),
        (lena, "/en/home/"),
        (lena, f"/en/filings/{filing.pk}/"),
        (lena, f"/en/filings/{filing.pk}/tasks/website/"),
        (lena, f"/en/filings/{filing.pk}/check/"),
        (lena, f"/en/filings/{filing.pk}/timeline/"),
        (wei, "/zh-hans/desk/"),
        (wei, f"/zh-hans/desk/{filing.pk}/"),
        (wei, "/zh-hans/desk/provinces/"),
    )
    few = [_queries(browser, address) for browser, address in pages]
    for _number in range(10):
        another()
    many = [_queries(browser, address) for browser, address in pages]

    say(
        ", ".join(
            f"{address.split('/', 2)[2] or '/'} {count}"
            for (_, address), count in zip(pages, many, strict=True)
        )
    )
    assert many == few and max(many) <= 45


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200, address
    return len(asked)
