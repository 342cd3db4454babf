"""What a long application pack costs, and whom it holds up: `python -m tests.bench.packs`.

Two real workers, as docker-compose starts them: one for papers and packs, one for everything else. A pack of
twenty pages is made. While packs are made, clocks of filings are rung by the other worker, and how long a
ring takes is compared with rings while no pack is made, in the same run.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from tests.bench.figures import at_least, at_most, tell, told
from tests.waiting import wait_for

PAGES, SECONDS, MEGABYTES = 20, 20.0, 400.0
RINGS = 15
# A ring beside a pack may take this much longer: two cores are shared by everything here.
MOST_SLOWER = 3.0


def bench_packs() -> dict[str, Any]:
    from portal.embedded.postgres import APPLICATION
    from tests import services
    from tests.bench.stage import stage
    from tests.processes import Worker
    from tests.settings import WORKER
    from tests.world import make_world

    with stage(options=["-Q", "provisioning,outbox"]) as ground, TemporaryDirectory() as folder:
        from portal.embedded.children import Children, Guard

        guard = Guard()
        with Children(Path(folder) / "files.log", guard) as children:
            environment = {
                "DJANGO_SETTINGS_MODULE": "portal.settings",
                "DATABASE_URL": services.url(WORKER, APPLICATION),
                "ALIBABA_CLOUD_ENDPOINT": ground.standin.address,
            }
            files = Worker(children, environment)
            files.start(options=["-Q", "files", "--concurrency", "1"])
            world = make_world()
            filing = _long_filing(world)
            alone = [_ring(world) for _ in range(RINGS)]
            first = _make(filing, world)
            beside = []
            while len(beside) < RINGS:
                pack = _ask(filing, world)
                while not _is_done(pack) and len(beside) < RINGS:
                    beside.append(_ring(world))
                wait_for(lambda asked=pack: _is_done(asked), 120, "the pack is made")
            files.stop()
        guard.close()
    return {**first, "alone": statistics.median(alone), "beside": statistics.median(beside)}


def _long_filing(world: Any) -> Any:
    """A filing with many rounds behind it: its pack tells every reason it ever came back for."""
    from icp.filings.models import Remark
    from icp.filings.rules.reasons import REASONS
    from portal.calendar.clock import now
    from tests.icp.filings.cases import submitted

    filing = submitted(world)
    codes = list(REASONS)
    Remark.objects.bulk_create(
        Remark(
            filing=filing,
            round=1 + number // 60,
            code=codes[number % len(codes)],
            source="provider",
            written_by=world.wei,
            written_at=now(),
        )
        for number in range(480)
    )
    return filing


def _ask(filing: Any, world: Any) -> Any:
    from icp.filings.models import Filing
    from icp.packs.workflow import request_pack

    # What changed makes a new version.
    Filing.objects.filter(pk=filing.pk).update(round=filing.round + 1)
    filing.refresh_from_db()
    return request_pack(filing, by=world.lena)


def _is_done(pack: Any) -> bool:
    pack.refresh_from_db()
    if pack.state == "failed":
        raise RuntimeError(f"the pack failed: {pack.error_code}")
    return bool(pack.is_finished)


def _make(filing: Any, world: Any) -> dict[str, Any]:
    begun = time.monotonic()
    pack = _ask(filing, world)
    wait_for(lambda: _is_done(pack), 120, "the pack is made")
    return {
        "seconds": time.monotonic() - begun,
        "pages": pack.pages,
        "megabytes": (pack.peak_memory_kib or 0) / 1024,
    }


def _ring(world: Any) -> float:
    """Seconds from a wake-up until another worker has rung a clock that is due."""
    from icp.filings.models import Deadline
    from portal.calendar.clock import now
    from portal.events.recording import wake
    from tests.icp.filings.cases import draft

    filing = draft(world)
    Deadline.objects.filter(filing=filing).update(
        starts_at=now() - timedelta(days=31), due_at=now() + timedelta(days=14), next_at=now()
    )
    begun = time.monotonic()
    wake("icp.filings.sweep")
    wait_for(lambda: Deadline.objects.get(filing=filing).passed == 30, 60, "the clock is rung")
    return time.monotonic() - begun


def main() -> int:
    django.setup()
    found = bench_packs()
    return tell(
        "packs",
        [
            at_least("pages of the pack", found["pages"], PAGES),
            at_most("from the request to the file", round(found["seconds"], 1), SECONDS, "s"),
            at_most("peak memory of the child", round(found["megabytes"], 0), MEGABYTES, "MB"),
            told("a ring with no pack", round(found["alone"] * 1000, 0), "ms"),
            at_most(
                "a ring beside packs, times one alone",
                round(found["beside"] / found["alone"], 2),
                MOST_SLOWER,
            ),
        ],
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main())
