"""Two hundred builds wait for the cloud while one more goes by: `python -m tests.bench.parked [runs]`, JSON.

One worker process with concurrency 2. The runs are parked where a VPC's attachment takes its usual minute to
settle; the one that comes later is measured alone first, and then beside them. Waiting may hold no slot: how
busy the two slots are is counted while every run is parked.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from typing import Any

os.environ.setdefault("ENGINE_POLL_SCALE", "1")  # before the settings are read
os.environ.setdefault("ENGINE_TIME_SCALE", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from networks.fulfilment.due import due_steps
from networks.fulfilment.models import Run, StepRecord
from networks.fulfilment.opening import TAKE_STEPS
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.calendar.clock import engine_now
from portal.celery import app
from tests.bench.stage import Ground, stage
from tests.networks.engine.driving import WITHIN_FRANKFURT
from tests.waiting import wait_for

SETTLE = 60.0
SHORTEST_WINDOW = 3.0
AT_MOST_SLOWER, AT_MOST_BUSY, AT_MOST_OVERDUE = 1.25, 0.10, 15.0
_SUCCEEDED = re.compile(r"take_steps\[[0-9a-f-]+\] succeeded in ([0-9.]+)s")


def main() -> int:

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with stage(beat=True) as ground:
        figures = measure(ground, runs)
    print(json.dumps(figures, indent=2))
    ok = (
        figures["slower"] <= AT_MOST_SLOWER
        and figures["slots_busy"] <= AT_MOST_BUSY
        and figures["oldest_due_seconds"] <= AT_MOST_OVERDUE
        and figures["final"] == runs
    )
    return 0 if ok else 1


def measure(ground: Ground, count: int) -> dict[str, Any]:

    quick = {"transit_router": 0, "vpc": 0, "vswitch": 0, "cen": 0, "vpc_attachment": 0}
    fast = {**quick, "association": 0, "propagation": 0}
    settings = {"pace": 1, "quotas": {"vpc_quota_instances_num": 100_000}}
    ground.standin.control("POST", "settings", {**settings, "settle": fast})
    alone = build(ground, WITHIN_FRANKFURT)

    slow = {**fast, "vpc_attachment": SETTLE}
    ground.standin.control("POST", "settings", {**settings, "settle": slow})
    requests = [ground.submitted(WITHIN_FRANKFURT) for _ in range(count)]
    for network_request in requests:
        wait_until_planned(network_request)
    parked = [approve(ground, network_request) for network_request in requests]
    busy = busy_while_parked(ground, parked)

    ground.standin.control("POST", "settings", {**settings, "settle": fast})
    beside = build(ground, WITHIN_FRANKFURT)
    oldest = watch_until_final(parked)
    final = Run.objects.filter(pk__in=[run.pk for run in parked], status="succeeded").count()
    return {
        "runs": count,
        "alone_seconds": round(alone, 2),
        "beside_seconds": round(beside, 2),
        "slower": round(beside / alone, 3),
        "slots_busy": round(busy, 3),
        "oldest_due_seconds": round(oldest, 1),
        "final": final,
        "wake_ups_per_second_and_core": round(wake_ups(ground) / 2, 1),
    }


def approve(ground: Ground, network_request: NetworkRequest) -> Run:

    workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=ground.cast.priya)
    return Run.objects.get(network_request=network_request)


def wait_until_planned(network_request: NetworkRequest) -> None:
    def is_planned() -> bool:
        network_request.refresh_from_db()
        return bool(network_request.status == "in_review")

    wait_for(is_planned, 600, "the worker plans")


def build(ground: Ground, document: Any) -> float:
    """Seconds from the approval to the end of one build."""
    network_request = ground.in_review(document)
    began = time.monotonic()
    ground.until_final(approve(ground, network_request), 600)
    return time.monotonic() - began


def busy_while_parked(ground: Ground, runs: list[Run]) -> float:
    """The share of the two slots that is used from the moment every run waits until the first may look."""
    attachments = StepRecord.objects.filter(run__in=runs, kind="vpc_attachment")
    wait_for(lambda: not attachments.exclude(state="waiting").exists(), 900, "all are parked")
    first = attachments.order_by("not_before").values_list("not_before", flat=True)[0]
    window = (first - engine_now()).total_seconds()
    if window < SHORTEST_WINDOW:
        raise RuntimeError(
            f"The last run was parked {-window:.0f} s after the first was due: too slow to count."
        )
    before, since = busy_seconds(ground), time.monotonic()
    time.sleep(window)
    return (busy_seconds(ground) - before) / (2 * (time.monotonic() - since))


def watch_until_final(runs: list[Run]) -> float:
    """How late the latest due row ever was, until every run has ended."""

    oldest, end = 0.0, time.monotonic() + 900
    live = Run.objects.filter(pk__in=[run.pk for run in runs], finished_at=None)
    while live.exists() and time.monotonic() < end:
        first = due_steps().filter(lease_until=None).order_by("not_before").first()
        if first is not None:
            oldest = max(oldest, (engine_now() - first.not_before).total_seconds())
        time.sleep(0.5)
    return oldest


def busy_seconds(ground: Ground) -> float:
    return sum(float(match) for match in _SUCCEEDED.findall(ground.worker.log(1_000_000)))


def wake_ups(ground: Ground) -> float:
    """Wake-ups that a core answers per second when nothing is due: how cheap a superfluous message is."""

    before = len(_SUCCEEDED.findall(ground.worker.log(1_000_000)))
    began, count = time.monotonic(), 500
    for _ in range(count):
        app.send_task(TAKE_STEPS)

    def answered() -> bool:
        return len(_SUCCEEDED.findall(ground.worker.log(1_000_000))) - before >= count

    wait_for(answered, 120, "the worker answers every wake-up")
    return count / (time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
