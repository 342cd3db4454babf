"""Orders for programs: the same functions, the same refusals."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from icp.filings import workflow as filings
from networks.accelerations.models import Acceleration
from networks.accelerations.rerouting import compare
from portal.accounts.models import Organization, User
from portal.api.keys import open_key
from tests.networks.accelerations.world import NAME, approved, drafted, filed, in_service
from tests.portal.web.answers import at_most
from tests.world import World

pytestmark = pytest.mark.django_db
ORDER = {"domain": NAME, "plan": "standard", "areas": ["Europe"], "bandwidth_mbps": 10}
READ_QUERIES = 6


@dataclass(frozen=True)
class Program:
    token: str

    def post(self, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid.uuid4())}
        address = f"/api/v1/accelerations/{path}"
        return Client().post(address, body or {}, content_type="application/json", headers=headers)

    def get(self, path: str = "") -> Any:
        return Client().get(
            f"/api/v1/accelerations/{path}", headers={"Authorization": f"Bearer {self.token}"}
        )


@pytest.fixture
def program() -> Callable[..., Program]:
    def opened(user: User, organization: Organization, *scopes: str) -> Program:
        wanted = scopes or ("networks:read", "networks:write")
        _key, token = open_key(organization=organization, user=user, name="t", scopes=wanted, by=None)
        return Program(str(token))

    return opened


@pytest.fixture
def lenas(program: Callable[..., Program], world: World) -> Program:
    return program(world.lena, world.customer)


@pytest.fixture
def priyas(program: Callable[..., Program], world: World) -> Program:
    return program(world.priya, world.operator, "networks:read", "networks:approve")


def test_from_the_order_to_its_end(lenas: Program, priyas: Program, world: World) -> None:
    filing = filed(world)
    made = lenas.post("", ORDER)
    assert made.status_code == 201, made.json()
    one = made.json()
    assert made["Location"].endswith(f"/api/v1/accelerations/{one['id']}/")
    assert (one["reference"], one["state"], one["cross_border"]) == ("GA-1", "draft", True)
    assert one["filing"] == str(filing.pk) and one["allowed"] == ["submit", "withdraw"]

    assert lenas.post(f"{one['id']}/submit/").json()["state"] == "submitted"
    assert priyas.post(f"{one['id']}/approve/").json()["state"] == "approved"
    assert priyas.post(f"{one['id']}/put-in-service/").json()["state"] == "in_service"
    assert lenas.get().json()["results"][0]["state"] == "in_service"
    assert priyas.post(f"{one['id']}/end/").json()["state"] == "ended"


def test_without_a_number_the_plan_of_the_mainland_is_refused(lenas: Program) -> None:
    answer = lenas.post("", ORDER)

    assert answer.status_code == 409
    assert answer.json()["code"] == "filing_needed" and "Premium" in answer.json()["remedy"]
    assert lenas.post("", {**ORDER, "plan": "premium"}).status_code == 201


def test_the_pivot_is_refused_to_programs_too(priyas: Program, world: World) -> None:
    filing = filed(world)
    order = approved(world)
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)

    answer = priyas.post(f"{order.pk}/put-in-service/")

    assert (answer.status_code, answer.json()["code"]) == (409, "filing_needed")


def test_a_break_is_told_with_the_drafted_reroute(lenas: Program, world: World) -> None:
    filing = filed(world)
    order = in_service(world)
    filings.lapse_filing(filing, reason="域名到期", by=world.wei)
    compare()

    with at_most(READ_QUERIES):
        one = lenas.get(f"{order.pk}/").json()

    (broken,) = one["breaks"]
    reroute = Acceleration.objects.get(replaces=order)
    assert broken["reroute"] == str(reroute.pk) and broken["closed_at"] is None
    assert set(broken["what_happens"]) == {"en", "zh"}
    assert lenas.get(f"{reroute.pk}/").json()["replaces"] == str(order.pk)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"plan": "basic"}, "plan"),
        ({"areas": []}, "areas"),
        ({"areas": ["China"]}, "areas"),
        ({"bandwidth_mbps": 2001}, "bandwidth_mbps"),
        ({"domain": "203.0.113.5"}, "domain"),
        ({"filing": str(uuid.uuid4())}, "filing"),
        ({"state": "in_service"}, "state"),
    ],
)
def test_what_cannot_be_read_is_named(changes: dict[str, Any], path: str, lenas: Program) -> None:
    answer = lenas.post("", {**ORDER, **changes})

    assert answer.status_code == 400
    assert any(error["path"].startswith(path) for error in answer.json()["errors"])


def test_scopes_and_strangers(
    lenas: Program, program: Callable[..., Program], priyas: Program, world: World
) -> None:
    order = drafted(world, "premium")
    reader = program(world.jonas, world.customer, "networks:read")

    assert reader.post(f"{order.pk}/submit/").json()["code"] == "scope_missing"
    assert lenas.post(f"{order.pk}/approve/").json()["code"] == "scope_missing"
    assert program(world.omar, world.stranger).get(f"{order.pk}/").status_code == 404
    assert priyas.get(f"{order.pk}/").status_code == 404
    viewer = program(world.mia, world.customer)
    assert viewer.post(f"{order.pk}/submit/").json()["code"] == "role_may_not"
    lenas.post(f"{order.pk}/submit/")
    assert priyas.post(f"{order.pk}/decline/").status_code == 400
    assert priyas.post(f"{order.pk}/decline/", {"reason": "No"}).json()["reason"] == "No"
