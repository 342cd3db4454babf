"""The rules need no Django, no settings, no net: an import that tries anything else fails here."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import icp.eligibility.rules

ROOT = Path(icp.eligibility.rules.__file__).parents[3]
MODULES = sorted(module.name for module in pkgutil.iter_modules(icp.eligibility.rules.__path__))
BLOCKED = (
    "django",
    "rest_framework",
    "celery",
    "redis",
    "psycopg",
    "requests",
    "urllib3",
    "alibabacloud_tea_openapi",
)
PROGRAM = """
import sys, socket
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ImportError(name + " is not for rules")
sys.meta_path.insert(0, Blocker())
def no_socket(*args, **kwargs):
    raise OSError("rules do not talk")
socket.socket = no_socket
import importlib
for name in {modules}:
    importlib.import_module(name)
from datetime import date
from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.verdict import assess
print(assess(Facts(), POLICIES["seed-1"], date(2026, 11, 23)).outcome)
"""


def test_the_room_stands_without_django_and_without_a_socket() -> None:
    modules = [f"icp.eligibility.rules.{name}" for name in MODULES] + ["icp.eligibility.batch"]
    program = PROGRAM.format(blocked=set(BLOCKED), modules=modules)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (done.stdout.strip(), done.stderr) == ("needs-human", "")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_the_text_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"icp.eligibility.rules.{name}")).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_a_module_stays_short_enough_to_read(name: str) -> None:
    assert (
        len((ROOT / "icp/eligibility/rules" / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= 300
    )
