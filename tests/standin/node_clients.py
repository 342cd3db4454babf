"""The vendor's Node.js clients, which `make soak` installs for the part that drives them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from portal.embedded.system_packages import install_as_root

FOLDER = Path(__file__).parent / "node"
INSTALL = "npm install --no-package-lock --ignore-scripts"


def missing_for_node() -> str:
    """A sentence with the line to run when Node.js or the vendor's clients are not installed; else ""."""
    if shutil.which("node") is None:
        return "Node.js is missing, and this test drives it. Run: apt-get install nodejs npm"
    if not (FOLDER / "node_modules").is_dir():
        return f"The vendor's Node.js clients are missing. In tests/standin/node run: {INSTALL}"
    return ""


def install_node_clients() -> None:
    if shutil.which("npm") is None:
        install_as_root(["nodejs", "npm"])
    if shutil.which("npm") is not None and missing_for_node():
        subprocess.run(INSTALL.split(), cwd=FOLDER, stdin=subprocess.DEVNULL, check=False)
