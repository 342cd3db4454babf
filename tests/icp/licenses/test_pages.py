"""The pages of licenses, in a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from icp.filings.models import Filing
from icp.licenses import workflow
from icp.licenses.models import License
from icp.licenses.rules import conditions, lifecycle
from icp.licenses.rules.papers import PAPERS
from portal.accounts.models import User
from portal.web.pills import PILLS
from tests.icp.filings.cases import brought_to as filing_brought_to
from tests.icp.filings.cases import draft
from tests.icp.licenses.cases import BEGAN, NUMBER, WHOLE, at_day, brought_to, opened
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
FORM: dict[str, Any] = {**WHOLE, "papers": list(PAPERS), "saves": "1"}


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


@pytest.mark.parametrize("state", lifecycle.STATES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_state_has_its_page(state: str, language: str, client_for: ClientFor, frozen: World) -> None:
    license = brought_to(state, frozen)
    address = f"/{language}/licenses/{license.pk}/"

    shown = {name: client_for(getattr(frozen, name)).get(address) for name in ("lena", "mia", "wei", "omar")}

    unsent = state in ("PREPARING", "ABANDONED")
    assert [answer.status_code for answer in shown.values()] == [200, 200, 404 if unsent else 200, 404]
    text = shown["lena"].content.decode()
    assert escape(str(PILLS[license.pill].label)) in text
    for finding in conditions.judge(license.answers):
        assert escape(finding.condition.source.said_in(language)) in text


def test_the_list_and_the_start_are_for_members(client_for: ClientFor, frozen: World) -> None:
    license = brought_to("GRANTED", frozen)

    for name, sees in (("lena", True), ("mia", True), ("wei", True), ("omar", False)):
        text = client_for(getattr(frozen, name)).get("/en/licenses/").content.decode()
        assert (NUMBER in text, str(license.pk) in text) == (sees, sees), name
    assert client_for(frozen.mia).get("/en/licenses/new/").status_code == 403
    assert "No licenses yet" in client_for(frozen.omar).get("/en/licenses/").content.decode()


def test_from_the_filing_to_the_number(client_for: ClientFor, frozen: World) -> None:
    filing = filing_brought_to("APPROVED", frozen)
    lena, wei = client_for(frozen.lena), client_for(frozen.wei)
    link = f"/en/licenses/new/?filing={filing.pk}"
    assert link in lena.get(f"/en/filings/{filing.pk}/").content.decode()
    assert f'value="{filing.pk}" checked' in lena.get(link).content.decode()
    begun = lena.post("/en/licenses/new/", {"filing": str(filing.pk)})
    license = License.objects.get(filing=filing)
    address = f"/en/licenses/{license.pk}/"
    assert (begun.status_code, begun.headers["Location"]) == (302, address)
    assert address in lena.get(f"/en/filings/{filing.pk}/").content.decode()

    early = lena.post(address, {**FORM, "do": "submit", "kind": "", "server": "elsewhere"})
    text = early.content.decode()
    assert early.status_code == 409 and "L-1 is not ready to be sent." in text
    assert "Answer this first." in text and "Host it on a server in mainland China." in text
    sent = lena.post(address, {**FORM, "do": "submit", "version": str(License.objects.get().row_version)})
    assert sent.status_code == 302
    assert wei.post(address, {"do": "lodge"}).status_code == 302
    shown = lena.get(address).content.decode()
    assert "An answer is expected between" in shown and "Provisional" in shown
    wrong = wei.post(address, {"do": "grant", "number": "沪ICP备2026019482号-1"})
    assert wrong.status_code == 400 and "沪ICP备2026019482号-1" in wrong.content.decode()
    days = {"granted_on": "2026-11-20", "valid_until": "2031-11-19"}
    done = wei.post(address, {"do": "grant", "number": "浙b2-20080101", **days}, follow=True).content.decode()

    assert "浙B2-20080101" in done and "is a number of Zhejiang" in done
    license.refresh_from_db()
    assert str(license.valid_until) == "2031-11-19" and license.state == "GRANTED"


def test_a_filing_without_a_number_is_not_offered(client_for: ClientFor, frozen: World) -> None:
    filing = draft(frozen)
    lena = client_for(frozen.lena)

    assert "No filing waits for a license" in lena.get("/en/licenses/new/").content.decode()
    refused = lena.post("/en/licenses/new/", {"filing": str(filing.pk)})
    assert refused.status_code == 409 and "First the filing, then the license" in refused.content.decode()
    for given in ("", "x", "2f1f4f4e-0000-4000-8000-000000000000"):
        assert lena.post("/en/licenses/new/", {"filing": given}).status_code == 400
    assert client_for(frozen.omar).post("/en/licenses/new/", {"filing": str(filing.pk)}).status_code == 400


def test_a_verdict_that_asks_for_a_license_marks_the_link(client_for: ClientFor, frozen: World) -> None:
    filing = filing_brought_to("APPROVED", frozen)
    lena, address = client_for(frozen.lena), f"/en/filings/{filing.pk}/"
    assert "Needed" not in lena.get(address).content.decode()
    filing.verdicts = [{**row, "need": "filing+commercial_licence"} for row in filing.verdicts]
    filing.save()

    assert "Needed" in lena.get(address).content.decode()


def test_what_was_typed_is_kept_beside_what_is_wrong(client_for: ClientFor, frozen: World) -> None:
    license = opened(frozen)
    given = {**FORM, "do": "save", "registered_capital_rmb": "a lot", "insured_staff": "7"}

    answer = client_for(frozen.lena).post(f"/en/licenses/{license.pk}/", given)

    text = answer.content.decode()
    assert answer.status_code == 400 and "Write a whole number" in text
    assert (
        'value="a lot"' in text
        and 'value="7"' in text
        and 'id="paper-articles" name="papers" value="articles" checked' in text
    )
    license.refresh_from_db()
    assert license.papers_ready == []


def test_two_people_at_one_license(client_for: ClientFor, frozen: World) -> None:
    license = opened(frozen)
    workflow.save_answers(license, {"insured_staff": "5"}, by=frozen.jonas)

    answer = client_for(frozen.lena).post(
        f"/en/licenses/{license.pk}/", {"do": "save", "saves": "1", "version": "1", "insured_staff": "9"}
    )

    text = answer.content.decode()
    assert answer.status_code == 409 and "Somebody else wrote:" in text and 'value="9"' in text
    license.refresh_from_db()
    assert license.answers["insured_staff"] == 5


def test_giving_up_is_said_twice(client_for: ClientFor, frozen: World) -> None:
    license = opened(frozen)
    lena, address = client_for(frozen.lena), f"/en/licenses/{license.pk}/"

    assert lena.post(address, {"do": "abandon"}).status_code == 400
    assert lena.post(address, {"do": "abandon", "sure": "yes"}).status_code == 302
    license.refresh_from_db()
    assert license.state == "ABANDONED"


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "2999-01-01", "1980-01-01"])
def test_a_day_that_cannot_be_is_said_beside_its_field(
    day: str, client_for: ClientFor, frozen: World
) -> None:
    license = brought_to("IN_REVIEW", frozen)

    answer = client_for(frozen.wei).post(
        f"/en/licenses/{license.pk}/", {"do": "grant", "number": NUMBER, "granted_on": day}
    )

    assert answer.status_code == 400 and "granted_on_error" in answer.content.decode()
    license.refresh_from_db()
    assert license.state == "IN_REVIEW"


def test_who_may_not_is_told_so(client_for: ClientFor, frozen: World) -> None:
    license = opened(frozen)
    address = f"/en/licenses/{license.pk}/"

    assert client_for(frozen.mia).post(address, {**FORM, "do": "save"}).status_code == 403
    assert client_for(frozen.omar).post(address, {"do": "abandon"}).status_code == 404
    assert client_for(frozen.lena).post(address, {"do": "expire"}).status_code == 404
    assert 'name="do"' not in client_for(frozen.mia).get(address).content.decode()


def test_what_a_specialist_wrote_stays_text(client_for: ClientFor, frozen: World) -> None:
    license = brought_to("CHECKING", frozen)
    workflow.return_license(license, reason="<script>alert(1)</script>", by=frozen.wei)

    text = client_for(frozen.lena).get(f"/en/licenses/{license.pk}/").content.decode()

    assert "&lt;script&gt;alert(1)" in text and "<script>alert(1)" not in text


@pytest.mark.parametrize("page", ["list", "detail", "filing", "new"])
def test_a_page_asks_the_database_no_more_with_more_rows(
    page: str, client_for: ClientFor, frozen: World, say: Callable[[str], None]
) -> None:
    license = brought_to("GRANTED", frozen)
    browser = client_for(frozen.lena)
    address = {
        "list": "/en/licenses/",
        "detail": f"/en/licenses/{license.pk}/",
        "filing": f"/en/filings/{license.filing_id}/",
        "new": "/en/licenses/new/",
    }[page]
    browser.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    few = asked()
    for number in range(100, 120):
        filing = Filing.objects.get(pk=license.filing_id)
        filing.pk, filing.number, filing._state.adding = None, number, True
        filing.pk = Filing._meta.pk.get_default()
        filing.save(force_insert=True)
        License.objects.create(
            organization=frozen.customer,
            number=number,
            filing=filing if number % 2 else license.filing,
            state="ENDED",
            state_since=license.opened_at,
            opened_by=frozen.lena,
            opened_at=license.opened_at,
        )
    for _n in range(5):
        workflow.amend_license(license, number=NUMBER, by=frozen.wei)

    say(f"{page}: {few} queries")
    assert asked() <= few and few < (30 if page == "filing" else 12), few
