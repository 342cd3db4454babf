"""Programs look domains up through their own door."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from icp.domains.looking import look
from icp.domains.models import DomainLookup
from icp.domains.rules.facts import FACTS_OF
from icp.domains.workflow import look_up
from portal.api.keys import open_key
from tests.icp.domains.outside import FRANKFURT, Outside, domain
from tests.processes import Standin
from tests.world import World

pytestmark = pytest.mark.django_db
LOOKUPS = "/api/v1/domain-lookups/"
NAME = "nordwind.com"


class Program:
    def __init__(self, client: Any, token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers={**self.headers, **headers})

    def post(self, path: str, body: Any) -> Any:
        headers = {**self.headers, "Idempotency-Key": str(uuid.uuid4())}
        return self.client.post(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def program(client: Any) -> Callable[..., Program]:
    def opened(user: Any, organization: Any, *scopes: str) -> Program:
        chosen = scopes or ("eligibility:read", "eligibility:write")
        _key, token = open_key(organization=organization, user=user, name="ERP", scopes=chosen, by=None)
        return Program(client, str(token))

    return opened


@pytest.fixture
def whole(outside: Outside, standin: Standin) -> Outside:
    outside.registry_says(NAME, domain(NAME, iana_id="3775"))
    outside.points(NAME, FRANKFURT)
    standin.control("POST", "filings", {"domains": {NAME: False}})
    return outside


def test_a_program_looks_up_and_reads_what_was_found(program: Any, world: World, whole: Outside) -> None:
    erp = program(world.lena, world.customer)

    asked = erp.post(LOOKUPS, {"domain": f"https://www.{NAME}/shop"})
    lookup = DomainLookup.objects.get()
    look(lookup)
    found = erp.get(asked["Location"]).json()

    assert asked.status_code == 201 and asked.json()["state"] == "looking"
    assert {fact["why"] for fact in asked.json()["facts"]} == {"looking"}
    assert (found["state"], found["domain"], found["name"]["ascii"]) == ("done", f"www.{NAME}", NAME)
    facts = {fact["name"]: fact for fact in found["facts"]}
    assert list(facts) == [name for names in FACTS_OF.values() for name in names]
    assert facts["registrar"]["value"]["id"] == 3775
    assert [each["outcome"] for each in facts["registrar"]["meanings"]] == ["fail", "fail"]
    assert facts["subject_here"]["value"] is None and facts["subject_here"]["is_known"]
    assert found["proposal"]["candidates"] == ["first_filing", "add_website"]
    assert found["eligibility_facts"]["registrar_iana_id"] == "3775"


def test_what_was_found_can_be_sent_to_the_check(program: Any, world: World, whole: Outside) -> None:
    erp = program(world.lena, world.customer)
    look(look_up(world.customer, NAME, world.lena))
    facts = erp.get(f"{LOOKUPS}{DomainLookup.objects.get().pk}/").json()["eligibility_facts"]
    check = erp.post("/api/v1/eligibility-checks/", {"facts": {**facts, "server_location": "mainland"}})
    assert check.status_code == 201, check.content


def test_waiting_ends_when_all_have_answered_or_the_time_is_up(program: Any, world: World) -> None:
    erp = program(world.lena, world.customer)
    lookup = look_up(world.customer, NAME, world.lena)

    waiting = erp.get(f"{LOOKUPS}{lookup.pk}/", Prefer="wait=1")
    DomainLookup.objects.update(state="done", finished_at=lookup.created_at)
    done = erp.get(f"{LOOKUPS}{lookup.pk}/", Prefer="wait=5")

    assert waiting["Preference-Applied"] == "wait=1" and waiting["Retry-After"] == "1"
    assert done.json()["state"] == "done" and "Retry-After" not in done


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"domain": "10.0.0.1"}, "malformed_domain"),
        ({"domain": "com"}, "malformed_domain"),
        ({"domain": ""}, "invalid"),
        ({"domain": 7, "more": 1}, "invalid"),
        ({}, "invalid"),
        ({"domain": NAME, "again": "perhaps"}, "invalid"),
    ],
)
def test_what_is_no_domain_is_named(body: Any, code: str, program: Any, world: World) -> None:
    answer = program(world.lena, world.customer).post(LOOKUPS, body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["errors"] and not DomainLookup.objects.exists()


def test_again_asks_anew(program: Any, world: World, whole: Outside) -> None:
    look(look_up(world.customer, NAME, world.lena))
    erp = program(world.lena, world.customer)
    erp.post(LOOKUPS, {"domain": NAME, "again": True})
    assert DomainLookup.objects.filter(state="looking").count() == 1


def test_a_program_that_asks_too_often_is_told(program: Any, world: World) -> None:
    erp = program(world.lena, world.customer)
    answers = [erp.post(LOOKUPS, {"domain": f"nordwind{n}.com"}) for n in range(22)]
    assert answers[19].status_code == 201
    assert answers[-1].status_code == 429 and answers[-1].json()["code"] == "too_many_lookups"
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_list_is_ones_own(program: Any, world: World) -> None:
    ours = look_up(world.customer, NAME, world.lena)
    theirs = program(world.omar, world.stranger)
    listed = program(world.lena, world.customer).get(LOOKUPS).json()["results"]
    assert [row["id"] for row in listed] == [str(ours.pk)]
    assert theirs.get(LOOKUPS).json()["results"] == []
    assert theirs.get(f"{LOOKUPS}{ours.pk}/").status_code == 404


def test_a_key_that_may_only_read_starts_nothing(program: Any, world: World) -> None:
    answer = program(world.lena, world.customer, "eligibility:read").post(LOOKUPS, {"domain": NAME})
    assert answer.status_code == 403 and not DomainLookup.objects.exists()


def test_reasons_come_in_both_languages(
    program: Any, world: World, outside: Outside, standin: Standin
) -> None:
    look(look_up(world.customer, "nordwind.cn", world.lena))
    found = program(world.lena, world.customer).get(f"{LOOKUPS}{DomainLookup.objects.get().pk}/").json()
    registrar = next(fact for fact in found["facts"] if fact["name"] == "registrar")
    assert registrar["why"] == "by_hand_cn" and "CNNIC" in json.dumps(registrar["reason"])
