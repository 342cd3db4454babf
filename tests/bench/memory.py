"""How soon the first page comes and how much memory the whole portal takes, as `make run` starts it.

Memory is PSS, the shared part of each page divided among those who share it, summed over the launcher and
every descendant. The exit code is 1 when a promise (5 s, 1 GB) is not kept.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.figures import at_most, tell, told
from tests.bench.usage import descendants, program, pss_by_program
from tests.portal.embedded.launched import Launched
from tests.waiting import wait_for

FIRST_PAGE_SECONDS, MEMORY_MB = 5.0, 1024
PAGES = 200


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="causeway-bench-") as name:
        folder = Path(name) / "var"
        first = Launched(folder)
        seconds_on_a_fresh_folder = timed(first.wait_for_first_page)
        first.stop()
        second = Launched(folder)
        try:
            seconds = timed(second.wait_for_first_page)
            wait_for(lambda: celery_processes(second.process.pid) >= 5, 60, "workers, pool and beat run")
            read_pages(second.port)
            memory = pss_by_program(second.process.pid)
        finally:
            stopping = timed(second.stop)
    return tell(
        "memory",
        [
            told("first page, fresh folder", round(seconds_on_a_fresh_folder, 1), "s"),
            at_most("first page, later starts", round(seconds, 1), FIRST_PAGE_SECONDS, "s"),
            told("stop", round(stopping, 1), "s"),
            *(told(f"PSS of {name}", round(megabytes), "MB") for name, megabytes in sorted(memory.items())),
            at_most("PSS of all", round(sum(memory.values())), MEMORY_MB, "MB"),
        ],
    )


def timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def read_pages(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(PAGES):
        connection.request("GET", "/en/")
        connection.getresponse().read()
    connection.close()


def celery_processes(pid: int) -> int:
    return sum("celery" in program(each) for each in descendants(pid))


if __name__ == "__main__":
    sys.exit(main())
