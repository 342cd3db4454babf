"""`make run` after its set-up: one process that brings everything and leaves nothing."""

from __future__ import annotations

import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from portal.embedded.programs import OUTSIDE, QUEUES
from tests.portal.embedded.launched import Launched
from tests.portal.embedded.test_children import has_members
from tests.waiting import wait_for

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def launched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    launched = Launched(tmp_path_factory.mktemp("launched") / "var")
    launched.wait_for_first_page()
    yield launched
    launched.stop()


def test_it_says_where_the_portal_is_and_who_may_sign_in(launched: Launched) -> None:
    wait_for(lambda: "Ctrl-C" in launched.said(), 20, "the launcher says where the portal is")
    assert f"http://127.0.0.1:{launched.port}/" in launched.said()
    assert "lena@nordwind.example" in launched.said()


def test_its_folder_is_closed_to_other_users(launched: Launched) -> None:
    folder = launched.folder
    for kept in (folder, folder / "secret_key", folder / "services.json"):
        assert stat.S_IMODE(kept.stat().st_mode) & 0o077 == 0


def test_four_filings_stand_in_the_demo_with_papers_that_were_read_and_a_number_that_was_found(
    launched: Launched,
) -> None:
    url = launched.services()["database_url"].replace("postgres://", "postgresql://")
    of_filings, of_papers, of_footers = (
        "SELECT title, state FROM icp_filing ORDER BY title",
        "SELECT count(*), min(state), max(state) FROM icp_paper",
        "SELECT domain, state FROM icp_publication",
    )
    with psycopg.connect(url, autocommit=True) as connection:
        # They come after the first page, which does not wait for them.
        wait_for(lambda: ("nordwind-parts.cn", "LIVE") in connection.execute(of_footers), 120)
        filings = connection.execute(of_filings).fetchall()
        papers = connection.execute(of_papers).fetchone()
    assert filings == [
        ("meridian-trade.cn", "SPECIALIST_REVIEW"),
        ("nordwind-maschinen.cn", "DRAFT"),
        ("nordwind-parts.cn", "APPROVED"),
        ("nordwind-service.cn", "SMS_PENDING"),
    ]
    assert papers == (6, "accepted", "accepted")


def test_the_portal_connects_as_a_role_that_cannot_rewrite_events(launched: Launched) -> None:
    url = launched.services()["database_url"].replace("postgres://", "postgresql://")
    with psycopg.connect(url) as connection:
        allowed = connection.execute(
            "SELECT has_table_privilege('events_event', 'INSERT'), "
            "has_table_privilege('events_event', 'UPDATE'), rolsuper "
            "FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert allowed == (True, False, False)


def test_killed_it_leaves_nothing_and_starts_again_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    killed = Launched(tmp_path / "var")
    killed.wait_for_first_page()
    assert len(killed.family()) > 6
    killed.process.kill()
    killed.process.wait()
    # It waits for the last child of the one before, so nothing of that one is left when it answers.
    before = set(killed.family())
    again = Launched(tmp_path / "var")
    again.wait_for_first_page()
    assert before.isdisjoint(again.family())
    assert again.stop(signal.SIGINT) == 0
    assert again.family() == []


def test_a_second_start_in_the_same_folder_is_refused(launched: Launched) -> None:
    second = Launched(launched.folder)
    assert second.process.wait(30) == 1
    assert f"already runs from here, as process {launched.process.pid}" in second.said()


def test_a_busy_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        launched = Launched(tmp_path / "var", port=busy.getsockname()[1])
        assert launched.process.wait(30) == 1
        assert f"port {launched.port}" in launched.said() and "make run PORT=" in launched.said()


@pytest.mark.parametrize(
    ("queues", "name"), [(QUEUES, "the worker"), (OUTSIDE, "the worker that looks outside")]
)
def test_a_worker_is_started_again_when_it_dies(launched: Launched, queues: str, name: str) -> None:
    def is_worker(pid: int) -> bool:
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            return False  # it ended between two looks
        return f"--queues\0{queues}\0".encode() in command and parent == str(launched.process.pid)

    def workers() -> list[int]:
        return [pid for pid in launched.family() if is_worker(pid)]

    (worker,) = wait_for(workers, 30, "the worker runs")
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: workers() not in ([], [worker]), 30, "another worker runs")
    assert f"{name} stopped" in launched.said()
    wait_for(lambda: not has_members(worker), 10, "nothing of the dead one is left: no pool, no clock")
