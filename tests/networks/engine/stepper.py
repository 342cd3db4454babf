"""Steps a run in child processes that die where they are told, as a worker does under kill -9.

The parent has everything imported and forks; a child takes steps until the run is final or a named point
kills it. Nothing but the database and the cloud survives a child.
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from uuid import UUID

from django.db import connections

from networks.fulfilment import faults
from networks.fulfilment.models import Run
from networks.fulfilment.timing import TIMING
from portal.alibaba.clients import Cloud
from tests.networks.engine.driving import step_until_final

_kept_open: list[object] = []


@dataclass(frozen=True)
class Death:
    """Die at the `nth` passing of `point` by the step at `address` ("" for any step)."""

    point: str
    address: str = ""
    nth: int = 1


def run_to_the_end(
    cloud: Callable[[], Cloud], run: Run, deaths: tuple[Death, ...], *, seed: int, seconds: float = 120
) -> tuple[str, int]:
    """The status the run ended in, and how many children died on the way."""
    died = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        death = deaths[died] if died < len(deaths) else None
        status = _child(partial(_take_steps, cloud(), run.pk, death, seed + died, seconds))
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL, f"a child ended by signal {os.WTERMSIG(status)}"
            died += 1
            continue
        assert os.WEXITSTATUS(status) == 0, "a child failed; its trace stands above"
        run.refresh_from_db()
        return run.status, died
    raise AssertionError(f"not final after {seconds} s")


def points_passed(cloud: Cloud, run: Run, *, seed: int) -> list[Death]:
    """Every boundary that an undisturbed run passes, by step: the matrix counts itself."""
    seen: Counter[tuple[str, str]] = Counter()

    def visit(name: str, step: object) -> None:
        seen[(name, getattr(step, "address", ""))] += 1

    faults.install(visit)
    try:
        step_until_final(cloud, run, random=Random(seed))
    finally:
        faults.install(None)
    return [Death(point, address) for point, address in sorted(seen)]


def _take_steps(cloud: Cloud, run_id: UUID, death: Death | None, seed: int, seconds: float) -> None:
    if death is not None:
        faults.install(_killer(death))
    run = Run.objects.get(pk=run_id)
    step_until_final(cloud, run, random=Random(seed), seconds=seconds + 2 * TIMING.lease)


def _killer(death: Death) -> faults.Visitor:
    left = [death.nth]

    def visit(name: str, step: object) -> None:
        if name == death.point and death.address in ("", getattr(step, "address", "")):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    return visit


def _child(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    code = 1
    try:
        for connection in connections.all(initialized_only=True):
            # The socket is the parent's: closing it here would end the parent's session.
            _kept_open.append(connection.connection)
            connection.connection = None
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - a forked child must never return into pytest
        traceback.print_exc()
    finally:
        os._exit(code)
