"""`make test` and `make soak`: one set of services, the quick tests first, minutes per group.

python -m tests.run [--soak] [--group NAME] [arguments for pytest]
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from portal.embedded.paper import PACKAGES as PDF_PACKAGES
from portal.embedded.paper import missing_for_pdf
from portal.embedded.system_packages import install_as_root
from tests import services
from tests.browser import PACKAGES as BROWSER_PACKAGES
from tests.browser import missing_for_the_browser
from tests.standin.node_clients import install_node_clients

NO_TESTS_COLLECTED = 5
_SHORT = "not soak and not bench"
LONG = "@pytest.mark.soak"
GROUPS: Mapping[str, Sequence[str]] = {
    "quick": ("-m", f"not committed and not processes and not browser and {_SHORT}"),
    "processes": ("-m", f"(committed or processes) and not browser and {_SHORT}"),
    # Named, since to read all other tests only to leave them out takes half a minute.
    "browser": ("-m", f"browser and {_SHORT}", "tests/journeys", "tests/portal/embedded/test_harness.py"),
}


def soak_parts() -> Mapping[str, Sequence[str]]:
    """One part for each file that holds long tests, named after the file."""
    files = sorted(path for path in Path("tests").rglob("test_*.py") if LONG in path.read_text())
    return {file.stem.removeprefix("test_"): ("-m", "soak", str(file)) for file in files}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.run", description=__doc__)
    parser.add_argument("--soak", action="store_true", help="the long tests")
    parser.add_argument("--group", help="only this group, or this part of the soak")
    given, for_pytest = parser.parse_known_args()
    groups = soak_parts() if given.soak else GROUPS
    if given.group and given.group not in groups:
        parser.error(f"There is no group {given.group!r}. There are: {', '.join(groups)}.")
    chosen = {given.group: groups[given.group]} if given.group else groups
    if missing_for_the_browser() or missing_for_pdf():
        install_as_root([*BROWSER_PACKAGES.split(), *PDF_PACKAGES.split()])
    if "node" in chosen:
        install_node_clients()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        services.start()
        return run(chosen, for_pytest)
    finally:
        services.stop()


def run(groups: Mapping[str, Sequence[str]], for_pytest: Sequence[str]) -> int:
    minutes: dict[str, float] = {}
    failed: list[str] = []
    for name, selection in groups.items():
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        began = time.monotonic()
        pytest = [sys.executable, "-m", "pytest", "-n", os.environ.get("PROCESSES", "2"), "-q"]
        code = subprocess.run(
            [*pytest, *selection, *for_pytest], stdin=subprocess.DEVNULL, check=False
        ).returncode
        minutes[name] = (time.monotonic() - began) / 60
        if code not in (0, NO_TESTS_COLLECTED):
            failed.append(name)
    sys.stdout.write("\nminutes  group\n")
    for name, spent in minutes.items():
        sys.stdout.write(f"{spent:7.1f}  {name}{'  FAILED' if name in failed else ''}\n")
    sys.stdout.write(f"{sum(minutes.values()):7.1f}  all\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
