"""The 30 days, the watch and the year: rows, said once, by the clock of the organization."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from icp.domains.models import DomainLookup, SourceAnswer
from icp.filings import workflow as filings
from icp.filings.rules.deadlines import BEIJING
from icp.publication.beginning import open_site
from icp.publication.clockwork import ring_due
from icp.publication.models import Publication, WatchFinding, YearlyReview
from icp.publication.psb import approve_psb, save_tasks, submit_psb
from icp.publication.reviewing import answer_review
from icp.publication.rules import schedule, yearly
from icp.publication.watching import watch
from portal.calendar.clock import now
from portal.events.models import Event
from portal.refusals import Refused
from tests.icp.publication.conftest import Granted
from tests.world import World

pytestmark = pytest.mark.django_db
OPENED = date(2026, 11, 20)


@pytest.fixture
def frozen(world: World) -> World:
    """Nordwind's own clock stands still, at noon in China."""
    world.customer.is_test = True
    return at_day(world, OPENED)


def at_day(world: World, day: date, hour: int = 12) -> World:
    world.customer.frozen_at = datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING)
    world.customer.save()
    return world


def told(publication: Publication, begins: str) -> list[tuple[str, Any]]:
    rows = Event.objects.filter(subject_id=publication.filing_id, type__startswith=begins).order_by(
        "sequence"
    )
    return [(row.type, row.payload.get("passed", row.payload.get("code"))) for row in rows]


def test_reminders_come_on_their_days_and_once_each(frozen: World, granted: Granted) -> None:
    publication = granted()
    open_site(publication, on=OPENED, by=frozen.lena)

    for day in range(32):
        for hour in (8, 10, 20):
            at_day(frozen, OPENED + timedelta(days=day), hour)
            ring_due()

    assert told(publication, "psb.file") == [("psb.file_reminder", days) for days in (20, 27, 30)]


def test_who_comes_late_says_the_newest_alone(frozen: World, granted: Granted) -> None:
    publication = granted()
    open_site(publication, on=OPENED, by=frozen.lena)
    at_day(frozen, OPENED + timedelta(days=28))

    assert ring_due() == 1 and ring_due() == 0
    assert told(publication, "psb.file") == [("psb.file_reminder", 27)]


def test_a_day_of_opening_that_was_long_ago_is_said_once(frozen: World, granted: Granted) -> None:
    publication = granted()

    open_site(publication, on=OPENED - timedelta(days=100), by=frozen.lena)

    assert ring_due() == 1 and ring_due() == 0
    assert told(publication, "psb.file") == [("psb.file_reminder", 30)]


def test_what_is_sent_is_not_reminded_of_and_what_is_given_is(frozen: World, granted: Granted) -> None:
    publication = granted()
    open_site(publication, on=OPENED, by=frozen.lena)
    psb = save_tasks(publication.psb, tasks={"interactive": "no"}, by=frozen.lena)
    at_day(frozen, OPENED + timedelta(days=10))
    submit_psb(psb, by=frozen.lena)
    at_day(frozen, OPENED + timedelta(days=29))
    assert ring_due() == 0

    approve_psb(psb, number="沪公网安备31011502000001号", by=frozen.lena)
    at_day(frozen, OPENED + timedelta(days=29 + 20))

    assert ring_due() == 1
    assert told(publication, "psb.") == [
        ("psb.submitted", None),
        ("psb.approved", None),
        ("psb.show_reminder", 20),
    ]


def test_correcting_the_number_does_not_lengthen_the_30_days(frozen: World, granted: Granted) -> None:
    publication = granted()
    psb = submit_psb(save_tasks(publication.psb, tasks={"interactive": "no"}, by=frozen.lena), by=frozen.lena)
    approve_psb(psb, number="沪公网安备31011502000001号", by=frozen.lena)
    at_day(frozen, OPENED + timedelta(days=25))

    approve_psb(psb, number="沪公网安备31011502000002号", by=frozen.lena)

    psb.refresh_from_db()
    assert psb.began_on == OPENED and psb.psb_number.endswith("2号")


def test_a_number_that_ended_reminds_of_nothing(frozen: World, granted: Granted) -> None:
    publication = granted()
    open_site(publication, on=OPENED, by=frozen.lena)
    filings.lapse_filing(publication.filing, reason="域名到期", by=frozen.wei)
    at_day(frozen, OPENED + timedelta(days=400))

    assert ring_due() == 0


def test_the_year_comes_round(frozen: World, granted: Granted) -> None:
    publication = granted()
    at_day(frozen, date(2027, 11, 19))
    assert ring_due() == 0
    at_day(frozen, date(2027, 11, 20))

    assert ring_due() == 1 and ring_due() == 0

    review = YearlyReview.objects.get(publication=publication)
    answer_review(review, answers=dict.fromkeys(yearly.QUESTIONS, "same"), by=frozen.jonas)
    with pytest.raises(Refused) as refused:
        answer_review(review, answers=dict.fromkeys(yearly.QUESTIONS, "same"), by=frozen.jonas)
    assert refused.value.code == "already_answered"
    at_day(frozen, date(2028, 11, 20))
    assert ring_due() == 1 and publication.reviews.count() == 2


# The watch ------------------------------------------------------------------------------------------
def answered(publication: Publication, **facts: Any) -> None:
    """Make the watch due, and let the look-up it asks for be answered with these facts alone."""
    Publication.objects.filter(pk=publication.pk).update(watch_due_at=now(publication.organization))
    assert watch(publication)
    publication.refresh_from_db()
    lookup = publication.lookup
    assert lookup is not None and not watch(publication), "the look-up is not done yet"
    by_source = {
        "rdap": ("registered", "registrar", "expires_on", "holds"),
        "dns": ("points_to",),
        "account_domain": ("filed",),
        "account_filings": ("filed_here", "subject_here", "risks"),
    }
    for source, names in by_source.items():
        found = [
            {
                "name": name,
                "value": facts.get(name),
                "why": "" if name in facts else "no_answer",
                "detail": "",
            }
            for name in names
        ]
        lookup.answers.filter(source=source).update(
            state=SourceAnswer.State.KNOWN, findings=found, seen_at=lookup.created_at
        )
    DomainLookup.objects.filter(pk=lookup.pk).update(state="done", finished_at=lookup.created_at)
    assert watch(publication)
    publication.refresh_from_db()


def open_codes(publication: Publication) -> set[str]:
    return set(publication.findings.filter(cleared_at=None).values_list("code", flat=True))


WELL: dict[str, Any] = {
    "registered": True,
    "registrar": {"id": 420, "name": "HiChina"},
    "expires_on": "2030-01-01",
    "holds": [],
    "points_to": {"region": "mainland", "targets": []},
    "filed": True,
    "filed_here": {"number": "沪ICP备2026019482号-1", "kind": "website", "is_ours": True, "name": ""},
    "risks": [],
}


def test_all_is_well_and_nothing_is_found(frozen: World, granted: Granted) -> None:
    publication = granted()

    answered(publication, **WELL)

    assert open_codes(publication) == set() and publication.registrar_before == "420"
    assert publication.was_listed and publication.watched_at == frozen.customer.frozen_at
    assert publication.watched_at and publication.watch_due_at == publication.watched_at + schedule.WEEK


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"points_to": {"region": "overseas", "targets": []}}, "left_mainland"),
        ({"points_to": {"region": "hk_mo_tw", "targets": []}}, "left_mainland"),
        ({"filed_here": None}, "left_provider"),
        ({"filed": False}, "not_filed"),
        ({"filed_here": {"number": "x", "kind": "website", "is_ours": False, "name": ""}}, "holder_changed"),
        ({"registrar": {"id": 146, "name": "GoDaddy"}}, "registrar_changed"),
        ({"registered": False}, "not_registered"),
        ({"expires_on": "2027-02-01"}, "expires_90"),
        ({"expires_on": "2026-12-20"}, "expires_45"),
        ({"expires_on": "2026-11-20"}, "expires_0"),
        ({"holds": ["clientHold"]}, "held"),
        (
            {"risks": [{"source": "域名未解析至境内", "deadline": "2026年12月28日0点", "suggestions": []}]},
            "risk",
        ),
    ],
)
def test_what_endangers_a_number_is_found_once(
    facts: dict[str, Any], code: str, frozen: World, granted: Granted
) -> None:
    publication = granted()
    answered(publication, **WELL)

    answered(publication, **{**WELL, **facts})
    answered(publication, **{**WELL, **facts})

    assert code in open_codes(publication)
    assert told(publication, "publication.watch_found").count(("publication.watch_found", code)) == 1
    answered(publication, **WELL)
    assert open_codes(publication) == set()


def test_a_source_that_is_silent_neither_finds_nor_settles(frozen: World, granted: Granted) -> None:
    publication = granted()
    answered(publication, **{**WELL, "points_to": {"region": "overseas", "targets": []}})

    answered(publication)

    assert open_codes(publication) == {"left_mainland"}
    assert told(publication, "publication.watch") == [("publication.watch_found", "left_mainland")]


def test_what_the_provider_never_listed_has_not_left_its_list(frozen: World, granted: Granted) -> None:
    publication = granted()

    answered(publication, **{**WELL, "filed_here": None})

    assert open_codes(publication) == set() and not publication.was_listed


def test_a_risk_keeps_the_deadline_of_the_provider(frozen: World, granted: Granted) -> None:
    publication = granted()

    answered(
        publication,
        risks=[{"source": "域名未解析至境内", "deadline": "2026年12月28日0点", "suggestions": []}],
    )

    finding = WatchFinding.objects.get(publication=publication)
    assert finding.source == "域名未解析至境内"
    assert finding.deadline_at == datetime(2026, 12, 28, tzinfo=BEIJING)
