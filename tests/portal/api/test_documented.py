"""docs/api.md says everything that a program may meet."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import refusals
from portal.api import refusals as of_the_door
from portal.api.codes import CODES
from portal.api.scopes import SCOPES

ROOT = Path(refusals.__file__).parent.parent
DOCS = (ROOT / "docs" / "api.md").read_text()
DOCUMENTED = set(re.findall(r"^\| `([a-z_]+)` \| \d{3} \|", DOCS, re.MULTILINE))
REFUSALS = {
    name
    for module in (refusals, of_the_door)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, refusals.Refused)
}


def codes_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and node.args:
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def raised() -> set[str]:
    files = (path for room in ("portal", "icp", "networks") for path in (ROOT / room).rglob("*.py"))
    return {code for path in files for code in codes_of(path)}


def test_every_code_that_is_raised_is_documented():
    assert raised() - DOCUMENTED == set()


def test_every_code_of_the_docs_page_is_documented_with_the_same_status():
    for code in CODES.values():
        assert f"| `{code.name}` | {code.status} |" in DOCS


@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_is_documented(scope):
    assert f"| `{scope}` |" in DOCS


def test_codes_that_nobody_answers_are_not_documented():
    of_the_framework = {"unknown_key", "invalid"}
    sources = "".join(path.read_text() for path in (ROOT / "portal").rglob("*.py") if path.name != "codes.py")
    gone = {code for code in DOCUMENTED - raised() - of_the_framework if f'"{code}"' not in sources}
    assert gone == set()
