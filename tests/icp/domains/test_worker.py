"""A real worker looks a domain up: in a world of its own, and after a lost message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from icp.domains import workflow
from icp.domains.models import DomainLookup
from icp.domains.reading import facts_of
from tests.icp.domains.outside import NAME, Outside, Reply, domain
from tests.icp.domains.outside_worker import running_outside, worker_outside
from tests.processes import Standin, Worker
from tests.world import World

__all__ = ["running_outside", "worker_outside"]
pytestmark = [pytest.mark.committed, pytest.mark.processes]


def finished(lookup: DomainLookup) -> DomainLookup | None:
    return DomainLookup.objects.filter(pk=lookup.pk, state="done").first()


def test_a_worker_looks_everything_up(
    worker_outside: Worker, world: World, standin: Standin, wait_for: Callable[..., Any], say: Any
) -> None:
    standin.control("POST", "filings", {"domains": {NAME: False}})
    lookup = workflow.look_up(world.customer, NAME, world.lena)

    facts = facts_of(wait_for(lambda: finished(lookup), 15, "the look-up is done"))

    assert facts.value("registrar")["id"] == 420
    assert facts.value("points_to")["region"] == "mainland"
    assert facts.value("filed") is False
    assert facts.proposal.candidates == ("first_filing", "add_website")
    done = DomainLookup.objects.get(pk=lookup.pk)
    assert done.finished_at is not None
    took = (done.finished_at - done.created_at).total_seconds()
    assert took < 5
    say(f"from the click to the last fact {took:.2f} s")


def test_a_killed_worker_costs_time_and_nothing_else(
    worker_outside: Worker, running_outside: Outside, world: World, wait_for: Callable[..., Any]
) -> None:
    running_outside.registry_says(NAME, Reply(body=domain(NAME), pause=3))
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    wait_for(lambda: DomainLookup.objects.get(pk=lookup.pk).attempts, 15, "a worker has begun")
    worker_outside.kill9()
    running_outside.registry_says(NAME, domain(NAME))
    # As if the lease had run out: 20 s are not waited for.
    DomainLookup.objects.filter(pk=lookup.pk).update(not_before=lookup.not_before)

    worker_outside.start(beat=True)

    done = wait_for(lambda: finished(lookup), 30, "another attempt finishes it")
    assert done.attempts == 2 and facts_of(done).value("registrar")["id"] == 420
