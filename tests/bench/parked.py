"""Two hundred builds wait for the cloud while one more goes by: `python -m tests.bench.parked [runs]`.

One worker process with concurrency 2, production's waits, its sweep, a cloud that changes one thing of a CEN
at a time. What is parked: in each run one attachment takes a minute to settle and the other was told "busy".

Bringing 200 runs to their attachments takes longer than such a minute. So the attachments are held back, by
the column that a paused run uses, until every run has come so far; then all are let go at once. From there on
nothing is held: all wait within the same minute, all come due together, and the 201st is built all the while.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

os.environ["ENGINE_POLL_SCALE"] = os.environ["ENGINE_TIME_SCALE"] = "1"  # before the settings are read
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db.models import QuerySet

from networks.fulfilment.due import oldest_due_seconds
from networks.fulfilment.models import Run, StepRecord
from networks.fulfilment.opening import TAKE_STEPS
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from portal.calendar.clock import ClockTimestamp, engine_now
from portal.celery import app
from tests.bench.figures import at_most, tell, told
from tests.bench.slots import SLOTS, Slots
from tests.bench.stage import FINAL, Ground, stage
from tests.bench.usage import cpu_by_program
from tests.networks.engine.driving import WITHIN_FRANKFURT
from tests.waiting import wait_for

SETTLE, SHORTEST_WINDOW, LONGEST = 60.0, 15.0, 900.0
AT_MOST_SLOWER, AT_MOST_BUSY, AT_MOST_OVERDUE = 1.25, 0.10, 15.0
BETWEEN_LOOKS = 0.25  # of this program at the database: often enough, and no load of its own
WAKE_UPS = 500
AT_ONCE = dict.fromkeys(("transit_router", "vpc", "vswitch", "cen", "association", "propagation"), 0.0)


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with stage(beat=True) as ground:
        found = measure(ground, runs)
    return tell(
        "parked",
        [
            at_most(f"one more beside {runs}, of alone", found["slower"], AT_MOST_SLOWER),
            at_most("slots busy while all wait", found["slots_busy"], AT_MOST_BUSY),
            at_most("oldest due row", found["oldest_due_seconds"], AT_MOST_OVERDUE, "s"),
            at_most("runs not succeeded", runs - found["succeeded"], 0),
            told("wake-ups that find nothing", found["wake_ups_per_second_and_core"], "/s/core"),
        ],
        **found,
    )


def measure(ground: Ground, count: int) -> dict[str, Any]:
    slots = Slots(ground.worker.children.log)
    cloud_settles(ground)
    alone, _oldest = until_final(begin(ground, ground.in_review(WITHIN_FRANKFURT)))

    runs = [begin(ground, each, held=True) for each in planned(ground, count)]
    one_more = ground.in_review(WITHIN_FRANKFURT)
    until_all_stand_before_their_attachments(runs)
    window = let_go(runs)

    before, used, since = slots.read().seconds, cpu_by_program(os.getpid()), time.monotonic()
    last = begin(ground, one_more)
    oldest = 0.0
    while time.monotonic() - since < window:
        oldest = max(oldest, oldest_due_seconds() or 0.0)
        time.sleep(BETWEEN_LOOKS)
    took = time.monotonic() - since
    busy = (slots.read().seconds - before) / (SLOTS * took)
    shares = {name: (now - used.get(name, 0)) / took for name, now in cpu_by_program(os.getpid()).items()}
    beside, oldest_beside = until_final(last, begun=since)
    _seconds, oldest_after = until_final(*runs)
    return {
        "runs": count,
        "alone_seconds": round(alone, 2),
        "beside_seconds": round(beside, 2),
        "slower": round(beside / alone, 3),
        "window_seconds": round(took, 1),
        "slots_busy": round(busy, 3),
        "cores_used_while_all_wait": {name: round(share, 3) for name, share in shares.items()},
        "oldest_due_seconds": round(max(oldest, oldest_beside, oldest_after), 1),
        "succeeded": living(runs).filter(status="succeeded").count(),
        "wake_ups_per_second_and_core": round(wake_ups(slots) / SLOTS, 1),
    }


def cloud_settles(ground: Ground) -> None:
    settle = {**AT_ONCE, "vpc_attachment": SETTLE}
    quotas = {"vpc_quota_instances_num": 100_000}
    ground.standin.control("POST", "settings", {"pace": 1, "quotas": quotas, "settle": settle})


def planned(ground: Ground, count: int) -> list[NetworkRequest]:
    requests = [ground.submitted(WITHIN_FRANKFURT) for _ in range(count)]
    rows = NetworkRequest.objects.filter(pk__in=[each.pk for each in requests])
    slowly(lambda: not rows.exclude(status="in_review").exists(), "the worker surveys and plans all of them")
    return list(rows.select_related("plan"))


def begin(ground: Ground, network_request: NetworkRequest, *, held: bool = False) -> Run:
    workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=ground.cast.priya)
    run = Run.objects.get(network_request=network_request)
    if held:
        attachments([run]).update(active=False)
    return run


def attachments(runs: list[Run]) -> QuerySet[StepRecord]:
    return StepRecord.objects.filter(run__in=runs, kind="vpc_attachment")


def living(runs: list[Run]) -> QuerySet[Run]:
    return Run.objects.filter(pk__in=[run.pk for run in runs])


def until_all_stand_before_their_attachments(runs: list[Run]) -> None:
    slowly(
        lambda: not attachments(runs).filter(ready=False).exists(), "every run has come to its attachments"
    )


def let_go(runs: list[Run]) -> float:
    """Ask for all attachments now; seconds from the moment when every run waits to the first that is due."""
    attachments(runs).update(active=True, not_before=ClockTimestamp())
    for _slot in range(SLOTS):
        app.send_task(TAKE_STEPS)
    waiting = attachments(runs).filter(state__in=("waiting", "backing_off"), not_before__gt=ClockTimestamp())
    slowly(lambda: waiting.filter(lease_until=None).count() == 2 * len(runs), "every run is parked")
    first = attachments(runs).order_by("not_before").values_list("not_before", flat=True)[0]
    window = (first - engine_now()).total_seconds()
    if window < SHORTEST_WINDOW:
        raise RuntimeError(
            f"All were parked only {window:.0f} s before the first came due: too late to count."
        )
    return window


def until_final(*runs: Run, begun: float | None = None) -> tuple[float, float]:
    """Seconds until all have ended, and how late the latest due row was meanwhile."""
    began, oldest = begun or time.monotonic(), 0.0
    open_runs = living(list(runs)).exclude(status__in=FINAL)

    def all_ended() -> bool:
        nonlocal oldest
        oldest = max(oldest, oldest_due_seconds() or 0.0)
        return not open_runs.exists()

    slowly(all_ended, "the runs end")
    return time.monotonic() - began, oldest


def slowly(condition: Any, what: str) -> None:
    def now_and_then() -> bool:
        time.sleep(BETWEEN_LOOKS)
        return bool(condition())

    wait_for(now_and_then, LONGEST, what)


def wake_ups(slots: Slots) -> float:
    """Wake-ups that the worker answers per second when nothing is due: how cheap a superfluous one is."""
    before, began = slots.read().tasks, time.monotonic()
    for _ in range(WAKE_UPS):
        app.send_task(TAKE_STEPS)
    wait_for(lambda: slots.read().tasks - before >= WAKE_UPS, 120, "the worker answers every wake-up")
    return WAKE_UPS / (time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
