"""Programs ask the same rules through their own door, and read the same refusals as data."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from icp.eligibility.models import EligibilityCheck
from portal.api.keys import open_key
from tests.icp.questions import ANSWERS, result_of
from tests.world import World

pytestmark = pytest.mark.django_db
CHECKS = "/api/v1/eligibility-checks/"
POLICIES = "/api/v1/eligibility-policies/"
with (Path(__file__).parent / "eligibility" / "cases.csv").open(encoding="utf-8", newline="") as lines:
    CASES = [case for case in csv.DictReader(lines) if case["case_id"] in ("C001", "C002", "C004")]
NO_FACTS = ("case_id", "source", "policy", "title", "decisive_rule", "triggered_rules")


class Program:
    def __init__(self, client: Any, token: str) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Any:
        return self.client.get(path, headers=self.headers)

    def post(self, body: Any, key: str = "") -> Any:
        headers = {**self.headers, "Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(CHECKS, body, content_type="application/json", headers=headers)


@pytest.fixture
def program(client: Any) -> Callable[..., Program]:
    def opened(user: Any, organization: Any, *scopes: str) -> Program:
        chosen = scopes or ("eligibility:read", "eligibility:write")
        _key, token = open_key(organization=organization, user=user, name="ERP", scopes=chosen, by=None)
        return Program(client, str(token))

    return opened


def test_a_program_checks_and_reads_findings_in_both_languages(program: Any, world: World) -> None:
    erp = program(world.lena, world.customer)

    answer = erp.post({"facts": ANSWERS})

    document = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == f"{CHECKS}{document['id']}/"
    assert (document["need"], document["outcome"], document["decisive_rule"]) == ("filing", "fail", "D02")
    finding = document["findings"][0]
    assert finding["reason"]["en"].startswith("The domain must be") and "注册商" in finding["reason"]["zh"]
    assert document["policy"]["key"] == "seed-1" and len(document["policy"]["digest"]) == 64
    assert erp.get(answer["Location"]).json() == document
    check = EligibilityCheck.objects.get(pk=document["id"])
    assert (check.organization, check.created_by) == (world.customer, world.lena)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_facts_are_the_columns_of_the_published_cases(
    case: dict[str, str], program: Any, world: World
) -> None:
    facts = {
        name: text for name, text in case.items() if name not in NO_FACTS and not name.startswith("expected_")
    }

    document = program(world.lena, world.customer).post({"facts": facts, "policy": case["policy"]}).json()

    assert (document["outcome"], document["decisive_rule"]) == (
        case["expected_outcome"],
        case["decisive_rule"],
    )


def test_json_truths_and_numbers_are_understood(program: Any, world: World) -> None:
    facts = {**ANSWERS, "server_public_ip": True, "for_profit": False, "registrar_iana_id": 420}

    assert program(world.lena, world.customer).post({"facts": facts}).json()["outcome"] == "pass"


def test_every_fact_that_cannot_be_read_is_named(program: Any, world: World) -> None:
    facts = {"domain": "a b.com", "age": "old", "entitytype": "fie_wfoe", "ports": ["80"]}

    answer = program(world.lena, world.customer).post({"facts": facts})

    problems = {problem["path"]: problem["message"] for problem in answer.json()["errors"]}
    assert answer.status_code == 400
    assert set(problems) == {"facts.domain", "facts.age", "facts.entitytype", "facts.ports"}
    assert "Did you mean entity_type?" in problems["facts.entitytype"]
    assert not EligibilityCheck.objects.exists()


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "facts"),
        ({"facts": []}, "facts"),
        ({"facts": {}, "organization": "x"}, "organization"),
        ({"facts": {}, "outcome": "pass"}, "outcome"),
        ({"facts": {}, "policy": 5.5}, "policy"),
        ({"facts": {}, "policy": "nothing"}, "policy"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_its_path(
    body: Any, path: str, program: Any, world: World
) -> None:
    answer = program(world.lena, world.customer).post(body)

    assert answer.status_code == 400
    assert path in [problem["path"] for problem in answer.json()["errors"]]


@pytest.mark.parametrize(
    "text", ["", "x" * 10_000, "😀", "=1+1", "<script>alert(1)</script>", "1900-01-01", "\u202e", None]
)
def test_rubbish_in_every_fact_is_an_answer_or_a_named_problem(text: Any, program: Any, world: World) -> None:
    answer = program(world.lena, world.customer).post({"facts": dict.fromkeys(ANSWERS, text)})

    assert answer.status_code in (201, 400)


def test_the_same_key_sent_twice_is_one_check(program: Any, world: World) -> None:
    erp = program(world.lena, world.customer)

    answers = [erp.post({"facts": ANSWERS}, key="one-and-the-same") for _twice in range(2)]

    assert answers[0].json() == answers[1].json()
    assert EligibilityCheck.objects.count() == 1


def test_a_check_of_another_customer_reads_like_one_that_never_was(program: Any, world: World) -> None:
    theirs = result_of(organization=world.customer, by=world.lena)
    nobodys = result_of()
    omar = program(world.omar, world.stranger)

    answers = [omar.get(f"{CHECKS}{pk}/") for pk in (theirs.pk, nobodys.pk, uuid.uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert omar.get(CHECKS).json()["results"] == []


def test_a_list_is_short_rows_newest_first(program: Any, world: World) -> None:
    checks = [result_of(organization=world.customer, by=world.lena) for _ in range(3)]

    rows = program(world.lena, world.customer).get(CHECKS).json()["results"]

    assert [row["id"] for row in rows] == [str(check.pk) for check in reversed(checks)]
    assert "findings" not in rows[0]


def test_a_list_costs_a_bounded_number_of_queries(
    program: Any, world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(5):
        result_of(organization=world.customer, by=world.lena)
    erp = program(world.lena, world.customer)
    erp.get(CHECKS)

    with django_assert_max_num_queries(5):
        erp.get(CHECKS)


def test_the_policies_one_can_ask_are_listed(program: Any, world: World) -> None:
    rows = program(world.lena, world.customer).get(POLICIES).json()

    assert [(row["key"], row["is_default"]) for row in rows] == [("cn-2026-11", False), ("seed-1", True)]
    assert rows[0]["title"]["zh"]


@pytest.mark.parametrize(("scope", "method"), [("eligibility:read", "post"), ("eligibility:write", "get")])
def test_a_key_without_the_scope_is_refused(scope: str, method: str, program: Any, world: World) -> None:
    erp = program(world.lena, world.customer, scope)

    answer = erp.post({"facts": {}}) if method == "post" else erp.get(CHECKS)

    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_both_doors_give_the_same_verdict(program: Any, world: World) -> None:
    by_page = result_of(ANSWERS)

    by_program = program(world.lena, world.customer).post({"facts": ANSWERS}).json()

    assert by_program["findings"] == by_page.verdict["findings"]
