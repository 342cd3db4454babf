"""`make bench`: every measurement of this folder that can be run, one after the other, with its figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    modules = sorted(Path(__file__).parent.glob("[a-z]*.py"))
    chosen = sys.argv[1:] or [module.stem for module in modules if "def main(" in module.read_text()]
    failed = [name for name in chosen if measure(name) != 0]
    return 1 if failed else 0


def measure(name: str) -> int:
    sys.stdout.write(f"\n== {name}\n")
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
