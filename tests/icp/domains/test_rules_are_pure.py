"""The rules of look-ups need no Django and no network, and their examples are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import icp.domains.rules

MODULES = sorted(module.name for module in pkgutil.iter_modules(icp.domains.rules.__path__))
PROGRAM = """
import sys, socket
blocked = ("django", "rest_framework", "celery", "psycopg", "requests", "httpx", "dns", "whoisit")
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ImportError(name + " is not for rules")
sys.meta_path.insert(0, Blocker())
def no_socket(*args, **kwargs):
    raise OSError("rules do not talk")
socket.socket = no_socket
import importlib
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_the_rules_load_without_django_and_without_a_network() -> None:
    names = [f"icp.domains.rules.{module}" for module in MODULES]
    root = Path(icp.domains.rules.__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"icp.domains.rules.{module}")).failed == 0
