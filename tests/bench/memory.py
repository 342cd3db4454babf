"""How soon the first page comes and how much memory the whole portal takes, as `make run` starts it.

Memory is PSS, the shared part of each page divided among those who share it, summed over the launcher and
every descendant. Prints figures; the exit code is 1 when a promise (5 s, 1 GB) is not kept.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

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
            wait_for(lambda: celery_processes(second.process.pid) >= 4, 60, "worker, pool and beat run")
            read_pages(second.port)
            memory = pss_by_program(second.process.pid)
        finally:
            stopping = timed(second.stop)
    print_figures(seconds_on_a_fresh_folder, seconds, stopping, memory)
    return 0 if seconds <= FIRST_PAGE_SECONDS and sum(memory.values()) <= MEMORY_MB else 1


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


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for file in children for child in file.read_text().split()]
    return [pid, *(each for child in found for each in descendants(child))]


def celery_processes(pid: int) -> int:
    return sum("celery" in program(each) for each in descendants(pid))


def program(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    for name in ("gunicorn", "celery", "portal.standin", "portal.embedded", "guard", "postgres", "redis"):
        if name in words:
            return name.removeprefix("portal.")
    return words.split()[0] if words else "ended"


def pss_by_program(pid: int) -> dict[str, float]:
    """Megabytes by program."""
    found: dict[str, float] = {}
    for each in descendants(pid):
        rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        kilobytes = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
        if kilobytes:
            found[program(each)] = found.get(program(each), 0.0) + int(kilobytes[1]) / 1024
    return found


def print_figures(fresh: float, again: float, stopping: float, memory: dict[str, float]) -> None:
    lines = [
        f"first page, fresh folder   {fresh:6.1f} s",
        f"first page, later starts   {again:6.1f} s   promised: {FIRST_PAGE_SECONDS:.0f} s",
        f"stop                       {stopping:6.1f} s",
        *(f"PSS {name:<22} {megabytes:6.0f} MB" for name, megabytes in sorted(memory.items())),
        f"PSS of all                 {sum(memory.values()):6.0f} MB  promised: {MEMORY_MB} MB",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
