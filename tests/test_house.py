"""Rules of the house that no other tool checks."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from portal.embedded.fingerprint import ROOT
from tests.house.settings_page import pages

LOCKS = sorted(ROOT.glob("requirements*.lock"))
# An address, an option that names an index, a local file, a direct reference.
ADDRESS = re.compile(r"://|^-|--(extra-)?index|--find-links|\bfile:|\s@\s", re.MULTILINE)


def tracked(*patterns: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def text_of(name: str) -> str:
    try:
        return (ROOT / name).read_text()
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("written", pages(), ids=lambda written: written.name)
def test_the_page_of_settings_says_what_the_code_reads(written: Path) -> None:
    assert written.read_text() == pages()[written], f"{written.name} is old: run `make docs`"


def test_no_setting_is_read_but_through_the_table() -> None:
    """The launcher passes its environment on, and tests make one up; everybody else asks portal/env.py."""
    elsewhere = [
        name
        for name in tracked("portal/*.py", "icp/*.py", "networks/*.py")
        if re.search(r"os\.environ(\[|\.get)|os\.getenv", text_of(name))
        and name not in ("portal/env.py", "portal/alibaba/sdk.py")
    ]
    assert elsewhere == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("--hash=")]
    assert ADDRESS.findall("\n".join(lines)) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_with_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text().strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    folder = re.compile(re.escape(f"{ROOT}/") + r"|(?<![\w.])/(root|home/[a-z]+|work)/[A-Za-z.]")
    assert [name for name in tracked() if folder.search(text_of(name))] == []


def test_every_make_target_is_told_in_the_docs() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), re.MULTILINE))
    told = text_of("CONTRIBUTING.md")
    assert {target for target in targets if f"make {target}" not in told} == set()


def test_no_module_holds_a_second_subject() -> None:
    """300 lines are the ceiling; a longer file becomes a folder of the same name. Settings are one file."""
    modules = tracked("portal/*.py", "icp/*.py", "networks/*.py")
    long = {name: text_of(name).count("\n") for name in modules if "migrations" not in name}
    long.pop("portal/settings.py")
    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X)\b")
    assert [name for name in tracked("*.py", "*.html", "*.js", "*.css") if later.search(text_of(name))] == []
