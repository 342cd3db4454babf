"""Compile the translations: `python -m portal.embedded.catalogues`. Only what changed is compiled."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.embedded.fingerprint import ROOT


def compile_catalogues(folder: Path = ROOT / "portal" / "locale") -> int:
    """The number of catalogues that were written. Each appears whole or not at all."""
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        new = target.with_suffix(f".{os.getpid()}.new")
        with source.open("rb") as text, new.open("wb") as binary:
            write_mo(binary, read_po(text))
        new.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    compile_catalogues()
