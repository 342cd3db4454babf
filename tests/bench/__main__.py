"""`make bench`: every measurement of this folder, one after the other, one file of figures and one table.

`python -m tests.bench [--to FILE] [NAME ...]`; without names all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from portal.embedded.fingerprint import ROOT
from tests.bench.figures import FOLDER

HERE = Path(__file__).parent


def main() -> int:
    names = sorted(path.stem for path in HERE.glob("[a-z]*.py") if "def main(" in path.read_text())
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}")
    asked.add_argument("--to", type=Path, default=ROOT / "var" / "bench.json", help="where the figures go")
    chosen = asked.parse_args()
    if unknown := set(chosen.names) - set(names):
        asked.error(f"{', '.join(sorted(unknown))} is no measurement. There are: {', '.join(names)}.")
    document = {**circumstances(), "measurements": [measured(name) for name in chosen.names or names]}
    chosen.to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    chosen.to.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    sys.stdout.write(f"\n{table(document)}\n\nFigures: {chosen.to}\n")
    return 0 if all(each["exit_code"] == 0 for each in document["measurements"]) else 1


def circumstances() -> dict[str, Any]:
    """What the figures depend on. The seed reaches the measurements as SEED."""
    os.environ.setdefault("SEED", str(Random().randrange(10**6)))
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": git("rev-parse", "HEAD"),
        "changed_files": len(git("status", "--porcelain", "--untracked-files=no").splitlines()),
        "seed": int(os.environ["SEED"]),
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": pages * size // 2**20,
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def git(*words: str) -> str:
    """What git says; empty in a copy without a repository."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def measured(name: str) -> dict[str, Any]:
    sys.stdout.write(f"\n== {name}\n")
    sys.stdout.flush()
    load, began = os.getloadavg()[0], time.monotonic()
    with TemporaryDirectory(prefix="causeway-bench-") as folder:
        command = [sys.executable, "-m", f"tests.bench.{name}"]
        done = subprocess.run(command, env={**os.environ, FOLDER: folder}, check=False)
        told = Path(folder) / f"{name}.json"
        found = json.loads(told.read_text()) if told.exists() else {"name": name, "figures": []}
    seconds = round(time.monotonic() - began, 1)
    return {**found, "seconds": seconds, "load_at_start": round(load, 2), "exit_code": done.returncode}


def table(document: dict[str, Any]) -> str:
    rows = [("measurement", "figure", "promised", "kept")]
    for each in document["measurements"]:
        rows += [
            (
                f"{each['name']}: {row['measurement']}",
                worded(row),
                row["promised"] or "-",
                verdict(row["kept"]),
            )
            for row in each["figures"]
        ]
        if not each["figures"]:
            rows.append((each["name"], "did not finish", "-", "no"))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    rows.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]  # four words, like the others
    head = "  ".join(f"{name} {document[name]}" for name in ("commit", "seed", "cores", "load_at_start"))
    lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([head, "", *(line.rstrip() for line in lines)])


def worded(row: dict[str, Any]) -> str:
    return f"{row['figure']:g} {row['unit']}".strip() if abs(row["figure"]) < 1e5 else f"{row['figure']:,.0f}"


def verdict(kept: bool | None) -> str:
    return {True: "yes", False: "NO", None: "-"}[kept]


if __name__ == "__main__":
    sys.exit(main())
