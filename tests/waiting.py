from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def wait_for(
    condition: Callable[[], Result], seconds: float = 15.0, what: str | Callable[[], str] = ""
) -> Result:
    """The first truthy answer of `condition`, asked until `seconds` have passed; else the test fails.

    `what` names the state hoped for, or is asked for its name once the time is over (a log, say); without it
    the condition's own name is told, with its last answer.
    """
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            hoped = (what() if callable(what) else what) or getattr(
                condition, "__qualname__", repr(condition)
            )
            raise AssertionError(f"After {seconds:g} s still not: {hoped}. The last answer was {answer!r}.")
        time.sleep(0.02)
    return answer
