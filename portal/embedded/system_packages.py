"""Debian packages that pip cannot bring: `python -m portal.embedded.system_packages`.

As root they are installed when something is missing; otherwise nothing happens, and whoever needs them
says which line to run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from portal.embedded.paper import PACKAGES, missing_for_pdf


def install_as_root(packages: Sequence[str]) -> bool:
    """Whether they are installed now. False when we are not root, there is no apt-get, or it failed."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    sys.stdout.write(f"Installing {' '.join(packages)} ...\n")
    sys.stdout.flush()
    return _apt("install", "--no-install-recommends", "-y", *packages) or (
        _apt("update") and _apt("install", "--no-install-recommends", "-y", *packages)
    )


def _apt(*arguments: str) -> bool:
    done = subprocess.run(
        ["apt-get", "-q", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )
    return done.returncode == 0


if __name__ == "__main__":
    if missing_for_pdf():
        install_as_root(PACKAGES.split())
