"""A worker that dies at any named point, forward or on the way back, duplicates nothing and loses nothing.

The matrix is read from the code: an undisturbed run passes every boundary, each becomes one death. The gate
takes a seeded sample, the soak takes all.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from uuid import uuid4

import pytest

from networks.fulfilment.faults import POINTS
from networks.fulfilment.models import Run
from networks.requests import workflow
from portal.accounts.models import Membership, Organization
from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings
from tests.networks.engine.conftest import Cast
from tests.networks.engine.counting import duplicates, ghosts, orphans
from tests.networks.engine.driving import approved, picture, step_until_final
from tests.networks.engine.stepper import Death, points_passed, run_to_the_end
from tests.processes import Standin

SAMPLE = 60
FINAL = ("succeeded", "unwound", "unwound_with_residue")
UNDOING = ("undo.", "record.before_commit")


class Stage:
    """Brings one run after another to the point where it may be disturbed."""

    def __init__(self, cast: Cast, standin: Standin) -> None:
        self.cast, self.standin = cast, standin

    def cloud(self) -> Cloud:
        return Cloud(CloudSettings(endpoint=self.standin.address))

    def forward(self) -> Run:
        """A fresh organization in an empty cloud each time: the same addresses, another customer."""
        self.standin.reset()
        nordwind = Organization.objects.create(name=f"Nordwind {uuid4().hex[:6]}")
        Membership.objects.create(user=self.cast.lena, organization=nordwind, role="owner")
        lena = type(self.cast.lena).objects.get(pk=self.cast.lena.pk)
        return approved(self.cloud(), nordwind, lena, self.cast.priya)

    def backward(self) -> Run:
        """Everything up to the last route is built; then the customer turns back."""
        run = self.forward()
        self.standin.control(
            "POST",
            "faults",
            {"fault": "quota", "action": "CreateTransitRouterPeerAttachment", "times": 1},
        )
        assert step_until_final(self.cloud(), run, random=Random(1)) == "held", picture(run)
        lena = type(self.cast.lena).objects.get(pk=self.cast.lena.pk)
        workflow.unwind_request(run.network_request, by=lena)
        run.refresh_from_db()
        return run


@pytest.fixture
def stage(cast: Cast, standin: Standin) -> Stage:
    return Stage(cast, standin)


def check_the_end(stage: Stage, run: Run, status: str, what: str) -> None:
    resources = stage.standin.control("GET", "resources")["resources"]
    assert status in FINAL, f"{what}: {status}\n{picture(run)}"
    assert duplicates(resources) == [], what
    assert orphans(resources) == [], what
    assert ghosts(run, resources) == [], what


def survive(stage: Stage, way: Callable[[], Run], deaths: list[Death], seed: int) -> int:
    died = 0
    for number, death in enumerate(deaths):
        run = way()
        status, count = run_to_the_end(stage.cloud, run, (death,), seed=seed + number)
        check_the_end(stage, run, status, f"seed {seed}, {death}")
        died += count
    return died


def matrix(stage: Stage, way: Callable[[], Run]) -> list[Death]:
    return points_passed(stage.cloud(), way(), seed=1)


@pytest.mark.committed
def test_every_boundary_has_a_name_that_a_run_passes(stage: Stage) -> None:
    passed = {death.point for way in (stage.forward, stage.backward) for death in matrix(stage, way)}
    # Looking up after an intent, and looking at nothing new, happen only after a death.
    assert set(POINTS) - passed <= {"lease.extended"}, set(POINTS) - passed


@pytest.mark.early
@pytest.mark.committed
@pytest.mark.parametrize("way", ["forward", "backward"])
def test_a_worker_killed_at_a_boundary_loses_and_doubles_nothing(
    stage: Stage, way: str, random: Random, say: Callable[[str], None]
) -> None:
    bring = getattr(stage, way)
    deaths = matrix(stage, bring)
    chosen = random.sample(deaths, min(SAMPLE // 2, len(deaths)))

    died = survive(stage, bring, chosen, seed=random.randrange(10**6))

    say(f"{len(chosen)} of {len(deaths)} boundaries {way}, {died} deaths, 0 duplicates, 0 orphans")
    assert died >= len(chosen) * 0.9


@pytest.mark.soak
@pytest.mark.committed
@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("way", ["forward", "backward"])
def test_every_boundary_of_the_matrix(
    stage: Stage, way: str, first: int, random: Random, say: Callable[[str], None]
) -> None:
    """In thirds, so that they stand side by side."""
    bring = getattr(stage, way)
    deaths = matrix(stage, bring)[first::3]

    died = survive(stage, bring, deaths, seed=random.randrange(10**6))

    say(f"{len(deaths)} boundaries {way}, {died} deaths, 0 duplicates, 0 orphans")
    assert died >= len(deaths) * 0.9


@pytest.mark.committed
@pytest.mark.parametrize("address", ["package-association.China-Europe", "attachment.frankfurt"])
def test_a_removal_whose_answer_was_lost_is_seen_to_be_done(
    stage: Stage, address: str, random: Random
) -> None:
    run = stage.backward()

    status, died = run_to_the_end(
        stage.cloud, run, (Death("undo.call.after_answer", address),), seed=random.randrange(10**6)
    )

    assert died == 1
    check_the_end(stage, run, status, address)


@pytest.mark.committed
def test_two_deaths_in_a_row_at_the_same_call(stage: Stage, random: Random) -> None:
    twice = (Death("call.after_answer", "cen.main"), Death("lookup.after", "cen.main"))
    run = stage.forward()

    status, died = run_to_the_end(stage.cloud, run, twice, seed=random.randrange(10**6))

    assert died == 2
    check_the_end(stage, run, status, "twice at cen.main")
