"""Outlives the launcher by a moment and stops its children, also when the launcher was killed with -9.

Run as a program of its own, standard library only. Each line on standard input names a child as
`pid start-time signal`; the end of input means the launcher is gone. Children that still run then are
asked to stop in reverse order, and made to stop when they do not.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

# Each child gets its own signal first; PostgreSQL leaves at once on SIGQUIT, as do Celery and gunicorn.
ASKED_SECONDS, URGED_SECONDS = 10.0, 5.0


def start_time(pid: int) -> str:
    """What tells a process from a later one with the same number; "" when there is none."""
    with contextlib.suppress(OSError):
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if after_name[0] == "Z" else after_name[19]
    if Path("/proc/self/stat").exists():
        return ""
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        return "?"
    return ""


def stop(
    pid: int, started: str, first: int, asked: float = ASKED_SECONDS, urged: float = URGED_SECONDS
) -> None:
    """Leave a process alone that has the number but not the start time."""
    for number, seconds in ((first, asked), (signal.SIGQUIT, urged), (signal.SIGKILL, 1.0)):
        if start_time(pid) != started:
            break
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while start_time(pid) == started and time.monotonic() < deadline:
            time.sleep(0.02)

    if not start_time(pid):
        end_group(pid)


def end_group(pid: int) -> None:
    """What a child of ours left in its session when it was killed: Celery's clock does not notice."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def named_children() -> Iterator[tuple[int, str, int]]:
    for line in sys.stdin:
        pid, started, number = line.split()
        yield int(pid), started, int(number)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in reversed(list(named_children())):
        stop(*child)


if __name__ == "__main__":
    main()
