from __future__ import annotations

import stat
from pathlib import Path

from portal.embedded.place import Place


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_key_is_made_once_and_for_this_user_only(tmp_path: Path) -> None:
    place = Place(tmp_path / "var")
    place.ensure_secret_key()
    first = (place.folder / "secret_key").read_text()
    place.ensure_secret_key()
    assert (place.folder / "secret_key").read_text() == first
    assert len(first) >= 50
    assert mode(place.folder / "secret_key") == 0o600


def test_an_open_folder_is_closed(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir(mode=0o755)
    assert mode(Place(tmp_path / "var").folder) == 0o700


def test_the_database_is_prepared_again_when_its_files_changed(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.note_prepared("one state")
    assert place.is_prepared("one state")
    assert not place.is_prepared("another state")
