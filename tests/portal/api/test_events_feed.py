from __future__ import annotations

import threading
import time

import pytest
from django.db import connections, transaction

from portal.api import waiting
from portal.events.models import Event
from portal.events.recording import record

FEED = "/api/v1/events/"


def tell(organization, user, count: int = 1, audience: str = "customer") -> list[Event]:
    with transaction.atomic():
        return [
            record(
                "organization.opened",
                organization=organization,
                subject=organization,
                actor=user,
                payload={"number": number},
                detail={"name": "Lena Vogt"},
                audience=audience,
            )
            for number in range(count)
        ]


@pytest.fixture
def lena(world, program):
    return program(world.lena, world.customer)


def test_the_feed_counts_without_gaps_from_where_one_stopped(world, lena):
    tell(world.customer, world.lena, 3)
    tell(world.customer, world.lena, 2, audience="staff")
    tell(world.customer, world.lena, 2)
    positions, path = [], f"{FEED}?page_size=2"
    while rows := lena.get(path).json()["results"]:
        positions += [row["position"] for row in rows]
        path = f"{FEED}?page_size=2&after={positions[-1]}"
    assert positions == list(range(1, len(positions) + 1))
    assert len(positions) == 5 + 1  # the opening of the key itself is told as well


def test_next_leads_on_even_from_an_empty_page(world, lena):
    document = lena.get(FEED).json()
    path = document["next"]
    assert lena.get(path).json()["results"] == []
    tell(world.customer, world.lena)
    assert len(lena.get(path).json()["results"]) == 1


def test_an_event_says_what_happened_and_nothing_personal(world, lena):
    event = tell(world.customer, world.lena)[0]
    row = lena.get(f"{FEED}?after={event.feed_position - 1}").json()["results"][0]
    assert row == {
        "id": str(event.pk),
        "position": event.feed_position,
        "type": "organization.opened",
        "subject": {"type": "organization", "id": str(world.customer.pk)},
        "actor": "person",
        "payload": {"number": 0},
        "occurred_at": row["occurred_at"],
    }
    assert row["occurred_at"].endswith("Z")
    assert "Vogt" not in str(row)


def test_events_for_staff_and_of_strangers_are_not_in_the_feed(world, lena):
    before = lena.get(FEED).json()["results"]
    tell(world.customer, world.priya, audience="staff")
    tell(world.stranger, world.omar)
    assert lena.get(FEED).json()["results"] == before


def test_a_customer_cannot_name_another_organization(world, lena):
    tell(world.stranger, world.omar)
    foreign = lena.get(f"{FEED}?organization={world.stranger.pk}")
    absent = lena.get(f"{FEED}?organization=0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e")
    assert (foreign.status_code, absent.status_code) == (404, 404)


def test_staff_name_the_organization_whose_feed_they_read(world, program):
    tell(world.customer, world.lena)
    priya = program(world.priya, world.operator, ("events:read",))
    rows = priya.get(f"{FEED}?organization={world.customer.pk}").json()["results"]
    assert rows[-1]["subject"]["id"] == str(world.customer.pk)


@pytest.mark.parametrize("after", ["-1", "one", "", "1.0", "9" * 30, "٣"])
def test_a_position_that_cannot_be_is_refused(lena, after):
    assert lena.get(f"{FEED}?after={after}").json()["code"] == "bad_position"


def test_an_organization_that_is_no_id_is_refused(lena):
    assert lena.get(f"{FEED}?organization=nordwind").json()["code"] == "bad_id"


def test_an_empty_page_says_when_to_ask_again(lena):
    answer = lena.get(f"{FEED}?after=1000")
    assert answer["Retry-After"] == "5"
    assert "Preference-Applied" not in answer


def test_who_wishes_to_wait_is_made_to_wait_that_long(lena):
    begun = time.monotonic()
    answer = lena.get(f"{FEED}?after=1000", Prefer="respond-async, wait=1")
    assert 0.9 <= time.monotonic() - begun < 8
    assert answer["Preference-Applied"] == "wait=1"
    assert answer["Retry-After"] == "1"


@pytest.mark.parametrize("wish", ["wait=soon", "wait", "await=5", "wait=-1", "x" * 500])
def test_a_wish_that_cannot_be_read_is_none(lena, wish):
    begun = time.monotonic()
    assert "Preference-Applied" not in lena.get(f"{FEED}?after=1000", Prefer=wish)
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(("wish", "seconds"), [("wait=99", 10), ("WAIT=3", 3), ('a=b; wait="2"', 2)])
def test_nobody_waits_longer_than_ten_seconds(rf, wish, seconds):
    assert waiting.seconds_asked(rf.get("/", headers={"Prefer": wish})) == seconds


def test_without_room_for_waiting_the_answer_comes_at_once(lena):
    taken = 0
    while waiting._room.acquire(blocking=False):
        taken += 1
    try:
        assert taken <= waiting.THREADS / 3
        begun = time.monotonic()
        answer = lena.get(f"{FEED}?after=1000", Prefer="wait=10")
        assert time.monotonic() - begun < 8
        assert answer["Retry-After"] == "5"
    finally:
        for _ in range(taken):
            waiting._room.release()


@pytest.mark.committed
def test_an_event_that_comes_while_waiting_ends_the_wait(world, program, wait_for):
    lena = program(world.lena, world.customer)
    path = lena.get(FEED).json()["next"]
    answers = []

    def wait() -> None:
        answers.append(lena.get(path, Prefer="wait=10").json()["results"])
        connections.close_all()

    thread = threading.Thread(target=wait)
    thread.start()
    tell(world.customer, world.lena)
    thread.join(8)
    assert [row["type"] for row in answers[0]] == ["organization.opened"]
