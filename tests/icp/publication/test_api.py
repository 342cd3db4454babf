"""Programs see and say what pages do."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from icp.publication.checking import check_footer
from icp.publication.clockwork import ring_due
from icp.publication.models import Publication
from icp.publication.rules import lifecycle, yearly
from icp.publication.rules.results import RESULTS
from portal.accounts.models import User
from portal.api.keys import open_key
from portal.calendar.clock import now
from tests.icp.filings.cases import NUMBER, draft
from tests.icp.publication.conftest import Granted, page
from tests.portal.egress.conftest import Site
from tests.world import World

pytestmark = pytest.mark.django_db
SCOPES = ("filings:read", "filings:write")


class Program:
    def __init__(self, user: User, organization: Any, scopes: tuple[str, ...] = SCOPES) -> None:
        _key, token = open_key(organization=organization, user=user, name="t", scopes=scopes, by=None)
        self.token = str(token)
        self.client = Client(raise_request_exception=False)

    def ask(self, method: str, filing: Any, door: str, body: Any = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid.uuid4())}
        answer = self.client.generic(
            method,
            f"/api/v1/filings/{filing.pk}/{door}/",
            b"" if body is None else json.dumps(body).encode(),
            "application/json",
            headers=headers,
        )
        return answer.status_code, json.loads(answer.content)


@pytest.fixture
def lena(world: World) -> Program:
    return Program(world.lena, world.customer)


def test_before_the_grant_there_is_nothing(lena: Program, world: World) -> None:
    assert lena.ask("GET", draft(world), "publication")[0] == 404


def test_a_stranger_sees_nothing(granted: Granted, world: World) -> None:
    omar = Program(world.omar, world.stranger)
    filing = granted().filing

    for method, door in (
        *(("GET", "publication"), ("GET", "footer-checks"), ("POST", "footer-checks")),
        *(("PATCH", "psb"), ("POST", "psb/submit"), ("POST", "review")),
    ):
        body: Any = {"answers": {}} if door == "review" else {} if method != "GET" else None
        assert omar.ask(method, filing, door, body)[0] == 404, door


def test_look_now_and_read_the_line(lena: Program, granted: Granted, site: Site) -> None:
    publication = granted()
    site.answers(page(link="/"))

    status, asked = lena.ask("POST", publication.filing, "footer-checks", {})
    assert status == 200 and asked["is_checking"] is True and asked["newest_check"] is None
    check_footer(publication)
    status, seen = lena.ask("GET", publication.filing, "publication")

    assert status == 200 and seen["is_checking"] is False and seen["state"] == "FOOTER_PENDING"
    assert seen["newest_check"]["code"] == "wrong_link" and seen["newest_check"]["line"] == NUMBER
    assert seen["snippet"]["html"].startswith('<a href="https://beian.miit.gov.cn/"')
    status, listed = lena.ask("GET", publication.filing, "footer-checks")
    assert status == 200 and [row["code"] for row in listed["results"]] == ["wrong_link"]


def test_the_public_security_from_preparing_to_the_number(
    lena: Program, granted: Granted, world: World
) -> None:
    filing = granted().filing

    status, refused = lena.ask("POST", filing, "psb/submit", {})
    assert (status, refused["code"]) == (400, "interactive_open")
    assert lena.ask("PATCH", filing, "psb", {"interactive": "no", "has_account": True})[0] == 200
    opened = (now(filing.organization) - timedelta(days=3)).date().isoformat()
    status, open_ = lena.ask("PATCH", filing, "publication", {"site_opened_on": opened})
    assert status == 200 and 26 <= open_["psb"]["days_left"] <= 28
    assert lena.ask("POST", filing, "psb/submit", {})[0] == 200
    status, refused = lena.ask("POST", filing, "psb/submit", {})
    assert (status, refused["code"]) == (409, "not_in_this_state")
    assert lena.ask("POST", filing, "psb/return", {"reason": "请补充"})[0] == 200
    assert lena.ask("POST", filing, "psb/resubmit", {})[0] == 200
    status, refused = lena.ask("POST", filing, "psb/approve", {"number": "沪公网安备1号"})
    assert (status, refused["code"]) == (400, "digits")

    status, done = lena.ask("POST", filing, "psb/approve", {"number": "京公网安备11000002000001号"})

    assert status == 200 and done["psb"]["state"] == "PSB_APPROVED"
    assert "is a number of Beijing" in done["warnings"][0]["en"]
    assert done["psb"]["snippet"]["link"].endswith("code=11000002000001")


def test_the_yearly_review(lena: Program, granted: Granted, world: World) -> None:
    publication = granted()
    filing, answers = publication.filing, dict.fromkeys(yearly.QUESTIONS, "same")
    status, refused = lena.ask("POST", filing, "review", {"answers": answers})
    assert (status, refused["code"]) == (409, "no_review_open")
    Publication.objects.filter(pk=publication.pk).update(review_due_at=now(publication.organization))
    ring_due()
    status, refused = lena.ask("POST", filing, "review", {"answers": {"site": "same"}})
    assert (status, refused["code"]) == (400, "answers_missing")

    status, done = lena.ask("POST", filing, "review", {"answers": answers})

    assert status == 200 and done["review_is_open"] is False


def test_reading_alone_says_nothing(granted: Granted, world: World) -> None:
    reader = Program(world.lena, world.customer, ("filings:read",))

    assert reader.ask("POST", granted().filing, "footer-checks", {})[0] == 403


def test_the_docs_name_every_event_and_every_answer_of_a_look() -> None:
    docs = Path("docs/api.md").read_text()
    source = "".join(path.read_text() for path in Path("icp/publication").glob("*.py"))
    types = {move.event for move in lifecycle.MOVES} | set(
        re.findall(r'filing, "(publication\.\w+)"', source)
    )
    types |= {"psb.file_reminder", "psb.show_reminder"}

    assert len(types) == 16
    assert {name for name in types | set(RESULTS) if f"`{name}`" not in docs} == set()
