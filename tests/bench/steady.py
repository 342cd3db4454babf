"""Whether a worker's child stays flat: `python -m tests.bench.steady [runs]`.

The memory (PSS) of each child of one worker is read after 50 runs, and after every 25 more. Up to the 50th a
child imports what it needs and makes its clients. From then on a leak of a few kilobytes per run must show:
no child is replaced meanwhile, though the product replaces one after 2,000 tasks (some 100 runs).

The tolerance: a child shares pages with its parent, and PSS grows as it writes to them and as its allocator
spreads, ever more slowly; that is 1 to 1.5 percent. A leak does not slow down: two percent over 150 runs is
15 kB a run for a child of 110 MB, and 1.5 MB until the child is replaced. The slope over the later half of
the reads stands beside it.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

os.environ["ENGINE_POLL_SCALE"] = "0.005"  # before the settings are read
os.environ["ENGINE_TIME_SCALE"] = "0.04"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from networks.fulfilment.models import Run
from networks.requests import workflow
from tests.bench.figures import at_most, tell, told
from tests.bench.stage import FINAL, Ground, stage
from tests.bench.usage import descendants, pss_kilobytes
from tests.networks.engine.driving import WITHIN_FRANKFURT
from tests.waiting import wait_for

FROM, EVERY, READS = 50, 25, 3
AT_MOST_GROWTH = 2.0  # percent, from the 50th run to the last


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with stage(options=("--max-tasks-per-child", "1000000")) as ground:
        ground.standin.control(
            "POST", "settings", {"pace": 0, "quotas": {"vpc_quota_instances_num": 100_000}}
        )
        series = measure(ground, runs)
    first, last = series[FROM], series[runs]
    later = list(series)[len(series) // 2 :]
    growth = max((last[pid] - first[pid]) / first[pid] * 100 for pid in first)
    slope = max(
        statistics.linear_regression(later, [series[count][pid] for count in later]).slope for pid in first
    )
    return tell(
        "steady",
        [
            at_most(
                f"growth of a worker's child, run {FROM} to {runs}", round(growth, 2), AT_MOST_GROWTH, "%"
            ),
            told(f"its slope from run {later[0]} on", round(slope, 1), "kB/run"),
            told(f"its memory after {runs} runs", round(max(last.values()) / 1024, 1), "MB"),
        ],
        kilobytes={str(count): list(found.values()) for count, found in series.items()},
    )


def measure(ground: Ground, runs: int) -> dict[int, dict[int, int]]:
    """Kilobytes by child, after so many runs."""
    assert ground.worker.child is not None
    children = descendants(ground.worker.child.process.pid)[1:]
    series: dict[int, dict[int, int]] = {}
    done = 0
    while done < runs:
        fulfil(ground, EVERY)
        done += EVERY
        if done >= FROM:
            series[done] = {pid: median_of_reads(pid) for pid in children}
    return series


def fulfil(ground: Ground, count: int) -> None:
    for _ in range(count):
        network_request = ground.in_review(WITHIN_FRANKFURT)
        workflow.approve_request(
            network_request, plan_hash=network_request.plan.plan_hash, by=ground.cast.priya
        )
    wait_for(lambda: not Run.objects.exclude(status__in=FINAL).exists(), 300, "the runs end")


def median_of_reads(pid: int) -> int:
    reads = []
    for _ in range(READS):
        reads.append(pss_kilobytes(pid))
        time.sleep(0.2)
    return int(statistics.median(reads))


if __name__ == "__main__":
    sys.exit(main())
