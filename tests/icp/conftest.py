from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages


@pytest.fixture
def vault_folder(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the papers of this test."""
    place = tmp_path / "papers"
    entry = settings.STORAGES["papers"]
    options = {**entry["OPTIONS"], "location": str(place)}
    settings.STORAGES = {**settings.STORAGES, "papers": {**entry, "OPTIONS": options}}
    return place


@pytest.fixture
def everything_kept(vault_folder: Path) -> Iterator[Any]:
    """`everything_kept()`: all names and bytes that lie in the storage of papers now."""

    def look() -> dict[str, bytes]:
        found = sorted(path for path in vault_folder.rglob("*") if path.is_file())
        return {str(path.relative_to(vault_folder)): path.read_bytes() for path in found}

    yield look
    assert storages["papers"].location == str(vault_folder)  # type: ignore[attr-defined]
