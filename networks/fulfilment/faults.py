"""The seam that crash tests drive: every boundary of the engine names itself here.

In the product a named point does nothing, and no environment value can change that: only code that
installs a visitor (the worker of the crash tests does) makes a point act.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

POINTS = (
    "claim.before_commit",
    "claim.after_commit",
    "intent.before_commit",
    "intent.after_commit",
    "lookup.after",
    "lease.extended",
    "call.before",
    "call.after_answer",
    "record.before_commit",
    "record.after_commit",
    "poll.after_answer",
    "ready_next.before_commit",
    "run_finish.before_commit",
    "undo.intent",
    "undo.call.before",
    "undo.call.after_answer",
    "undo.record.before_commit",
)
Visitor = Callable[[str, Any], None]
_visitor: Visitor | None = None


def install(visitor: Visitor | None) -> None:
    global _visitor
    _visitor = visitor


def fault_point(name: str, step: Any) -> None:
    if _visitor is not None:
        _visitor(name, step)
