"""What waits for a specialist: in which order, in whose hands, and who sees it at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icp.filings.rules.deadlines import end_of_day
from icp.licenses import workflow
from icp.licenses.clockwork import ring_due
from icp.licenses.models import License
from icp.licenses.rules import clock, lifecycle
from portal.accounts.models import Membership, User
from portal.events.models import Event
from portal.refusals import Forbidden, Refused
from tests.icp.licenses.cases import BEGAN, NUMBER, at_day, brought_to
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
ENDS = date(2031, 12, 1)
DESK = "/zh-hans/desk/licenses/"


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


@pytest.fixture
def colleague(world: World) -> User:
    other = User.objects.create(email="chen.hao@example.com", name="Chen Hao")
    Membership.objects.create(organization=world.operator, user=other, role="filing_specialist")
    return other


def copies(license: License, count: int, **fields: Any) -> list[License]:
    """Other licenses like it, on the desk one hour apart; ended ones may be many."""
    assert license.desk_at is not None
    return License.objects.bulk_create(
        License(
            organization=license.organization,
            number=1000 + number,
            filing=license.filing,
            state="ENDED",
            state_since=license.state_since,
            opened_by=license.opened_by,
            opened_at=license.opened_at,
            submitted_at=license.submitted_at,
            desk_at=license.desk_at + timedelta(hours=number + 1),
            **fields,
        )
        for number in range(count)
    )


def shown(browser: Client, view: str = "") -> list[Any]:
    return [row.license.pk for row in browser.get(f"{DESK}{view}").context["rows"]]


# When it waits ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", lifecycle.STATES)
def test_only_what_waits_for_us_is_on_the_desk(state: str, frozen: World) -> None:
    license = License.objects.get(pk=brought_to(state, frozen).pk)

    waits = License.objects.on_the_desk().filter(pk=license.pk).exists()

    assert waits == (state in ("CHECKING", "IN_REVIEW", "RENEWING"))
    by = {
        # Two working days after Tuesday.
        "CHECKING": end_of_day(date(2026, 12, 3)),
        "IN_REVIEW": end_of_day(clock.review(BEGAN).latest),
        "RENEWING": end_of_day(ENDS),
    }
    assert license.desk_at == by.get(state)


def test_a_renewal_comes_to_the_desk_with_its_first_reminder(frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    at_day(frozen, ENDS - timedelta(days=121), 23)
    ring_due()
    license.refresh_from_db()
    assert license.desk_at is None

    at_day(frozen, ENDS - timedelta(days=120), 9)
    ring_due()

    license.refresh_from_db()
    assert license.desk_at == end_of_day(ENDS - timedelta(days=90))
    workflow.amend_license(license, number=NUMBER, by=frozen.wei)
    license.refresh_from_db()
    assert license.desk_at is not None, "a mended number takes nothing off the desk"
    workflow.ask_renewal(license, by=frozen.wei)
    workflow.refuse_renewal(license, reason="资料不全", by=frozen.wei)
    license.refresh_from_db()
    assert license.desk_at is None


# In whose hands -----------------------------------------------------------------------------------------
def test_a_license_is_in_one_persons_hands(frozen: World, colleague: User) -> None:
    license = workflow.claim_license(brought_to("CHECKING", frozen), by=frozen.wei)
    assert license.assigned_to == frozen.wei
    assert workflow.claim_license(license, by=frozen.wei).assigned_to == frozen.wei

    for act in (
        lambda: workflow.claim_license(license, by=colleague),
        lambda: workflow.lodge_license(license, by=colleague),
        lambda: workflow.return_license(license, reason="x", by=colleague),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "held_by_another" and "Wei" in refused.value.message
    with pytest.raises(Refused) as refused:
        workflow.hand_back_license(license, by=colleague)
    assert refused.value.code == "not_in_hand"

    workflow.claim_license(license, take_over=True, by=colleague)
    workflow.hand_back_license(license, by=colleague)
    workflow.lodge_license(license, by=frozen.wei)
    told = Event.objects.filter(subject_id=license.pk, audience="staff").order_by("sequence")
    assert [row.type for row in told] == ["license.claimed", "license.taken_over", "license.handed_back"]


def test_a_customer_acts_whoever_has_it_in_hand(frozen: World) -> None:
    license = workflow.claim_license(brought_to("CHECKING", frozen), by=frozen.wei)

    assert workflow.withdraw_license(license, by=frozen.lena).state == "PREPARING"


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_what_is_not_on_the_desk_is_not_claimed(state: str, frozen: World) -> None:
    license = brought_to(state, frozen)
    if License.objects.on_the_desk().filter(pk=license.pk).exists():
        assert workflow.claim_license(license, by=frozen.wei).assigned_to == frozen.wei
        return
    with pytest.raises(Refused) as refused:
        workflow.claim_license(license, by=frozen.wei)
    assert refused.value.code == "not_on_the_desk"


@pytest.mark.parametrize("who", ["lena", "mia", "omar", "priya", "otto"])
def test_specialists_alone_take_it_in_hand(who: str, frozen: World) -> None:
    license = brought_to("CHECKING", frozen)

    for verb in (workflow.claim_license, workflow.hand_back_license):
        with pytest.raises(Forbidden):
            verb(license, by=getattr(frozen, who))


# The page -----------------------------------------------------------------------------------------------
def test_the_desk_lists_what_was_sent_by_least_time_left(client_for: ClientFor, frozen: World) -> None:
    first = brought_to("CHECKING", frozen)
    second = brought_to("IN_REVIEW", frozen)
    unsent = brought_to("PREPARING", frozen)
    wei = client_for(frozen.wei)

    assert shown(wei) == [first.pk, second.pk]
    assert shown(wei, "?show=review") == [first.pk]
    assert shown(wei, "?show=renewal") == shown(wei, "?show=mine") == []
    text = wei.get(DESK).content.decode()
    assert "许可证" in text and "L-1" in text and unsent.reference not in text
    assert wei.post(f"/zh-hans/licenses/{first.pk}/", {"do": "claim"}).status_code == 302
    assert shown(wei, "?show=mine") == [first.pk] and shown(wei, "?show=free") == [second.pk]
    assert wei.post(f"/zh-hans/licenses/{first.pk}/", {"do": "hand_back"}).status_code == 302
    assert shown(wei, "?show=mine") == [] and DESK in wei.get("/zh-hans/desk/").content.decode()
    for who in ("lena", "mia", "omar", "priya", "otto"):
        assert client_for(getattr(frozen, who)).get(DESK).status_code == 403, who


def test_what_was_never_sent_is_nobodys_work(client_for: ClientFor, frozen: World) -> None:
    """Even a row that says it waits: a specialist sees what was sent."""
    license = brought_to("PREPARING", frozen)
    License.objects.filter(pk=license.pk).update(desk_at=license.state_since)
    wei = client_for(frozen.wei)

    assert shown(wei) == []
    assert wei.post(f"/en/licenses/{license.pk}/", {"do": "claim"}).status_code == 404


def test_the_page_of_a_license_says_who_has_it(client_for: ClientFor, frozen: World, colleague: User) -> None:
    license = brought_to("CHECKING", frozen)
    address = f"/en/licenses/{license.pk}/"
    wei, lena = client_for(frozen.wei), client_for(frozen.lena)
    assert "nobody's hands" in wei.get(address).content.decode()
    wei.post(address, {"do": "claim"})

    assert "in the hands of Wei" in wei.get(address).content.decode()
    theirs = client_for(colleague).get(address).content.decode()
    assert "Take it over" in theirs
    refused = client_for(colleague).post(address, {"do": "lodge"})
    assert refused.status_code == 409 and "in the hands of Wei" in refused.content.decode()
    assert client_for(colleague).post(address, {"do": "claim"}).status_code == 409
    assert client_for(colleague).post(address, {"do": "claim", "take_over": "yes"}).status_code == 302
    text = lena.get(address).content.decode()
    assert "in the hands of" not in text and "Taken over" not in text and 'value="claim"' not in text
    assert lena.post(address, {"do": "claim"}).status_code == 403


def test_the_desk_comes_in_pages_and_asks_no_more_with_more_rows(
    client_for: ClientFor, frozen: World, say: Callable[[str], None]
) -> None:
    license = License.objects.get(pk=brought_to("CHECKING", frozen).pk)
    wei = client_for(frozen.wei)
    wei.get(DESK)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert wei.get(DESK).status_code == 200
        return len(queries)

    few = asked()
    copies(license, 40, assigned_to=frozen.wei)

    say(f"desk of licenses: {few} queries")
    assert asked() == few <= 10
    page = wei.get(DESK).context["page"]
    assert len(page.rows) == 25 and page.next_url
    rest = wei.get(page.next_url).context["rows"]
    assert len(rest) == 16 and not {row.license.pk for row in rest} & {row.pk for row in page.rows}


@pytest.mark.parametrize("view", ["", "?show=mine"])
def test_the_desk_reads_its_index(view: str, client_for: ClientFor, frozen: World) -> None:
    """Ten thousand rows that do not wait are not looked at."""
    license = License.objects.get(pk=brought_to("CHECKING", frozen).pk)
    copies(license, 2000, assigned_to=frozen.wei)
    License.objects.filter(number__gte=1030).update(desk_at=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE icp_license")
    with CaptureQueriesContext(connection) as queries:
        client_for(frozen.wei).get(f"{DESK}{view}")
    asked = next(row["sql"] for row in queries if 'ORDER BY "icp_license"."desk_at"' in row["sql"])

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "license_desk" in plan and "Seq Scan on icp_license" not in plan, plan


# The dashboard ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "day", "said"),
    [
        ("PREPARING", BEGAN, ["Go on with L-1"]),
        ("RETURNED", BEGAN, ["Mend L-1 and send it again"]),
        ("CHECKING", BEGAN, []),
        ("IN_REVIEW", BEGAN, []),
        ("GRANTED", BEGAN, []),
        ("GRANTED", date(2026, 12, 31), []),
        ("GRANTED", date(2027, 1, 1), ["Send the report of L-1 for 2026"]),
        ("RENEWING", date(2027, 1, 1), ["Send the report of L-1 for 2026"]),
        ("ENDED", date(2027, 1, 1), []),
        (
            "GRANTED",
            ENDS - timedelta(days=119),
            ["Prepare the renewal of L-1", "Send the report of L-1 for 2030"],
        ),
    ],
)
def test_the_dashboard_says_what_waits_for_the_customer(
    state: str, day: date, said: list[str], client_for: ClientFor, frozen: World
) -> None:
    license = brought_to(state, frozen)
    at_day(frozen, day)
    ring_due()

    needs = client_for(frozen.lena).get("/en/home/").context["needs"]

    address = f"/en/licenses/{license.pk}/"
    assert sorted(str(need.text) for need in needs if need.url == address) == sorted(said)
    assert "L-1" not in client_for(frozen.omar).get("/en/home/").content.decode()
    chinese = client_for(frozen.lena).get("/zh-hans/home/").content.decode()
    assert all(words not in chinese for words in said) and ("L-1" in chinese) == bool(said)


def test_licenses_that_need_nothing_crowd_nobody_out(client_for: ClientFor, frozen: World) -> None:
    """Reported already, or granted this year: more of them than the dashboard asks for."""
    for number in range(12):
        quiet = brought_to("GRANTED", frozen)
        change = {"reported_year": 2026} if number % 2 else {"granted_on": date(2027, 1, 2)}
        License.objects.filter(pk=quiet.pk).update(**change)
    last = brought_to("GRANTED", at_day(frozen, BEGAN + timedelta(days=1)))
    at_day(frozen, date(2027, 2, 1))

    needs = client_for(frozen.lena).get("/en/home/").context["needs"]

    said = [str(need.text) for need in needs if "report of" in str(need.text)]
    assert said == [f"Send the report of {last.reference} for 2026"]


def test_a_report_that_is_in_waits_no_more(client_for: ClientFor, frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    at_day(frozen, date(2027, 2, 1))
    assert "Send the report of L-1 for 2026" in client_for(frozen.lena).get("/en/home/").content.decode()

    workflow.report_license(license, by=frozen.lena)

    assert "Send the report of L-1" not in client_for(frozen.lena).get("/en/home/").content.decode()


def test_a_specialist_sees_what_they_have_in_hand_on_the_dashboard(
    client_for: ClientFor, frozen: World
) -> None:
    license = brought_to("CHECKING", frozen)
    wei = client_for(frozen.wei)
    assert "Read L-1" not in wei.get("/en/home/").content.decode()

    workflow.claim_license(license, by=frozen.wei)

    assert "Read L-1 of Nordwind" in wei.get("/en/home/").content.decode()
