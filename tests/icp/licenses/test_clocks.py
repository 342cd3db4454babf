"""40 to 60 working days over New Year, five years of reports and renewals; each said once, in order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from icp.licenses import workflow
from icp.licenses.clockwork import ring_due
from icp.licenses.models import License
from icp.licenses.rules import clock
from icp.licenses.rules.lifecycle import MOVES
from icp.licenses.tasks import sweep
from portal.calendar.working_days import is_working_day
from portal.events.models import Event
from portal.notifications.rules.table import RULES
from portal.notifications.sources import describe
from portal.refusals import Malformed, Refused
from tests.icp.licenses.cases import BEGAN, NUMBER, at_day, brought_to
from tests.world import World

pytestmark = pytest.mark.django_db
ENDS = date(2031, 12, 1)


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


def told(license: License, *names: str) -> list[tuple[str, Any]]:
    """What the clock said: its name, and the year that it is about."""
    rows = Event.objects.filter(subject_id=license.pk, actor=None).order_by("sequence")
    found = [(row.type.removeprefix("license."), row.payload.get("year")) for row in rows]
    return [each for each in found if not names or each[0] in names]


def days_on(world: World, first: date, last: date, step: int = 1) -> None:
    """Let the clock run through these days, with three sweeps on each that is looked at."""
    day = first
    while day <= last:
        for hour in (8, 10, 23):
            at_day(world, day, hour)
            ring_due()
        day += timedelta(days=step)


def test_a_review_over_new_year_is_counted_in_working_days() -> None:
    span = clock.review(BEGAN)

    for day, count in ((span.earliest, 40), (span.latest, 60)):
        after = [BEGAN + timedelta(days=n) for n in range(1, (day - BEGAN).days + 1)]
        assert sum(map(is_working_day, after)) == count and is_working_day(day)
    assert span.earliest.year == 2027 and span.provisional
    # New Year and the Spring Festival lie in it: more than eight weeks.
    assert (span.latest - BEGAN).days > 60 * 7 / 5
    assert not clock.review(date(2026, 3, 2)).provisional


def test_a_late_answer_is_said_once_after_the_last_day(frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen)
    latest = clock.review(BEGAN).latest
    at_day(frozen, latest, 23)
    assert ring_due() == 0

    at_day(frozen, latest + timedelta(days=1), 1)

    assert ring_due() == 1 and ring_due() == 0
    assert [name for name, _year in told(license)] == ["review_late"]
    workflow.grant_license(license, number=NUMBER, by=frozen.wei)
    license.refresh_from_db()
    assert license.next_at is not None


def test_what_is_back_with_the_customer_is_not_late(frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen)
    workflow.correct_license(license, reason="请补充", by=frozen.wei)
    at_day(frozen, date(2028, 1, 1))

    assert ring_due() == 0


def test_five_years_day_by_day(frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    assert license.valid_until == ENDS

    days_on(frozen, BEGAN, date(2027, 4, 2))
    workflow.report_license(license, by=frozen.lena)
    days_on(frozen, date(2027, 12, 30), date(2028, 1, 6))
    workflow.report_license(license, by=frozen.lena)
    days_on(frozen, date(2028, 1, 7), date(2028, 4, 1))
    days_on(frozen, date(2031, 1, 1), date(2031, 12, 2))

    assert told(license) == [
        *[("report_due", 2026)] * 3,
        ("report_due", 2027),
        # Nobody swept for two years: the newest is said, once.
        ("report_due", 2029),
        *[("report_due", 2030)] * 3,
        *[("renewal_due", None)] * 3,
        ("expired", None),
    ]
    license.refresh_from_db()
    assert (license.state, license.next_at, license.due_at) == ("EXPIRED", None, None)


@pytest.mark.parametrize(
    ("day", "hour", "name"),
    [
        (date(2027, 1, 5), 9, "report_due"),
        (date(2027, 3, 1), 9, "report_due"),
        (date(2027, 3, 25), 9, "report_due"),
        (ENDS - timedelta(days=120), 9, "renewal_due"),
        (ENDS - timedelta(days=90), 9, "renewal_due"),
        (ENDS - timedelta(days=30), 9, "renewal_due"),
        (ENDS + timedelta(days=1), 0, "expired"),
    ],
)
def test_each_moment_comes_on_its_hour(day: date, hour: int, name: str, frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    before = day - timedelta(days=1) if hour == 0 else day
    at_day(frozen, before, hour - 1 if hour else 23)
    ring_due()
    already = len(told(license, name))

    at_day(frozen, day, hour)
    sweep()
    sweep()

    assert len(told(license, name)) == already + 1


def test_a_renewal_that_is_asked_for_is_not_reminded_of(frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    at_day(frozen, ENDS - timedelta(days=100))
    ring_due()
    workflow.ask_renewal(license, by=frozen.wei)
    at_day(frozen, ENDS - timedelta(days=10))
    ring_due()
    assert len(told(license, "renewal_due")) == 1

    at_day(frozen, ENDS + timedelta(days=3))
    assert ring_due() == 1 and ring_due() == 0
    license.refresh_from_db()
    assert license.state == "RENEWING" and told(license)[-1][0] == "validity_ended"

    workflow.renew_license(license, by=frozen.wei)
    license.refresh_from_db()
    assert license.state == "GRANTED" and license.valid_until == date(2036, 12, 1)
    at_day(frozen, date(2032, 1, 6))
    ring_due()
    assert told(license)[-1] == ("report_due", 2031)


@pytest.mark.parametrize("swept", [True, False])
@pytest.mark.parametrize(("left", "state"), [(20, "GRANTED"), (-3, "EXPIRED")])
def test_a_refused_renewal_ends_on_the_last_day(left: int, state: str, swept: bool, frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    at_day(frozen, ENDS - timedelta(days=100))
    workflow.ask_renewal(license, by=frozen.wei)
    at_day(frozen, ENDS - timedelta(days=left))
    if swept:
        ring_due()
    workflow.refuse_renewal(license, reason="资料不全", by=frozen.wei)

    assert ring_due() == (state == "EXPIRED") and ring_due() == 0

    license.refresh_from_db()
    assert license.state == state
    at_day(frozen, ENDS + timedelta(days=1))
    ring_due()
    license.refresh_from_db()
    assert license.state == "EXPIRED" and told(license, "renewal_due") == []


def test_a_license_entered_late_says_the_newest_at_once(frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen)
    workflow.grant_license(
        license,
        number=NUMBER,
        granted_on=date(2022, 1, 20),
        valid_until=date(2027, 1, 20),
        by=frozen.wei,
    )

    assert ring_due() == 1 and ring_due() == 0
    assert told(license) == [
        ("report_due", 2025),
        ("renewal_due", None),
    ]


def test_a_report_is_open_once_a_year_is_over(frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    at_day(frozen, date(2026, 12, 31), 23)
    with pytest.raises(Refused) as refused:
        workflow.report_license(license, by=frozen.lena)
    assert refused.value.code == "no_report_open"
    at_day(frozen, date(2027, 1, 1), 0)

    workflow.report_license(license, by=frozen.jonas)

    license.refresh_from_db()
    assert license.reported_year == 2026
    with pytest.raises(Refused):
        workflow.report_license(license, by=frozen.lena)
    at_day(frozen, date(2027, 3, 30))
    assert ring_due() == 0


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-12-02", None),
        ("1999-01-01", None),
        ("2021-01-01", "2026-11-30"),
        ("2026-12-01", "2026-12-01"),
        (None, "2037-01-01"),
    ],
)
def test_days_that_do_not_fit_are_refused(since: str | None, until: str | None, frozen: World) -> None:
    license = brought_to("IN_REVIEW", frozen)

    with pytest.raises(Malformed) as refused:
        workflow.grant_license(
            license,
            number=NUMBER,
            granted_on=date.fromisoformat(since) if since else None,
            valid_until=date.fromisoformat(until) if until else None,
            by=frozen.wei,
        )

    assert refused.value.code == "days_do_not_fit"


def test_a_renewal_leads_on(frozen: World) -> None:
    license = brought_to("RENEWING", frozen)

    for until in (ENDS, ENDS.replace(year=2042)):
        with pytest.raises(Malformed):
            workflow.renew_license(license, valid_until=until, by=frozen.wei)


def test_notices_are_about_events_that_happen_and_find_their_license(frozen: World) -> None:
    said = {"report_due", "renewal_due", "validity_ended", "review_late"}
    types = {move.event for move in MOVES} | {f"license.{name}" for name in said}
    assert {type for type in RULES if type.startswith("license.")} <= types
    license = brought_to("GRANTED", frozen)
    at_day(frozen, date(2027, 1, 6))
    ring_due()

    for event in Event.objects.filter(subject_id=license.pk):
        about = describe(event)
        assert about is not None and about.reference == "L-1" and about.sender_id == frozen.lena.pk
        rule = RULES.get(event.type)
        assert rule is None or bool(rule.lines) == bool(about.lines), event.type
