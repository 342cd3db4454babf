"""Whether PDF documents can be made here. WeasyPrint without fonts ends the process that asks it."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
INSTALL = f"apt-get install --no-install-recommends {PACKAGES}"


def missing_for_pdf() -> str:
    """What is missing, with the line that installs it on Debian; "" when PDF documents can be made."""
    missing = [library for library in LIBRARIES if ctypes.util.find_library(library) is None]
    if missing:
        return f"PDF is off: {', '.join(missing)} not found. Run: {INSTALL}"
    if not has_chinese_fonts():
        return f"PDF is off: no font with Chinese characters. Run: {INSTALL}"
    return ""


def has_chinese_fonts() -> bool:
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout)
