"""Every test belongs to a group of `make test`."""

from __future__ import annotations

from pathlib import Path

from tests.run import GROUPS


def test_the_group_of_the_browser_names_every_file_with_such_tests() -> None:
    named = [Path(word) for word in GROUPS["browser"] if word.startswith("tests/")]
    marked = [
        path for path in Path("tests").rglob("test_*.py") if "pytest.mark." + "browser" in path.read_text()
    ]

    left_out = [path for path in marked if not any(path.is_relative_to(place) for place in named)]

    assert marked and not left_out
