"""What follows an attempt. A value that the task obeys, never an exception."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Again:
    """The step comes back; `because` is for the log, the row's `not_before` is the truth."""

    step_id: uuid.UUID
    after_seconds: float
    because: str


@dataclass(frozen=True)
class Moved:
    """The step reached a new state and these are free to start."""

    step_id: uuid.UUID
    ready: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Finished:
    """The run is final."""

    run_id: uuid.UUID
    status: str


@dataclass(frozen=True)
class Idle:
    """Nothing is due, or somebody else is ahead."""


Decision = Again | Moved | Finished | Idle
