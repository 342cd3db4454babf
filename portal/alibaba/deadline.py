"""One call may take so long and no longer, however slowly its bytes arrive.

The SDK's read timeout starts anew with every byte, so it cannot promise an end. The engine's lease counts on
one (DECISIONS 16), hence the call runs in a thread of its own and is left behind when its time is up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Answer = TypeVar("Answer")


def within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """What `work` returns or raises; `TimeoutError` when it does neither in time (what it did is unknown)."""
    future: Future[Answer] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed over whole, raised again in the caller's thread
            future.set_exception(error)

    threading.Thread(target=run, name="cloud-call", daemon=True).start()
    return future.result(timeout=seconds)
