"""What no rule can answer is decided by the architect, in writing, and stays readable."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from networks.fulfilment.models import Run
from networks.requests import workflow
from networks.requests.models import Approval, NetworkRequest
from portal.calendar.clock import engine_now
from portal.events.models import Event
from tests.networks.engine.driving import LONDON_IS_SOLD, LONDON_TO_SHANGHAI
from tests.networks.web.test_review import approval_of, url_of
from tests.networks.web.world import in_review, planned, program_of
from tests.portal.web.answers import at_most, words
from tests.world import World

FIELD = f"decision:{LONDON_IS_SOLD}"
REASON = "Alibaba Cloud sells London, case 4711."


@pytest.fixture
def sent(world: World) -> NetworkRequest:
    return in_review(world, LONDON_TO_SHANGHAI)


def test_the_page_asks_for_a_reason_beside_the_check(sent: NetworkRequest, priya: Client) -> None:
    with at_most(10):
        page = priya.get(url_of(sent))

    assert "1 needs your decision" in words(page) and "Region to be confirmed" in words(page)
    assert f'name="{FIELD}"' in page.content.decode()


def test_no_approval_without_the_reason(sent: NetworkRequest, priya: Client) -> None:
    answer = priya.post(url_of(sent), approval_of(sent) | {FIELD: " ", "reason": "Half a remark"})

    page = answer.content.decode()
    assert answer.status_code == 400 and "Give a reason for “Region to be confirmed”." in words(answer)
    assert 'aria-invalid="true"' in page and "Half a remark" in page
    assert not Run.objects.filter(network_request=sent).exists()


@pytest.mark.parametrize("do", ["return", "decline"])
def test_reasons_typed_survive_another_mistake(do: str, sent: NetworkRequest, priya: Client) -> None:
    answer = priya.post(url_of(sent), {**approval_of(sent), "do": do, FIELD: REASON, "reason": ""})

    assert answer.status_code == 400 and REASON in answer.content.decode()


def test_a_reason_is_kept_and_shown(sent: NetworkRequest, priya: Client, lena: Client) -> None:
    priya.post(url_of(sent), approval_of(sent) | {FIELD: f"  {REASON}\n"})

    given = Approval.objects.get(plan__network_request=sent)
    assert given.decisions == [{"code": "regions_on_sale", "path": "vpcs.0.region", "reason": REASON}]
    assert Run.objects.get(network_request=sent).status == "running"
    review = words(priya.get(url_of(sent)))
    history = words(lena.get(reverse("networks:request-history", args=[sent.pk])))
    assert REASON in review and "Priya Raman" in review
    assert REASON in history and "Region to be confirmed" in history


def test_the_event_tells_codes_and_seals_the_reasons(sent: NetworkRequest, priya: Client) -> None:
    priya.post(url_of(sent), approval_of(sent) | {FIELD: REASON})

    event = Event.objects.get(type="network_request.approved", subject_id=sent.pk)
    assert event.payload["decided"] == ["regions_on_sale"] and REASON not in str(event.payload)
    assert REASON not in str(bytes(event.detail or b"")) and REASON in str(event.opened_detail())


def test_a_program_is_refused_with_the_same_sentence(
    sent: NetworkRequest, world: World, priya: Client
) -> None:
    program = program_of(world.priya, world.operator, "networks:read", "networks:approve")
    assert sent.plan
    plan = {"plan_hash": sent.plan.plan_hash}

    page = priya.post(url_of(sent), approval_of(sent))
    api = program.post(f"{sent.pk}/approve/", plan)

    told = api.json()
    assert (api.status_code, told["code"]) == (400, "decision_missing")
    assert told["errors"][0]["path"] == f"decisions.{LONDON_IS_SOLD}"
    assert told["errors"][0]["message"] in words(page)


def test_a_program_gives_its_reasons_and_reads_them(sent: NetworkRequest, world: World) -> None:
    program = program_of(world.priya, world.operator, "networks:read", "networks:approve")
    assert sent.plan

    answer = program.post(
        f"{sent.pk}/approve/",
        {"plan_hash": sent.plan.plan_hash, "decisions": {"regions_on_sale": REASON}},
    )
    plan = program.get(f"{sent.pk}/plan/").json()

    assert answer.status_code == 200 and answer.json()["status"] == "building"
    assert plan["approvals"][0]["decisions"][0]["reason"] == REASON
    assert "needs_human" in {check["level"] for check in plan["checks"]}


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        ({LONDON_IS_SOLD: REASON, "two_networks": "Fine."}, "decision_unknown"),
        ({LONDON_IS_SOLD: "x" * 2001}, "invalid"),
        ({LONDON_IS_SOLD: "nul \x00"}, "malformed_json"),
        ([REASON], "invalid"),
    ],
)
def test_reasons_that_fit_nothing_are_refused(
    decisions: object, code: str, sent: NetworkRequest, world: World
) -> None:
    program = program_of(world.priya, world.operator, "networks:read", "networks:approve")
    assert sent.plan

    answer = program.post(f"{sent.pk}/approve/", {"plan_hash": sent.plan.plan_hash, "decisions": decisions})

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_key_without_the_scope_approves_nothing(sent: NetworkRequest, world: World) -> None:
    program = program_of(world.priya, world.operator, "networks:read", "networks:write")
    assert sent.plan

    answer = program.post(f"{sent.pk}/approve/", {"plan_hash": sent.plan.plan_hash})

    assert answer.json()["code"] == "scope_missing"


def test_a_new_plan_asks_again(sent: NetworkRequest, priya: Client) -> None:
    read = approval_of(sent)
    planned(sent, amount="1600.00")

    answer = priya.post(url_of(sent), read | {FIELD: REASON})

    assert answer.status_code == 409 and REASON in answer.content.decode()


def test_the_database_refuses_an_approval_without_its_reasons(sent: NetworkRequest, world: World) -> None:
    assert sent.plan

    with pytest.raises(IntegrityError, match="has no written reason"), transaction.atomic():
        Approval.objects.create(
            plan=sent.plan,
            plan_hash=sent.plan.plan_hash,
            approver=world.priya,
            decision="approved",
            decided_at=engine_now(),
        )


def test_nothing_is_asked_where_every_rule_could_answer(world: World, priya: Client) -> None:
    plain = in_review(world)

    page = priya.get(url_of(plain))

    assert "decision:" not in page.content.decode()
    workflow.approve_request(plain, plan_hash=approval_of(plain)["plan_hash"], by=world.priya)
