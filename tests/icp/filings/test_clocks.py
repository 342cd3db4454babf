"""The clocks: 24 hours that count weekends and changed clocks, and reminders that are said once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from icp.filings import clockwork
from icp.filings.models import Filing
from icp.filings.rules import deadlines
from icp.filings.rules.deadlines import BEIJING
from icp.filings.workflow import save_answers
from portal.accounts.models import Organization, User
from portal.events.models import Event
from portal.notifications.models import Notice
from tests.icp.filings.cases import brought_to, draft
from tests.portal.notifications.news import tell_everything
from tests.world import World

pytestmark = pytest.mark.django_db


def freeze(world: World, at: datetime) -> None:
    Organization.objects.filter(pk=world.customer.pk).update(is_test=True, frozen_at=at)
    world.customer.refresh_from_db()


def rung(filing: Filing) -> list[tuple[str, int | None]]:
    rows = Event.objects.filter(subject_id=filing.pk, actor=None).order_by("sequence")
    return [(row.type, row.payload.get("passed")) for row in rows]


def test_the_text_message_over_new_year_is_said_five_times_and_then_missed(world: World) -> None:
    sent = datetime(2026, 12, 31, 20, 15, tzinfo=BEIJING)
    freeze(world, sent)
    filing = brought_to("SMS_PENDING", world)
    assert filing.due_at == sent + timedelta(hours=24)

    for hours in range(1, 25):
        freeze(world, sent + timedelta(hours=hours))
        clockwork.ring(filing.pk)
        clockwork.ring(filing.pk)

    filing.refresh_from_db()
    assert rung(filing) == [
        *(("filing.sms_reminder", hours) for hours in (1, 6, 12, 20, 23)),
        ("filing.sms_timed_out", None),
    ]
    assert filing.state == "SMS_RETURNED"
    assert filing.due_at == sent + timedelta(hours=24, days=45)


def test_a_worker_that_was_away_says_the_newest_reminder_only(world: World) -> None:
    sent = datetime(2026, 10, 1, 8, tzinfo=BEIJING)
    freeze(world, sent)
    filing = brought_to("SMS_PENDING", world)

    freeze(world, sent + timedelta(hours=13))
    clockwork.ring(filing.pk)

    assert rung(filing) == [("filing.sms_reminder", 12)]
    freeze(world, sent + timedelta(hours=20))
    clockwork.ring(filing.pk)
    assert rung(filing)[1:] == [("filing.sms_reminder", 20)]


def test_the_sweep_finds_what_is_due_by_each_organizations_own_time(world: World) -> None:
    sent = datetime(2027, 5, 1, 8, tzinfo=BEIJING)
    freeze(world, sent)
    filing = brought_to("SMS_PENDING", world)
    assert filing.pk not in set(clockwork.due().values_list("filing_id", flat=True))

    freeze(world, sent + timedelta(hours=1))

    assert filing.pk in set(clockwork.due().values_list("filing_id", flat=True))
    clockwork.ring_due()
    assert rung(filing) == [("filing.sms_reminder", 1)]


@pytest.mark.parametrize("place", ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Sydney"])
@pytest.mark.parametrize(
    "day", [date(2026, 3, 28), date(2026, 10, 24), date(2026, 11, 1), date(2026, 12, 31)]
)
def test_24_hours_are_24_hours_where_clocks_are_changed(place: str, day: date) -> None:
    sent = datetime(day.year, day.month, day.day, 22, 30, tzinfo=ZoneInfo(place))

    clock = deadlines.sms(sent)

    assert clock.due_at.astimezone(UTC) - sent.astimezone(UTC) == timedelta(hours=24)
    assert [at.astimezone(UTC) - sent.astimezone(UTC) for _hours, at in clock.reminders] == [
        timedelta(hours=hours) for hours in (1, 6, 12, 20, 23)
    ]


def test_an_order_that_stands_still_is_closed_after_45_days_and_a_change_begins_them_anew(
    world: World,
) -> None:
    began = datetime(2026, 11, 27, 9, tzinfo=BEIJING)
    freeze(world, began)
    filing = draft(world)
    freeze(world, began + timedelta(days=44))
    clockwork.ring(filing.pk)
    assert rung(filing) == [("filing.idle_reminder", 44)]

    save_answers(filing, {"site_name": "北风机械有限公司"}, by=world.lena)
    freeze(world, began + timedelta(days=46))
    clockwork.ring(filing.pk)
    filing.refresh_from_db()
    assert filing.state == "DRAFT"

    freeze(world, began + timedelta(days=44 + 45))
    clockwork.ring(filing.pk)
    filing.refresh_from_db()
    assert filing.state == "EXPIRED" and filing.ended_at is not None and filing.due_at is None


def test_reviews_count_made_up_working_days_and_say_what_is_provisional() -> None:
    # 30 September 2026 is followed by the National Day holiday; Saturday 10 October is worked.
    review = deadlines.review("PRELIM_REVIEW", date(2026, 9, 30), "Beijing")
    assert (review.earliest, review.latest) == (date(2026, 10, 8), date(2026, 10, 9))
    authority = deadlines.review("CA_REVIEW", date(2026, 9, 30), "Beijing")
    assert authority.latest == date(2026, 11, 3)  # 8, 9 and the made-up Saturday 10 among twenty working days
    assert deadlines.review("CA_REVIEW", date(2026, 9, 30), "Zhejiang").working_days == (1, 30)
    assert deadlines.review("CA_REVIEW", date(2026, 12, 20), "Beijing").provisional
    assert not deadlines.review("CA_REVIEW", date(2026, 10, 20), "Beijing").provisional


def test_a_review_that_is_late_is_said_once_and_ends_nothing(world: World) -> None:
    freeze(world, datetime(2026, 9, 30, 9, tzinfo=BEIJING))
    filing = brought_to("PRELIM_REVIEW", world)
    assert filing.due_at == datetime(2026, 10, 10, tzinfo=BEIJING)

    for day in (10, 11, 12):
        freeze(world, datetime(2026, 10, day, 1, tzinfo=BEIJING))
        clockwork.ring(filing.pk)

    filing.refresh_from_db()
    assert rung(filing) == [("filing.review_late", None)] and filing.state == "PRELIM_REVIEW"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("", []),
        ("Asia/Shanghai", []),
        # The clocks of New York go back in the night between: 24 hours are 24 hours.
        ("America/New_York", ["until 2026-11-01 07:15 in America/New York"]),
    ],
)
def test_a_reminder_says_the_moment_in_beijing_and_in_the_readers_own_time(
    world: World, zone: str, said: list[str]
) -> None:
    sent = datetime(2026, 10, 31, 20, 15, tzinfo=BEIJING)
    freeze(world, sent)
    filing = brought_to("SMS_PENDING", world)
    User.objects.filter(pk=world.lena.pk).update(time_zone=zone)
    tell_everything()

    freeze(world, sent + timedelta(hours=1))
    clockwork.ring(filing.pk)
    tell_everything()

    told = Notice.objects.filter(person=world.lena, rule="filing.sms_reminder")
    assert {row.channel for row in told} == {"inbox", "mail"}
    for row in told:
        assert [line["en"] for line in row.lines] == ["23 h, until 2026-11-01 20:15 in Beijing", *said]
