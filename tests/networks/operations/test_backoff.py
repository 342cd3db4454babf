from __future__ import annotations

import os
from random import Random

import pytest

from networks.fulfilment.backoff import JITTER, LONGEST, SHORTEST, first_look, next_look
from networks.fulfilment.operations import OPERATIONS, Operation

SEED = int(os.environ.get("SEED", Random().randrange(10**6)))


def looks_until(settled_after: float, usual: float, random: Random) -> tuple[int, float]:
    """How many looks it took, and how late the last one came."""
    elapsed, looks = first_look(usual), 1
    while elapsed < settled_after:
        elapsed += next_look(usual, looks, random)
        looks += 1
    return looks, elapsed - settled_after


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_things_that_settle_near_their_usual_time_need_few_looks(operation: Operation) -> None:
    print(f"SEED={SEED}")
    random, usual = Random(SEED), operation.usual_seconds
    runs = [looks_until(usual * random.uniform(0.75, 1.25), usual, random) for _ in range(2000)]
    assert sum(looks for looks, _ in runs) / len(runs) <= 6
    assert sum(late for _, late in runs) / len(runs) <= max(2 * SHORTEST, 0.25 * usual)


def test_a_slow_day_costs_more_looks_but_not_many() -> None:
    print(f"SEED={SEED}")
    random = Random(SEED)
    assert all(looks_until(4 * 60, 60, random)[0] <= 12 for _ in range(500))


@pytest.mark.parametrize("looks", [1, 2, 5, 40, 400])
def test_no_two_looks_are_further_apart_than_a_minute_nor_closer_than_a_moment(looks: int) -> None:
    print(f"SEED={SEED}")
    random = Random(SEED)
    for usual in (1, 30, 600, 3600):
        seconds = [next_look(usual, looks, random) for _ in range(200)]
        assert SHORTEST * (1 - JITTER) <= min(seconds) <= max(seconds) <= LONGEST


def test_the_same_seed_looks_at_the_same_moments() -> None:
    one, other = Random(SEED), Random(SEED)
    assert [next_look(60, n, one) for n in range(1, 9)] == [next_look(60, n, other) for n in range(1, 9)]
