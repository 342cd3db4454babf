"""Several questions at once, each in a thread of its own, and none waited for longer than all may take."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def side_by_side(jobs: Mapping[Key, Callable[[], Value]], ends_at: float) -> Iterator[tuple[Key, Value]]:
    """Each job's result as it comes, until `ends_at` (monotonic seconds). Who is late is left behind.

    A job touches no database: its connection would stay with its thread. What a job raises is raised here,
    after the results that have come.
    """
    done: queue.SimpleQueue[tuple[Key, Value | None, BaseException | None]] = queue.SimpleQueue()

    def run(key: Key, job: Callable[[], Value]) -> None:
        try:
            done.put((key, job(), None))
        except BaseException as error:  # noqa: BLE001 - handed over whole, raised again in the caller's thread
            done.put((key, None, error))

    for key, job in jobs.items():
        threading.Thread(target=run, args=(key, job), name=f"look-up {key}", daemon=True).start()
    failure: BaseException | None = None
    for _each in jobs:
        try:
            key, value, error = done.get(timeout=max(0.0, ends_at - monotonic()))
        except queue.Empty:
            break
        if error is not None:
            failure = failure or error
        else:
            yield key, value  # type: ignore[misc]  # a job that raised nothing returned its value
    if failure is not None:
        raise failure
