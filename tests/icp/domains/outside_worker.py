"""Fixtures of a real worker that lives in a world of its own. Import them where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.embedded.children import Children, Guard
from tests.aside import put_aside
from tests.icp.domains.outside import MAINLAND, NAME, Outside, domain, opened
from tests.processes import Standin, Worker
from tests.settings import FOLDER, WORKER


@pytest.fixture
def running_outside(tmp_path: Path) -> Iterator[Outside]:
    with opened(tmp_path) as world:
        world.registry_says(NAME, domain(NAME))
        world.points(NAME, MAINLAND)
        yield world


@pytest.fixture
def worker_outside(
    running_outside: Outside,
    guard: Guard,
    process_environment: dict[str, str],
    standin: Standin,
    committed_db: None,
) -> Iterator[Worker]:
    with Children(FOLDER / f"worker-outside-{WORKER}.log", guard) as children:
        worker = Worker(children, {**process_environment, **running_outside.environment}, also_outside=True)
        put_aside()
        worker.start(beat=True)
        yield worker
        worker.stop()
