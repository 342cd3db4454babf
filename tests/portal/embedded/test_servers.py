"""PostgreSQL and Redis in places that are not easy: deep folders, root without user namespaces."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.embedded.binaries import NOBODY, Identity
from portal.embedded.children import Children, Guard
from portal.embedded.postgres import APPLICATION
from portal.embedded.servers import socket_folder, start_servers
from portal.embedded.trouble import Trouble


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    guard = Guard()
    with Children(tmp_path / "services.log", guard) as children:
        yield children
    guard.close()


def test_sockets_of_a_deep_folder_stand_in_a_short_one(tmp_path: Path) -> None:
    deep = tmp_path / ("deep/" * 30)
    deep.mkdir(parents=True)
    with socket_folder(deep) as sockets:
        assert len(str(sockets)) < 60
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700


def test_sockets_of_a_usual_folder_stand_in_it() -> None:
    with tempfile.TemporaryDirectory(prefix="causeway-") as name, socket_folder(Path(name)) as sockets:
        assert sockets == Path(name) / "sockets"


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give away")


@as_root
@pytest.mark.processes
def test_root_without_user_namespaces_runs_a_copy_as_nobody(children: Children) -> None:
    with tempfile.TemporaryDirectory(prefix="causeway-") as name, socket_folder(Path(name)) as sockets:
        servers = start_servers(Path(name), sockets, children, throwaway=True, who=Identity(uid=NOBODY))
        assert servers.postgres is not None
        with servers.postgres.connect() as connection:
            found = connection.execute(
                "SELECT rolsuper FROM pg_roles WHERE rolname = %s", [APPLICATION]
            ).fetchone()
        assert found == (False,)
        postgres = next(child for child in children.running if child.name == "PostgreSQL")
        assert Path(f"/proc/{postgres.process.pid}").stat().st_uid == NOBODY
        children.stop()


@as_root
@pytest.mark.processes
def test_a_folder_that_nobody_can_enter_is_named(children: Children, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "var").mkdir(parents=True)
    closed.chmod(0o700)
    with socket_folder(closed / "var") as sockets, pytest.raises(Trouble, match="set VAR_DIR"):
        start_servers(closed / "var", sockets, children, throwaway=True, who=Identity(uid=NOBODY))
