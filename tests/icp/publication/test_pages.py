"""The pages after the number, in a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from icp.domains.workflow import look_up
from icp.filings.workflow import lapse_filing
from icp.publication.beginning import open_site
from icp.publication.checking import check_footer
from icp.publication.models import FooterCheck, PsbFiling, WatchFinding, YearlyReview
from icp.publication.rules import yearly
from portal.accounts.models import User
from portal.calendar.clock import now
from tests.icp.filings.cases import NUMBER, draft
from tests.icp.publication.conftest import DOMAIN, Granted, page
from tests.portal.egress.conftest import Site
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
PAGES = ("footer", "psb", "psb/pack", "watch")


@pytest.mark.parametrize("name", PAGES)
def test_before_the_grant_a_page_says_when_it_opens(name: str, client_for: ClientFor, world: World) -> None:
    filing = draft(world)

    shown = client_for(world.lena).get(f"/en/filings/{filing.pk}/{name}/").content.decode()

    assert "This opens when the number is issued." in shown


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_page_is_there_for_its_people_alone(
    name: str, language: str, client_for: ClientFor, granted: Granted, world: World
) -> None:
    address = f"/{language}/filings/{granted().filing.pk}/{name}/"

    assert client_for(world.lena).get(address).status_code == 200
    assert client_for(world.mia).get(address).status_code == 200
    assert client_for(world.wei).get(address).status_code == 200
    assert client_for(world.omar).get(address).status_code == 404


def test_the_filing_leads_to_what_follows(client_for: ClientFor, granted: Granted, world: World) -> None:
    filing = granted().filing

    shown = client_for(world.lena).get(f"/en/filings/{filing.pk}/").content.decode()

    assert all(f"/en/filings/{filing.pk}/{name}/" in shown for name in ("footer", "psb", "watch"))
    assert shown.index("After the number") < shown.index("tasks-title"), "what is to do before what is done"
    assert "findings" not in shown and "in China's time" not in shown


def test_the_filing_says_until_when_and_what_was_found(
    client_for: ClientFor, granted: Granted, world: World
) -> None:
    publication = granted()
    at = now(publication.organization)
    open_site(publication, on=date(2026, 11, 2), by=world.lena)
    rows = [WatchFinding(publication=publication, code="risk", source=str(n), found_at=at) for n in range(3)]
    WatchFinding.objects.bulk_create(rows)
    WatchFinding.objects.filter(pk=rows[0].pk).update(cleared_at=at)

    shown = client_for(world.lena).get(f"/en/filings/{publication.filing.pk}/").content.decode()

    assert "By 2 December 2026, in China's time." in shown
    assert "2 findings" in shown


def test_the_watch_leads_to_all_that_was_seen(client_for: ClientFor, granted: Granted, world: World) -> None:
    publication = granted()
    address = f"/en/filings/{publication.filing.pk}/watch/"
    assert "Everything that was seen" not in client_for(world.lena).get(address).content.decode()

    lookup = look_up(publication.organization, publication.domain, world.lena)

    assert f"/en/domains/{lookup.pk}/" in client_for(world.lena).get(address).content.decode()


def test_the_snippet_is_shown_as_text_to_copy(client_for: ClientFor, granted: Granted, world: World) -> None:
    shown = client_for(world.lena).get(f"/en/filings/{granted().filing.pk}/footer/").content.decode()

    snippet = f'<a href="https://beian.miit.gov.cn/" target="_blank" rel="noreferrer">{NUMBER}</a>'
    assert escape(snippet) in shown
    assert 'data-copy="icp-snippet"' in shown


def test_guangdong_gets_the_number_of_its_subject(
    client_for: ClientFor, granted: Granted, world: World
) -> None:
    publication = granted()
    publication.filing.province, publication.filing.icp_number = "Guangdong", "粤ICP备2026019482号-1"
    publication.filing.save()

    shown = client_for(world.lena).get(f"/en/filings/{publication.filing.pk}/footer/").content.decode()

    assert "&gt;粤ICP备2026019482号&lt;" in shown and "Guangdong shows the number of the subject" in shown


def test_check_my_site_now_and_see_the_line(
    client_for: ClientFor, granted: Granted, site: Site, world: World
) -> None:
    publication = granted()
    browser, address = client_for(world.lena), f"/en/filings/{publication.filing.pk}/footer/"
    site.answers(page(number="京ICP备12345678号-1"))
    check_footer(publication)
    before = browser.get(address).content.decode()
    assert "Another number is there." in before and "京ICP备12345678号-1" in before

    asked = browser.post(f"{address}check/")
    assert (asked.status_code, asked.headers["Location"]) == (302, address)
    assert "Looking now" in browser.get(address).content.decode()
    assert 'data-poll="2"' in browser.get(address, headers={"HX-Request": "true"}).content.decode()

    site.answers(page())
    check_footer(publication)
    after = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "The number is there and links to the authority." in after and "Last found on" in after
    assert 'data-poll="20"' in after and "<html" not in after and "1 earlier look" in after


def test_what_a_site_says_stays_text(
    client_for: ClientFor, granted: Granted, site: Site, world: World
) -> None:
    publication = granted()
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;"
    site.answers(page(number=f"{evil} {NUMBER} {evil}", link="javascript:alert(1)"))
    check_footer(publication)

    shown = client_for(world.lena).get(f"/en/filings/{publication.filing.pk}/footer/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown and "<script>alert(1)" not in shown
    assert 'href="javascript:' not in shown


def test_who_may_not_is_told_so(client_for: ClientFor, granted: Granted, world: World) -> None:
    publication = granted()
    address = f"/en/filings/{publication.filing.pk}/"

    assert client_for(world.mia).post(f"{address}footer/check/").status_code == 403
    assert "Check my site now" not in client_for(world.mia).get(f"{address}footer/").content.decode()
    assert client_for(world.mia).post(f"{address}psb/", {"do": "psb_submitted"}).status_code == 403
    assert client_for(world.omar).post(f"{address}footer/check/").status_code == 404


def test_the_public_security_from_the_first_task_to_the_number(
    client_for: ClientFor, granted: Granted, world: World
) -> None:
    publication = granted()
    browser, address = client_for(world.lena), f"/en/filings/{publication.filing.pk}/psb/"
    today = now(publication.organization).date()

    early = browser.post(address, {"do": "psb_submitted"})
    assert early.status_code == 400 and "safety assessment is asked for" in early.content.decode()
    assert browser.post(address, {"do": "open", "opened_on": today.isoformat()}).status_code == 302
    assert "days left" in browser.get(address).content.decode()
    tasks = {"do": "tasks", "has_account": "yes", "interactive": "yes", "has_attachments": "yes"}
    assert browser.post(address, tasks).status_code == 302
    assert "a safety assessment is added" in browser.get(address).content.decode()

    assert browser.post(address, {"do": "psb_submitted"}).status_code == 302
    assert browser.post(address, {"do": "return", "reason": "请补充域名证书"}).status_code == 302
    assert "请补充域名证书" in browser.get(address).content.decode()
    assert browser.post(address, {"do": "resubmit"}).status_code == 302
    wrong = browser.post(address, {"do": "approve", "number": "沪公网安备3101号"})
    text = wrong.content.decode()
    assert (
        wrong.status_code == 400 and "has 4 digits where 14 are needed" in text and "沪公网安备3101号" in text
    )
    assert (
        browser.post(address, {"do": "approve", "number": "沪公网安备 31011502000001号"}).status_code == 302
    )

    psb = PsbFiling.objects.get(publication=publication)
    assert (psb.state, psb.psb_number, psb.reason) == ("PSB_APPROVED", "沪公网安备31011502000001号", "")
    shown = browser.get(address).content.decode()
    assert "code=31011502000001" in shown and "days left" in shown
    footer = browser.get(f"/en/filings/{publication.filing.pk}/footer/").content.decode()
    assert "沪公网安备31011502000001号" in footer


@pytest.mark.parametrize(
    "given", ["", "soon", "2026-02-30", "2999-01-01", "1980-01-01", "２０２６－０１－０１x"]
)
def test_a_day_that_cannot_be_is_said_beside_its_field(
    given: str, client_for: ClientFor, granted: Granted, world: World
) -> None:
    publication = granted()

    answer = client_for(world.lena).post(
        f"/en/filings/{publication.filing.pk}/psb/", {"do": "open", "opened_on": given}
    )

    text = answer.content.decode()
    assert answer.status_code == 400 and "opened_on_error" in text
    publication.refresh_from_db()
    assert publication.site_opened_on is None


def test_the_pack_holds_what_the_official_form_asks(
    client_for: ClientFor, granted: Granted, world: World
) -> None:
    shown = client_for(world.lena).get(f"/en/filings/{granted().filing.pk}/psb/pack/").content.decode()

    for value in ("北风机械（上海）有限公司", "91310000775785552L", "47.100.10.20", NUMBER, DOMAIN, "李娜"):
        assert value in shown, value
    assert "11010519491231002X" not in shown and "**************002X" in shown
    assert "网络安全负责人" in shown and "Person responsible for safety" in shown


def test_findings_and_the_yearly_review(client_for: ClientFor, granted: Granted, world: World) -> None:
    publication = granted()
    browser, address = client_for(world.lena), f"/en/filings/{publication.filing.pk}/watch/"
    at = now(publication.organization)
    WatchFinding.objects.create(publication=publication, code="left_mainland", found_at=at)
    YearlyReview.objects.create(publication=publication, due_at=at)
    assert "outside mainland China only" in browser.get(address).content.decode()

    answers = dict.fromkeys(yearly.QUESTIONS, "same")
    half = browser.post(address, {**answers, "access": ""})
    assert half.status_code == 400 and "Answer this with" in half.content.decode()
    done = browser.post(address, {**answers, "domain_holder": "changed"}, follow=True).content.decode()

    assert "Holder of the domain and its real-name verification" in done and "File the change" in done
    review = YearlyReview.objects.get(publication=publication)
    assert review.answered_by == world.lena and review.answers["domain_holder"] == "changed"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_database_no_more_with_more_rows(
    name: str, client_for: ClientFor, granted: Granted, world: World
) -> None:
    publication = granted()
    browser, address = client_for(world.lena), f"/en/filings/{publication.filing.pk}/{name}/"
    at = now(publication.organization)
    browser.get(address)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    few = asked()
    rows: list[Any] = [FooterCheck(publication=publication, code="found", checked_at=at) for _n in range(30)]
    FooterCheck.objects.bulk_create(rows)
    findings = [
        WatchFinding(publication=publication, code="risk", source=str(n), found_at=at) for n in range(30)
    ]
    WatchFinding.objects.bulk_create(findings)

    assert asked() <= few and few < 20, few


def test_a_number_that_ended_waits_for_nothing(client_for: ClientFor, granted: Granted, world: World) -> None:
    publication = granted()
    asked = f"Put the number of {publication.filing.reference} into the footer"
    assert asked in client_for(world.lena).get(reverse("web:home")).content.decode()

    lapse_filing(publication.filing, reason="域名到期", by=world.wei)

    assert asked not in client_for(world.lena).get(reverse("web:home")).content.decode()
