from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Organization

LIST = "/api/v1/organizations/"


@pytest.fixture
def priya(world, program):
    """A staff key, and 23 organizations of which five were made in the same instant."""
    now = timezone.now()
    for number in range(23):
        organization = Organization.objects.create(name=f"Customer {number}")
        at = now - timedelta(days=1) if number < 5 else now - timedelta(minutes=number)
        Organization.objects.filter(pk=organization.pk).update(created_at=at)
    return program(world.priya, world.operator, ("organizations:read",))


def expected() -> list[str]:
    rows = Organization.objects.order_by("-created_at", "-id").values_list("pk", flat=True)
    return [str(pk) for pk in rows]


def walk(program, path: str, word: str) -> tuple[list[list[str]], str]:
    """Ids page by page along `next` or `previous`, and the address of the last page."""
    pages = []
    while path:
        last, document = path, program.get(path).json()
        pages.append([row["id"] for row in document["results"]])
        path = document[word]
    return pages, last


def test_following_next_sees_every_row_once_in_order(priya):
    pages, _last = walk(priya, f"{LIST}?page_size=4", "next")
    assert [row for page in pages for row in page] == expected()
    assert all(len(page) == 4 for page in pages[:-1])


def test_following_previous_comes_back_the_same_way(priya):
    there, last = walk(priya, f"{LIST}?page_size=4", "next")
    back, _first = walk(priya, last, "previous")
    assert [row for page in reversed(back) for row in page] == [row for page in there for row in page]


def test_a_row_that_arrives_meanwhile_neither_repeats_nor_hides_others(priya):
    before = expected()
    first = priya.get(f"{LIST}?page_size=10").json()
    Organization.objects.create(name="Newcomer")
    second = priya.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == before[:20]


def test_pages_have_fifty_rows_unless_asked_and_a_hundred_at_most(priya):
    Organization.objects.bulk_create(Organization(name=f"More {number}") for number in range(100))
    assert len(priya.get(LIST).json()["results"]) == 50
    assert len(priya.get(f"{LIST}?page_size=100").json()["results"]) == 100


@pytest.mark.parametrize("size", ["0", "101", "-1", "1.5", "ten", "", "٣", "9" * 400])
def test_a_page_size_that_cannot_be_is_refused(priya, size):
    answer = priya.get(f"{LIST}?page_size={size}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_page_size")


def spelled(document: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "通途",
        "====",
        spelled([]),
        spelled([0]),
        spelled([0, "2026-11-23"]),
        spelled([2, "2026-11-23", "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"]),
        spelled([0, "2026-11-23", "not-a-uuid"]),
        spelled([0, "never", "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"]),
        spelled([0, None, None]),
        spelled([0, "", ""]),
        spelled([0, "2026-11-23\x00", "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"]),
        spelled([0, "99999-01-01", "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"]),
        spelled({"a": 1}),
        base64.urlsafe_b64encode(b"[" * 3000).decode().rstrip("="),
    ],
)
def test_a_cursor_that_we_did_not_give_out_is_refused(priya, cursor):
    answer = priya.get(f"{LIST}?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-23 10:00"])
def test_a_forged_cursor_at_the_edge_of_time_is_no_failure_of_ours(priya, at):
    cursor = spelled([0, at, "0b7f7d6e-6c1a-4a3e-9f0e-5b8f4a1c2d3e"])
    assert priya.get(f"{LIST}?cursor={cursor}").status_code in (200, 400)


def test_an_empty_list_has_no_neighbours(world, program):
    lena = program(world.lena, world.customer)
    document = lena.get(LIST).json()
    assert (document["next"], document["previous"], len(document["results"])) == (None, None, 1)
