"""Set up `.venv` from a lock file: `python3 portal/embedded/installing.py run|dev`.

Standard library only, since it runs before anything is installed. The environment is made anew only when
the lock's checksum has changed, and one made for `dev` serves `run` as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
NOTE = VENV / "installed.json"
LOCKS = {"run": ROOT / "requirements-run.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST, BELOW = (3, 11), (3, 13)


def main(wanted: str) -> None:
    if is_installed("dev") or is_installed(wanted):
        return
    use_fitting_python()
    if not is_installed("run"):
        make_environment()
    install(wanted)
    NOTE.write_text(json.dumps({"lock": wanted, "sha256": checksum(wanted)}))


def is_installed(lock: str) -> bool:
    try:
        note = json.loads(NOTE.read_text())
    except (OSError, ValueError):
        return False
    return note == {"lock": lock, "sha256": checksum(lock)} and python_of_venv().exists()


def checksum(lock: str) -> str:
    return hashlib.sha256(LOCKS[lock].read_bytes()).hexdigest()


def python_of_venv() -> Path:
    return VENV / "bin" / "python"


def use_fitting_python() -> None:
    """Go on with this Python or replace this process by one that fits; else say what to install."""
    if OLDEST <= sys.version_info[:2] < BELOW:
        return
    for name in ("python3.12", "python3.11"):
        if found := shutil.which(name):
            os.execv(found, [found, *sys.argv])
    given = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        f"{sys.executable} is Python {given}, and the portal needs 3.11 or 3.12. "
        "Install python3.11 and python3.11-venv, or name another: make run PYTHON=/path/to/python3.11"
    )


def make_environment() -> None:
    say(f"Making {VENV.name} with Python {sys.version.split()[0]} ...")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Python's venv module cannot make an environment here. On Debian and Ubuntu run: "
            f"apt-get install python3-venv\n\n{made.stdout}{made.stderr}"
        )


def install(lock: str) -> None:
    count = len(re.findall(r"^[A-Za-z0-9_.\[\]-]+==", LOCKS[lock].read_text(), re.MULTILINE))
    started = time.monotonic()
    said: list[str] = []
    collected = 0
    pip = subprocess.Popen(
        [
            *(str(python_of_venv()), "-m", "pip", "install", "--require-hashes", "--no-input"),
            # The lock is complete. Left to look for dependencies, pip takes a newer release than the lock's
            # for a name with an extra (coverage[toml]) and then refuses it, since it has no hash.
            *("--no-deps", "--disable-pip-version-check", "--progress-bar", "off", "-r", str(LOCKS[lock])),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in pip.stdout or ():
        said.append(line)
        if line.startswith(("Collecting ", "Processing ")):
            collected += 1
            show(f"Installing: {collected} of {count} packages fetched", is_last=False)
        elif line.startswith("Installing collected"):
            show(f"Installing: {collected} packages fetched, unpacking", is_last=True)
    if pip.wait() != 0:
        sys.exit("".join(["\n", *said[-40:], "\npip could not install the packages; see above."]))
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def show(text: str, *, is_last: bool) -> None:
    """One line that moves on a terminal; every 25th step elsewhere."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r{text}" + ("\n" if is_last else ""))
        sys.stdout.flush()
    elif is_last or re.search(r" (\d*[05]0|25|75|\d+25|\d+75) of", text):
        say(text)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
