from __future__ import annotations

import threading
import time

import pytest

from icp.domains.side_by_side import side_by_side
from tests.icp.domains.outside import within


def test_who_is_late_is_left_behind() -> None:
    never = threading.Event()
    jobs = {"quick": lambda: "here", "late": lambda: str(never.wait(30))}
    found: dict[str, str] = {}

    within(10, lambda: found.update(side_by_side(jobs, time.monotonic() + 0.2)))

    never.set()
    assert found == {"quick": "here"}


def test_they_run_at_the_same_time() -> None:
    meeting = threading.Barrier(3, timeout=5)
    jobs = {n: (lambda: meeting.wait() >= 0) for n in range(3)}
    assert dict(side_by_side(jobs, time.monotonic() + 5)) == {0: True, 1: True, 2: True}


def test_a_mistake_of_ours_is_raised_after_what_came() -> None:
    def wrong() -> str:
        raise ZeroDivisionError

    came = []
    with pytest.raises(ZeroDivisionError):
        for key, value in side_by_side({"a": wrong, "b": lambda: "here"}, time.monotonic() + 5):
            came.append((key, value))
    assert came == [("b", "here")]


def test_no_jobs_take_no_time() -> None:
    assert list(side_by_side({}, time.monotonic() + 5)) == []
