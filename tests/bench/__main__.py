"""`make bench`: every measurement of this folder, one after the other, each printing its figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    measurements = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    chosen = sys.argv[1:] or measurements
    failed = [name for name in chosen if measure(name) != 0]
    return 1 if failed else 0


def measure(name: str) -> int:
    sys.stdout.write(f"\n== {name}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
