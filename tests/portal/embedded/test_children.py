"""Children never outlive whoever started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portal.embedded import guard
from portal.embedded.children import Children, Guard
from portal.embedded.fingerprint import ROOT
from portal.embedded.trouble import Trouble
from tests.waiting import wait_for

# Starts one child, prints the pids of the guard and of the child, and does nothing more.
PARENT = """
import sys, time
from pathlib import Path
from portal.embedded.children import Children, Guard
guard = Guard()
child = Children(Path(sys.argv[1]), guard).start("a child", sys.argv[2:])
print(guard.process.pid, child.process.pid, flush=True)
time.sleep(600)
"""
SLEEP = ["sleep", "600"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"]


def parent(tmp_path: Path, *command: str) -> tuple[subprocess.Popen[str], int, int]:
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log"), *command],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    guard_pid, child_pid = map(int, process.stdout.readline().split())
    process.stdout.close()
    return process, guard_pid, child_pid


def is_gone(pid: int) -> bool:
    return guard.start_time(pid) == ""


def test_a_child_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    process, guard_pid, child = parent(tmp_path, *SLEEP)
    process.kill()
    process.wait()
    wait_for(lambda: is_gone(child) and is_gone(guard_pid), 10, "child and guard are gone")


def test_the_kernel_ends_it_when_the_guard_was_killed_too(tmp_path: Path) -> None:
    process, guard_pid, child = parent(tmp_path, *SLEEP)
    os.kill(guard_pid, signal.SIGKILL)
    process.kill()
    process.wait()
    wait_for(lambda: is_gone(child), 10, "the child is gone")


def test_the_guard_ends_it_when_the_kernel_was_told_not_to(tmp_path: Path) -> None:
    process, _guard, child = parent(tmp_path, "setpriv", "--pdeathsig", "clear", *SLEEP)
    wait_for(lambda: b"sleep" in Path(f"/proc/{child}/cmdline").read_bytes(), 10, "the child sleeps")
    process.kill()
    process.wait()
    wait_for(lambda: is_gone(child), 10, "the child is gone")


# A child with a child of its own, which is told of nothing: the shell ends and the sleeper would stay.
WITH_OFFSPRING = ["sh", "-c", "trap 'exit 0' TERM; sleep 600 & echo ready; wait"]


def has_members(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_a_child_leaves_behind_ends_with_it(tmp_path: Path) -> None:
    watching = Guard()
    with Children(tmp_path / "log", watching) as children:
        child = children.start("a child", WITH_OFFSPRING).process.pid
        wait_for(lambda: "ready" in (tmp_path / "log").read_text(), 10, "its child sleeps")
    watching.close()
    wait_for(lambda: not has_members(child), 10, "nothing of its session is left")


def test_the_guard_ends_what_a_child_leaves_behind(tmp_path: Path) -> None:
    process, _guard, child = parent(tmp_path, *WITH_OFFSPRING)
    wait_for(lambda: "ready" in (tmp_path / "log").read_text(), 10, "its child sleeps")
    process.kill()
    process.wait()
    wait_for(lambda: not has_members(child), 10, "nothing of its session is left")


def test_a_child_that_will_not_listen_is_killed() -> None:
    child = subprocess.Popen(STUBBORN, start_new_session=True)
    guard.stop(child.pid, guard.start_time(child.pid), signal.SIGTERM, asked=0.3, urged=0.3)
    assert child.wait(5) < 0


def test_another_process_with_the_same_number_is_left_alone() -> None:
    child = subprocess.Popen(SLEEP, start_new_session=True)
    guard.stop(child.pid, "an earlier time", signal.SIGTERM)
    assert child.poll() is None
    child.kill()
    child.wait()


def test_a_child_that_ended_is_trouble_with_the_end_of_its_log(tmp_path: Path) -> None:
    with Children(tmp_path / "log", Guard()) as children:
        child = children.start("a child", ["sh", "-c", "echo no room left; exit 3"])
        child.process.wait()
        with pytest.raises(Trouble, match=r"a child stopped with code 3(?s:.*)no room left"):
            children.check(child)
    children.guard.close()
