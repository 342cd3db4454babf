"""What a process and its descendants use, by program: memory (PSS) and seconds of the processor."""

from __future__ import annotations

import os
import re
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def kept(path: Path) -> str:
    """What stands there; nothing where the process has ended, which it may do between any two looks."""
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for file in children for child in kept(file).split()]
    return [pid, *(each for child in found for each in descendants(child))]


def program(pid: int) -> str:
    words = kept(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")
    names = ("gunicorn", "celery", "portal.standin", "portal.embedded", "guard", "postgres", "redis", "bench")
    for name in names:
        if name in words:
            return name.removeprefix("portal.")
    return words.split()[0] if words else "ended"


def pss_kilobytes(pid: int) -> int:
    """The process's own memory and its share of what it shares; 0 when it has ended."""
    found = re.search(r"^Pss:\s+(\d+) kB", kept(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
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
        fields = kept(Path(f"/proc/{each}/stat")).rpartition(")")[2].split()
        if not fields:
            continue
        used = sum(int(field) for field in fields[11:15]) / TICKS
        found[program(each)] = found.get(program(each), 0.0) + used
    return found
