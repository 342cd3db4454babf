"""The footer of a real site on loopback: looked at, kept, found, lost, and asked for again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from icp.filings import workflow as filings
from icp.publication.asking import ask_for_check
from icp.publication.beginning import begin_publication
from icp.publication.checking import Look, check_footer, claim, write
from icp.publication.models import FooterCheck, Publication
from icp.publication.psb import approve_psb, save_tasks, submit_psb
from icp.publication.rules import schedule
from icp.publication.rules.results import RESULTS
from portal.calendar.clock import now
from portal.events.models import Event
from portal.refusals import Forbidden, Refused
from tests.icp.filings.cases import NUMBER
from tests.icp.publication.conftest import DOMAIN, Granted, page
from tests.portal.egress.conftest import NameServer, Site
from tests.world import World

pytestmark = pytest.mark.django_db


def checked(publication: Publication) -> FooterCheck:
    """Make it due, look, and give what was kept."""
    Publication.objects.filter(pk=publication.pk).update(check_due_at=F("created_at"))
    assert check_footer(publication)
    publication.refresh_from_db()
    return publication.checks.all()[0]


def told(publication: Publication) -> list[str]:
    rows = Event.objects.filter(subject_id=publication.filing_id).order_by("sequence")
    return [row.type for row in rows if row.type.startswith(("publication.", "psb."))]


def test_a_grant_begins_what_follows(granted: Granted) -> None:
    publication = granted()

    assert (publication.state, publication.domain) == ("FOOTER_PENDING", DOMAIN)
    assert publication.psb.state == "PSB_TODO" and publication.psb.next_at is None
    assert publication.check_due_at is not None and publication.review_due_at is not None
    assert told(publication) == ["publication.begun"]


def test_the_number_is_found_and_the_line_is_shown(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page())

    kept = checked(publication)

    assert (kept.code, kept.line, kept.link) == ("found", NUMBER, "https://beian.miit.gov.cn/")
    assert kept.url == f"http://{DOMAIN}/" and kept.http_status == 200
    assert publication.state == "LIVE" and publication.last_found_at is not None
    assert told(publication)[-1] == "publication.footer_found"
    assert b"Host: nordwind-maschinen.cn" in site.requests[-1]


def test_a_site_that_shows_its_number_is_open(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page())

    checked(publication)

    assert publication.site_opened_on is not None
    publication.psb.refresh_from_db()
    assert publication.psb.began_on == publication.site_opened_on and publication.psb.next_at


def test_an_old_link_is_accepted_with_a_warning(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page(link="http://www.miitbeian.gov.cn"))

    assert checked(publication).code == "old_link" and publication.state == "LIVE"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page(number="沪ICP备2026019482号-2"), "wrong_number"),
        (page(number="京ICP备12345678号-1"), "other_number"),
        (page(link="/"), "wrong_link"),
        (
            b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n\r\n" + NUMBER.encode(),
            "page_refused",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", "not_a_page"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", "not_public"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://db.internal/\r\n\r\n", "not_public"),
        (b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", "unreachable"),
        (b"not HTTP", "not_secure"),
    ],
)
def test_what_is_not_right_is_told_apart(answer: bytes, code: str, granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(answer)

    assert checked(publication).code == code
    assert publication.state == "FOOTER_PENDING" and told(publication) == ["publication.begun"]


def test_a_domain_that_sends_its_visitors_elsewhere(granted: Granted, site: Site, settings: Any) -> None:
    publication = granted()
    settings.EGRESS_HOSTS["nordwind.com"] = ("127.0.0.1", site.port)
    site.answers(
        lambda connection: connection.sendall(
            b"HTTP/1.1 301 Moved\r\nLocation: http://nordwind.com/\r\n\r\n"
            if b"maschinen" in site.requests[-1]
            else page()
        )
    )

    assert checked(publication).code == "leads_elsewhere"


def test_www_of_the_same_domain_is_the_same_site(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(
        lambda connection: connection.sendall(
            page()
            if b"www." in site.requests[-1]
            else f"HTTP/1.1 301 Moved\r\nLocation: http://www.{DOMAIN}/\r\n\r\n".encode()
        )
    )

    assert checked(publication).code == "found"


def test_a_domain_without_an_address_is_asked_for_once(granted: Granted, names: NameServer) -> None:
    publication = granted()

    assert checked(publication).code == "no_address"
    assert sorted(names.asked) == [
        (name, family) for name in (DOMAIN, f"www.{DOMAIN}") for family in ("A", "AAAA")
    ], "a name that leads nowhere leads nowhere without TLS too"
    assert publication.check_due_at
    assert publication.check_due_at <= now(publication.organization) + schedule.DAY


def test_name_servers_that_do_not_answer_say_nothing_of_the_domain(granted: Granted) -> None:
    publication = granted()
    Publication.objects.filter(pk=publication.pk).update(domain=f"www.{DOMAIN}")
    publication.refresh_from_db()

    assert checked(publication).code == "unreachable"


def test_two_missed_looks_in_a_row_lose_the_number(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page())
    checked(publication)
    site.answers(page(number="soon"))

    checked(publication)
    assert publication.state == "LIVE" and publication.misses == 1
    checked(publication)

    assert publication.state == "FOOTER_PENDING"
    assert told(publication)[-2:] == ["publication.footer_found", "publication.footer_lost"]


def test_a_site_that_is_down_loses_nothing(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page())
    checked(publication)
    site.answers(b"HTTP/1.1 500 Oops\r\n\r\n")

    for _look in range(4):
        checked(publication)

    assert publication.state == "LIVE" and publication.misses == 0


def test_the_badge_of_the_public_security_is_found_and_lost(
    granted: Granted, site: Site, world: World
) -> None:
    publication = granted()
    psb = save_tasks(publication.psb, tasks={"interactive": "no"}, by=world.lena)
    submit_psb(psb, by=world.lena)
    approve_psb(psb, number="沪公网安备31011502000001号", by=world.lena)
    badge = '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502000001">沪公网安备31011502000001号</a>'
    site.answers(page(more=badge))

    kept = checked(publication)
    psb.refresh_from_db()
    assert (kept.code, kept.psb_code, psb.state) == ("found", "found", "COMPLETE")

    site.answers(page())
    checked(publication)
    psb.refresh_from_db()
    assert psb.state == "COMPLETE"
    checked(publication)
    psb.refresh_from_db()
    assert psb.state == "PSB_APPROVED" and publication.state == "LIVE"
    assert told(publication)[-2:] == ["publication.footer_found", "psb.lost"]


def test_only_so_many_looks_are_kept(granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page())
    for _look in range(3):
        checked(publication)
    rows = [
        FooterCheck(publication=publication, code="found", checked_at=publication.created_at)
        for _row in range(schedule.CHECKS_KEPT + 10)
    ]
    FooterCheck.objects.bulk_create(rows)

    checked(publication)

    assert publication.checks.count() == schedule.CHECKS_KEPT


def test_checked_now_and_then_weekly(granted: Granted, site: Site, world: World) -> None:
    publication = granted()
    site.answers(page())
    checked(publication)
    at = now(publication.organization)
    assert publication.check_due_at and abs(publication.check_due_at - at - schedule.WEEK) < timedelta(
        minutes=1
    )
    assert not check_footer(publication), "nothing is due"

    ask_for_check(publication, by=world.jonas)
    ask_for_check(publication, by=world.lena)

    assert check_footer(publication) and not check_footer(publication)
    assert publication.checks.all()[0].asked_by == world.jonas


def test_who_may_ask_for_a_look(granted: Granted, world: World) -> None:
    publication = granted()

    with pytest.raises(Forbidden):
        ask_for_check(publication, by=world.mia)
    with pytest.raises(Forbidden):
        ask_for_check(publication, by=world.omar)
    ask_for_check(publication, by=world.wei)


def test_nobody_looks_at_one_site_all_day(granted: Granted, site: Site, world: World) -> None:
    publication = granted()
    rows = [
        FooterCheck(
            publication=publication, code="found", checked_at=publication.created_at, asked_by=world.lena
        )
        for _row in range(schedule.CHECKS_AN_HOUR)
    ]
    FooterCheck.objects.bulk_create(rows)
    site.answers(page())
    checked(publication)

    with pytest.raises(Refused) as refused:
        ask_for_check(publication, by=world.lena)

    assert refused.value.code == "too_many_looks"


def test_a_number_that_ended_is_not_looked_at(granted: Granted, site: Site, world: World) -> None:
    publication = granted()
    filings.lapse_filing(publication.filing, reason="域名到期", by=world.wei)

    assert not check_footer(publication) and site.accepted == 0
    with pytest.raises(Refused) as refused:
        ask_for_check(publication, by=world.lena)
    assert refused.value.code == "nothing_to_check"


def test_two_workers_look_once(granted: Granted, site: Site) -> None:
    publication = granted()

    first = claim(publication)

    assert first is not None and claim(publication) is None
    assert write(first, Look("found")) and not write(first, Look("not_found")), "each attempt writes once"
    assert publication.checks.count() == 1


def test_an_attempt_that_was_overtaken_writes_nothing(granted: Granted) -> None:
    publication = granted()
    first = claim(publication)
    Publication.objects.filter(pk=publication.pk).update(
        check_lease_until=F("created_at") - timedelta(days=1)
    )
    second = claim(publication)

    assert first is not None and second is not None
    assert not write(first, Look("not_found")) and write(second, Look("found"))


def test_a_look_that_kills_its_worker_each_time_is_given_up(granted: Granted, site: Site) -> None:
    publication = granted()
    for _attempt in range(Publication.MOST_ATTEMPTS):
        assert claim(publication)
        Publication.objects.filter(pk=publication.pk).update(
            check_lease_until=F("created_at") - timedelta(days=1)
        )

    assert check_footer(publication)

    assert publication.checks.all()[0].code == "check_stopped" and site.accepted == 0


def test_an_app_has_no_page_to_look_at(granted: Granted) -> None:
    filing = granted().filing
    filing.publication.delete()
    filing.service = "app"

    publication = begin_publication(filing)

    assert publication is not None
    assert publication.domain == "" and publication.check_due_at is None
    assert not check_footer(publication)


def test_the_look_goes_by_the_clock_of_the_organization(granted: Granted, site: Site, world: World) -> None:
    publication = granted()
    site.answers(page())
    checked(publication)
    organization = publication.organization
    organization.is_test, organization.frozen_at = True, now(organization) + timedelta(days=6)
    organization.save()
    assert not check_footer(publication)

    organization.frozen_at += timedelta(days=1, minutes=1)
    organization.save()

    assert check_footer(publication)
    assert publication.checks.all()[0].checked_at == organization.frozen_at


def test_every_code_of_a_look_has_its_words() -> None:
    for code, result in RESULTS.items():
        assert result.title.en and result.title.zh, code
        assert result.tone == "ok" or (result.remedy.en and result.remedy.zh), code
