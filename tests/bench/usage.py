"""What a process and its descendants use, by program: memory (PSS) and seconds of the processor."""

from __future__ import annotations

import os
import re
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for file in children for child in file.read_text().split()]
    return [pid, *(each for child in found for each in descendants(child))]


def program(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    names = ("gunicorn", "celery", "portal.standin", "portal.embedded", "guard", "postgres", "redis", "bench")
    for name in names:
        if name in words:
            return name.removeprefix("portal.")
    return words.split()[0] if words else "ended"


def pss_kilobytes(pid: int) -> int:
    """The process's own memory and its share of what it shares; 0 when it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) if found else 0


def pss_by_program(pid: int) -> dict[str, float]:
    """Megabytes by program."""
    found: dict[str, float] = {}
    for each in descendants(pid):
        if kilobytes := pss_kilobytes(each):
            found[program(each)] = found.get(program(each), 0.0) + kilobytes / 1024
    return found


def cpu_by_program(pid: int) -> dict[str, float]:
    """Seconds by program so far, those of ended children with their parent."""
    found: dict[str, float] = {}
    for each in descendants(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used = sum(int(field) for field in fields[11:15]) / TICKS
        found[program(each)] = found.get(program(each), 0.0) + used
    return found
