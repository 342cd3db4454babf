"""Chromium from the system, with nothing downloaded and nothing asked of the network."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
PACKAGES = "chromium fonts-noto-cjk poppler-utils"
INSTALL = f"apt-get install --no-install-recommends {PACKAGES}"


def missing_for_the_browser() -> str:
    """A sentence with the line to run when Chromium or Chinese fonts are not installed; else ""."""
    if not CHROMIUM.exists():
        return f"{CHROMIUM} is missing, and browser tests need it. Run: {INSTALL}"
    if not has_chinese_fonts():
        return f"No font with Chinese characters is installed, and pictures need one. Run: {INSTALL}"
    return ""


def has_chinese_fonts() -> bool:
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout)


def browser_launch_arguments() -> dict[str, Any]:
    return {
        "executable_path": str(CHROMIUM),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
