"""Who owns a step: one worker at a time, and whoever was overtaken writes nothing."""

from __future__ import annotations

import pytest

from networks.fulfilment import claiming
from networks.fulfilment.models import Run, StepRecord
from portal.alibaba.clients import Cloud
from portal.calendar.clock import after
from tests.networks.engine.conftest import Cast
from tests.networks.engine.driving import WITHIN_FRANKFURT, approved

pytestmark = pytest.mark.committed


@pytest.fixture
def run(cloud: Cloud, cast: Cast) -> Run:
    """Two networks of one region, approved; only the CEN may be taken."""
    run = approved(cloud, cast.nordwind, cast.lena, cast.priya, WITHIN_FRANKFURT)
    run.steps.exclude(address="cen.main").update(active=False)
    return run


def claimed() -> StepRecord:
    step = claiming.claim()
    assert step is not None
    return step


def test_a_leased_step_is_nobody_elses(run: Run) -> None:
    claimed()

    assert claiming.claim() is None


def test_a_step_whose_lease_ended_is_taken_by_the_next(run: Run) -> None:
    first = claimed()
    StepRecord.objects.filter(pk=first.pk).update(lease_until=after(-1))

    second = claimed()

    assert (second.pk, second.fence) == (first.pk, first.fence + 1)
    assert second.attempts == first.attempts + 1


def test_a_worker_that_was_overtaken_writes_nothing(run: Run) -> None:
    zombie = claimed()
    StepRecord.objects.filter(pk=zombie.pk).update(lease_until=after(-1))
    claimed()

    with pytest.raises(claiming.Superseded):
        claiming.write(zombie, state="done", resource_id="cen-of-the-zombie")

    assert StepRecord.objects.get(pk=zombie.pk).resource_id == ""


def test_one_change_at_a_time_is_made_to_a_parent(run: Run) -> None:
    one, other = run.steps.order_by("seq")[:2]

    assert claiming.take_parent(one, f"cen.{run.pk}")
    assert not claiming.take_parent(other, f"cen.{run.pk}")
    claiming.give_parent_back(one)
    assert claiming.take_parent(other, f"cen.{run.pk}")
