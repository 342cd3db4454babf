from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from portal.api.models import Bucket
from portal.api.throttling import FAILURES, Allowance, forget_full_buckets, take

WHOAMI = "/api/v1/whoami/"


def test_a_key_that_asks_too_much_is_told_how_long_to_wait(world, program):
    lena = program(world.lena, world.customer, requests_per_minute=1)
    answers = [lena.get(WHOAMI) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1].json()["code"] == "too_many_requests"
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60


def test_the_allowance_returns_with_time(world, program):
    lena = program(world.lena, world.customer, requests_per_minute=1)
    for _ in range(21):
        lena.get(WHOAMI)
    minute_ago = timezone.now() + timedelta(minutes=19)
    Bucket.objects.filter(name=f"key:{lena.key.pk}").update(full_at=minute_ago)
    assert [lena.get(WHOAMI).status_code for _ in range(2)] == [200, 429]


def test_one_key_does_not_use_up_the_allowance_of_another(world, program):
    lena = program(world.lena, world.customer, requests_per_minute=1)
    for _ in range(21):
        lena.get(WHOAMI)
    assert program(world.lena, world.customer).get(WHOAMI).status_code == 200


def test_wrong_keys_from_one_address_are_slowed_down_and_right_ones_are_not(world, program, client):
    wrong = {"Authorization": "Bearer causeway_aaaaaaaa_" + "0" * 64}
    answers = [client.get(WHOAMI, headers=wrong) for _ in range(FAILURES.burst + 1)]
    assert [answer.status_code for answer in answers] == [401] * FAILURES.burst + [429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert program(world.lena, world.customer).get(WHOAMI).status_code == 200


def test_buckets_that_say_nothing_are_forgotten(world, program):
    lena = program(world.lena, world.customer)
    lena.get(WHOAMI)
    assert forget_full_buckets() == 0
    Bucket.objects.update(full_at=timezone.now() - timedelta(hours=2))
    assert forget_full_buckets() >= 1


@pytest.mark.committed
def test_parallel_requests_cannot_slip_past(world):
    allowance, name, passed = Allowance(per_minute=1, burst=7), f"test:{world.lena.pk}", []

    def ask() -> None:
        passed.append(take(name, allowance) is None)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(passed), sum(passed)) == (30, 7)
