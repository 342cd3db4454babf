"""A real worker looks a domain up: in a world of its own, and after a lost message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from icp.domains import workflow
from icp.domains.models import DomainLookup
from icp.domains.reading import facts_of
from portal.embedded.children import Children, Guard
from tests.icp.domains.outside import MAINLAND, Outside, Reply, domain, opened
from tests.processes import Standin, Worker
from tests.settings import FOLDER, WORKER
from tests.world import World

pytestmark = [pytest.mark.committed, pytest.mark.processes]
NAME = "nordwind.com"


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    with opened(tmp_path) as world:
        world.registry_says(NAME, domain(NAME))
        world.points(NAME, MAINLAND)
        yield world


@pytest.fixture
def worker_outside(
    outside: Outside, guard: Guard, process_environment: dict[str, str], standin: Standin, committed_db: None
) -> Iterator[Worker]:
    with Children(FOLDER / f"worker-outside-{WORKER}.log", guard) as children:
        worker = Worker(children, {**process_environment, **outside.environment})
        worker.start(beat=True)
        yield worker
        worker.stop()


def finished(lookup: DomainLookup) -> DomainLookup | None:
    return DomainLookup.objects.filter(pk=lookup.pk, state="done").first()


def test_a_worker_looks_everything_up(
    worker_outside: Worker, world: World, standin: Standin, wait_for: Callable[..., Any], say: Any
) -> None:
    standin.control("POST", "filings", {"domains": {NAME: False}})
    lookup = workflow.look_up(world.customer, NAME, world.lena)

    facts = facts_of(wait_for(lambda: finished(lookup), 15, f"done; {worker_outside.log(30)}"))

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
    worker_outside: Worker, outside: Outside, world: World, wait_for: Callable[..., Any]
) -> None:
    outside.registry_says(NAME, Reply(body=domain(NAME), pause=3))
    lookup = workflow.look_up(world.customer, NAME, world.lena)
    wait_for(lambda: DomainLookup.objects.get(pk=lookup.pk).attempts, 15, "a worker has begun")
    worker_outside.kill9()
    outside.registry_says(NAME, domain(NAME))
    # As if the lease had run out: 20 s are not waited for.
    DomainLookup.objects.filter(pk=lookup.pk).update(not_before=lookup.not_before)

    worker_outside.start(beat=True)

    done = wait_for(lambda: finished(lookup), 30, "another attempt finishes it")
    assert done.attempts == 2 and facts_of(done).value("registrar")["id"] == 420
