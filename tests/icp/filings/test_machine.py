"""A state machine against the real workflow and the real database: 500 lives of 50 steps in `make soak`."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from icp.filings.rules import lifecycle
from tests.icp.filings.machine import Filings
from tests.world import World

pytestmark = pytest.mark.django_db


def live(world: World, examples: int, say: Callable[[str], None]) -> None:
    number = random.randrange(10**6)
    say(f"seed {number}: {examples} lives of up to 50 steps")
    Filings.world, Filings.moved, Filings.steps = world, set(), 0
    machine = seed(number)(Filings)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=50,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    say(f"{Filings.steps} verbs said, {len(Filings.moved)} different ways between states taken")
    assert Filings.moved


@pytest.mark.early
def test_a_few_lives_never_lead_into_a_state_that_cannot_be(world: World, say: Callable[[str], None]) -> None:
    live(world, 25, say)


@pytest.mark.soak
def test_five_hundred_lives_never_lead_into_a_state_that_cannot_be(
    world: World, say: Callable[[str], None]
) -> None:
    live(world, 500, say)
    ways = {(move.state, move.target) for move in lifecycle.MOVES if move.state != move.target}
    assert len(Filings.moved) > len(ways) * 0.4
