from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.api import idempotency
from portal.api.models import IdempotencyKey
from portal.events.models import Event

BELL = "/api/v1/bell/"


@pytest.fixture(autouse=True)
def bell(settings):
    settings.ROOT_URLCONF = "tests.portal.api.bell_urls"


@pytest.fixture
def lena(world, program):
    return program(world.lena, world.customer)


def rings(program) -> int:
    return Event.objects.filter(type="bell.rung", subject_id=program.key.pk).count()


def test_a_post_without_the_key_is_refused_and_does_nothing(lena):
    answer = lena.post(BELL, idempotency_key=None)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
    assert rings(lena) == 0


@pytest.mark.parametrize("key", ["x" * 256, "two words", "schlüssel"])
def test_a_key_that_no_header_should_carry_is_refused(lena, key):
    assert lena.post(BELL, idempotency_key=key).json()["code"] == "idempotency_key_malformed"


def test_a_repetition_reads_the_same_bytes_and_has_no_second_effect(lena):
    first, second = lena.post(BELL, idempotency_key="k"), lena.post(BELL, idempotency_key="k")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second["Content-Type"] == first["Content-Type"]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert rings(lena) == 1


def test_a_refusal_is_an_answer_too_and_is_repeated(lena):
    first, second = (lena.post(BELL, {"how": "refused"}, idempotency_key="k") for _ in range(2))
    assert first.status_code == second.status_code == 409
    assert first.content == second.content
    assert second["Content-Type"] == "application/problem+json"
    assert rings(lena) == 0


def test_a_malformed_body_is_repeated_as_malformed(lena):
    first, second = (lena.post(BELL, {"how": "sideways"}, idempotency_key="k") for _ in range(2))
    assert first.status_code == second.status_code == 400
    assert first.content == second.content


@pytest.mark.parametrize(
    ("how", "status"), [("broken", 500), ("database_away", 503), ("changed_meanwhile", 409)]
)
def test_a_failure_of_ours_frees_the_key_and_leaves_no_effect(lena, how, status):
    assert lena.post(BELL, {"how": how}, idempotency_key="k").status_code == status
    assert rings(lena) == 0
    assert lena.post(BELL, idempotency_key="k").status_code == 201


@pytest.mark.parametrize("what", ["body", "address", "person"])
def test_the_key_of_another_request_is_refused(lena, world, program, what):
    lena.post(BELL, idempotency_key="k")
    other = program(world.jonas, world.customer) if what == "person" else lena
    body = {"how": "refused"} if what == "body" else {}
    path = "/api/v1/other-bell/" if what == "address" else BELL
    answer = other.post(path, body, idempotency_key="k")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")


def test_the_same_key_of_another_organization_is_another_key(lena, world, program):
    lena.post(BELL, idempotency_key="k")
    omar = program(world.omar, world.stranger)
    answer = omar.post(BELL, idempotency_key="k")
    assert "Idempotency-Replayed" not in answer
    assert rings(omar) == 1


def test_a_twin_of_a_request_under_way_is_told_to_wait(lena):
    under_way(lena, "k")
    before = rings(lena)
    answer = lena.post(BELL, idempotency_key="k")
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_in_flight")
    assert answer["Retry-After"] == "1"
    assert rings(lena) == before


def test_a_claim_of_a_dead_process_runs_out_after_a_minute(lena):
    row = under_way(lena, "k")
    before = rings(lena)
    assert row.claimed_until - timezone.now() <= timedelta(seconds=60)
    IdempotencyKey.objects.filter(pk=row.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert lena.post(BELL, idempotency_key="k").status_code == 201
    assert rings(lena) == before + 1


def test_a_claim_that_ran_out_is_not_taken_over_by_another_request(lena):
    row = under_way(lena, "k")
    IdempotencyKey.objects.filter(pk=row.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    answer = lena.post(BELL, {"how": "refused"}, idempotency_key="k")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")


def test_a_late_process_that_lost_its_claim_commits_nothing(lena, monkeypatch):
    # The claim is taken over while the first process is still inside its handler.
    monkeypatch.setattr(idempotency, "CLAIMED_FOR", timedelta(seconds=0))
    taken_over = idempotency.Claim.keep

    def keep_after_takeover(claim, response):
        IdempotencyKey.objects.filter(key="k").update(claim=uuid.uuid4())
        return taken_over(claim, response)

    monkeypatch.setattr(idempotency.Claim, "keep", keep_after_takeover)
    answer = lena.post(BELL, idempotency_key="k")
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_claim_lost")
    assert rings(lena) == 0


def test_answers_are_forgotten_after_a_day(lena):
    lena.post(BELL, idempotency_key="k")
    IdempotencyKey.objects.filter(key="k").update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Idempotency-Replayed" not in lena.post(BELL, idempotency_key="k")
    IdempotencyKey.objects.filter(key="k").update(expires_at=timezone.now() - timedelta(seconds=1))
    assert idempotency.forget_expired() == 1
    assert rings(lena) == 2


def test_what_a_key_may_not_do_is_not_kept(lena, world, program):
    reader = program(world.lena, world.customer, ("networks:read",))
    assert reader.post(BELL, idempotency_key="k").status_code == 403
    assert lena.post(BELL, idempotency_key="k").status_code == 201


def under_way(program, key: str) -> IdempotencyKey:
    """The row that a process leaves which dies after its handler began."""
    program.post(BELL, idempotency_key=key)
    rows = IdempotencyKey.objects.filter(key=key, organization=program.key.organization)
    rows.update(state="in_flight", status=None, body="", headers={})
    return rows.get()
