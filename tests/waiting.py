from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
# Where a state is waited for stands what it takes on a quiet machine; a busy one may take several times that.
PATIENCE = 3


def wait_for(
    condition: Callable[[], Result], seconds: float = 15.0, what: str | Callable[[], str] = ""
) -> Result:
    """The first truthy answer of `condition`; without one the test fails after `PATIENCE` times `seconds`.

    Nothing is promised by it: how long something takes is for a benchmark to say. `what` names the state
    that is hoped for, or is asked for its name once the time is over (a log, say); else the condition's own
    name is told.
    """
    patience = seconds * PATIENCE
    deadline = time.monotonic() + patience
    while not (answer := condition()):
        if time.monotonic() > deadline:
            hoped = (what() if callable(what) else what) or getattr(
                condition, "__qualname__", repr(condition)
            )
            raise AssertionError(f"After {patience:g} s still not: {hoped}. The last answer was {answer!r}.")
        time.sleep(0.02)
    return answer
