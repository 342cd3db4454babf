"""PostgreSQL falls over again and again under builds: nothing is doubled or lost, and all come to an end.

A backend that is killed makes the server drop every session and recover, as an immediate restart does. The
server is shared by the whole run of the tests, so this part stands alone.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from random import Random

import psycopg
import pytest
from django.db import Error, close_old_connections, connection

from networks.fulfilment.models import Run
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.embedded.postgres import OWNER
from tests.networks.engine.conftest import Cast
from tests.networks.engine.counting import duplicates, ghosts, orphans
from tests.networks.engine.driving import picture, submitted
from tests.processes import Standin, Worker
from tests.settings import FOLDER

RUNS, SECONDS = 30, 420
FINAL = ("succeeded", "unwound", "unwound_with_residue")


@pytest.mark.soak
@pytest.mark.committed
def test_thirty_builds_survive_a_database_that_falls_over(
    worker: Worker,
    standin: Standin,
    cast: Cast,
    random: Random,
    say: Callable[[str], None],
) -> None:
    standin.control("POST", "settings", {"quotas": {"vpc_quota_instances_num": 100}})
    requests = [submitted(cast.nordwind, cast.lena) for _ in range(RUNS)]
    approved: set[object] = set()
    restarts, end = 0, time.monotonic() + SECONDS
    due = time.monotonic() + random.uniform(0.8, 2)

    while time.monotonic() < end:
        if time.monotonic() > due and restarts < 40:
            fall_over()
            restarts += 1
            due = time.monotonic() + random.uniform(0.8, 2)
        for network_request in requests:
            if network_request.pk not in approved:
                with suppress(Error):
                    network_request.refresh_from_db()
                    if network_request.status == "in_review":
                        plan_hash = network_request.plan.plan_hash
                        workflow.approve_request(network_request, plan_hash=plan_hash, by=cast.priya)
                    if network_request.runs.exists():
                        approved.add(network_request.pk)
        close_old_connections()
        if (
            patiently(lambda: Run.objects.filter(network_request__in=requests, status__in=FINAL).count())
            == RUNS
        ):
            break
        time.sleep(0.2)

    close_old_connections()
    runs = list(Run.objects.filter(network_request__in=requests))
    rest = [stuck(each) for each in requests if each.pk not in {run.network_request_id for run in runs}]
    assert len(runs) == RUNS, f"{len(runs)} of {RUNS} were approved; the rest: {rest}"
    resources = standin.control("GET", "resources")["resources"]
    for run in runs:
        assert run.status in FINAL, picture(run)
        assert ghosts(run, resources) == []
    assert duplicates(resources) == orphans(resources) == []
    say(f"{restarts} restarts under {RUNS} builds: 0 duplicates, 0 orphans, {RUNS} final")


def stuck(network_request: NetworkRequest) -> str:
    network_request.refresh_from_db()
    due, until = network_request.survey_due, network_request.survey_lease_until
    tries = network_request.survey_attempts
    return (
        f"{network_request} {network_request.status}, survey due {due}, leased until {until}, {tries} tries"
    )


def fall_over() -> None:
    """Kill a backend of our own and wait until the server takes connections again."""
    with psycopg.connect(host=str(FOLDER), user=OWNER, dbname="postgres") as doomed:
        pid = doomed.info.backend_pid
        os.kill(pid, signal.SIGKILL)
        with suppress(psycopg.Error):
            doomed.execute("SELECT 1")
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(psycopg.Error):
            psycopg.connect(host=str(FOLDER), user=OWNER, dbname="postgres", connect_timeout=1).close()
            return
        time.sleep(0.02)
    raise AssertionError("PostgreSQL did not come back within 20 s")


def patiently(ask: Callable[[], int]) -> int:
    """The answer, or -1 while the database is away."""
    try:
        return ask()
    except Error:
        connection.close()
        return -1
