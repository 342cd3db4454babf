"""Programs see and say what pages do."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from icp.licenses.clockwork import EVENTS
from icp.licenses.models import License
from icp.licenses.rules import lifecycle
from icp.licenses.rules.papers import PAPERS
from icp.licenses.rules.questions import QUESTIONS
from icp.licenses.verbs import VERBS
from portal.accounts.models import User
from portal.api.keys import open_key
from tests.icp.filings.cases import brought_to as filing_brought_to
from tests.icp.filings.cases import draft
from tests.icp.licenses.cases import BEGAN, WHOLE, at_day, brought_to
from tests.world import World

pytestmark = pytest.mark.django_db
SCOPES = ("filings:read", "filings:write")


class Program:
    def __init__(self, user: User, organization: Any, scopes: tuple[str, ...] = SCOPES) -> None:
        _key, token = open_key(organization=organization, user=user, name="t", scopes=scopes, by=None)
        self.token = str(token)
        self.client = Client(raise_request_exception=False)

    def ask(self, method: str, door: str, body: Any = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid.uuid4())}
        answer = self.client.generic(
            method,
            f"/api/v1/licenses/{door}",
            b"" if body is None else json.dumps(body).encode(),
            "application/json",
            headers=headers,
        )
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def frozen(world: World) -> World:
    return at_day(world, BEGAN)


@pytest.fixture
def lena(frozen: World) -> Program:
    return Program(frozen.lena, frozen.customer)


@pytest.fixture
def wei(frozen: World) -> Program:
    return Program(frozen.wei, frozen.operator, ("filings:read", "filings:work"))


def test_from_the_filing_to_the_number(lena: Program, wei: Program, frozen: World) -> None:
    filing = filing_brought_to("APPROVED", frozen)

    status, begun = lena.ask("POST", "", {"filing": str(filing.pk)})
    assert (status, begun["reference"], begun["state"]) == (201, "L-1", "PREPARING")
    door = f"{begun['id']}/"
    assert set(begun["unanswered"]) | {"is_company", "pilot_area"} == set(QUESTIONS)
    status, refused = lena.ask("POST", f"{door}submit/", {})
    assert (status, refused["code"]) == (409, "not_ready")
    assert "papers" in {row["path"] for row in refused["errors"]}
    status, refused = lena.ask("PATCH", door, {"answers": {"insured_staff": "many"}})
    assert (status, refused["code"]) == (400, "answers_unreadable")
    body = {
        "answers": {**WHOLE, "insured_staff": 2},
        "papers_ready": list(PAPERS),
        "version": begun["version"],
    }
    status, answered = lena.ask("PATCH", door, body)
    assert status == 200 and answered["unanswered"] == answered["papers_open"] == []
    staff = next(row for row in answered["conditions"] if row["key"] == "staff")
    assert staff["standing"] == "look" and staff["remedy"]["zh"] and staff["as_of"] == "2026-11-23"
    status, sent = lena.ask("POST", f"{door}submit/", {"version": answered["version"]})
    assert (status, sent["state"]) == (200, "CHECKING")
    status, refused = lena.ask("POST", f"{door}lodge/", {})
    assert (status, refused["code"]) == (403, "scope_missing")
    assert wei.ask("POST", f"{door}lodge/", {})[1]["state"] == "IN_REVIEW"
    status, refused = wei.ask("POST", f"{door}grant/", {"number": "沪ICP备2026019482号-1"})
    assert (status, refused["code"]) == (400, "other_kind")

    status, done = wei.ask("POST", f"{door}grant/", {"number": "浙B2-20080101", "valid_until": "2031-11-30"})

    assert (status, done["state"], done["valid_until"]) == (200, "GRANTED", "2031-11-30")
    assert "is a number of Zhejiang" in done["warnings"][0]["en"]
    status, listed = lena.ask("GET", "")
    assert status == 200 and [row["license_number"] for row in listed["results"]] == ["浙B2-20080101"]


def test_a_filing_that_is_not_the_callers_begins_nothing(lena: Program, frozen: World) -> None:
    omar = Program(frozen.omar, frozen.stranger)
    filing = filing_brought_to("APPROVED", frozen)

    assert omar.ask("POST", "", {"filing": str(filing.pk)})[1]["code"] == "unknown_filing"
    assert lena.ask("POST", "", {"filing": str(draft(frozen).pk)})[1]["code"] == "filing_without_number"


def test_a_stranger_sees_nothing_and_a_reader_says_nothing(frozen: World) -> None:
    license = brought_to("PREPARING", frozen)
    omar = Program(frozen.omar, frozen.stranger, ("filings:read", "filings:write", "filings:work"))
    reader = Program(frozen.lena, frozen.customer, ("filings:read",))

    assert omar.ask("GET", f"{license.pk}/")[0] == 404 and omar.ask("GET", "")[1]["results"] == []
    assert omar.ask("PATCH", f"{license.pk}/", {"answers": {}})[0] == 404
    for verb, row in VERBS.items():
        given = {"reason": "x", "number": "x"}
        body = {name: given[name] for name in row.wants if name in given}
        door = f"{license.pk}/{verb.replace('_', '-')}/"
        assert omar.ask("POST", door, body)[0] == 404, verb
        assert reader.ask("POST", door, body)[0] == 403, verb
    assert reader.ask("GET", f"{license.pk}/")[0] == 200


@pytest.mark.parametrize("door", ["list", "detail"])
def test_reading_asks_the_database_no_more_with_more_rows(door: str, lena: Program, frozen: World) -> None:
    license = brought_to("GRANTED", frozen)
    address = "" if door == "list" else f"{license.pk}/"
    lena.ask("GET", address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert lena.ask("GET", address)[0] == 200
        return len(queries)

    few = asked()
    License.objects.bulk_create(
        License(
            organization=frozen.customer,
            number=number,
            filing=license.filing,
            state="ENDED",
            state_since=license.opened_at,
            opened_by=frozen.lena,
            opened_at=license.opened_at,
        )
        for number in range(100, 130)
    )

    assert asked() <= few and few < 12, few


def test_the_docs_name_every_event_state_and_answer() -> None:
    docs = Path("docs/api.md").read_text()
    types = {move.event for move in lifecycle.MOVES} | set(EVENTS.values()) | {"license.opened"}
    names = types | set(lifecycle.STATES) | set(QUESTIONS) | set(PAPERS)

    assert len(types) == 22
    assert {name for name in names if f"`{name}`" not in docs} == set()
