"""Where a request stands: who has it, or the build as it is at this moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from networks.fulfilment.models import RUN_FINAL, Run, StepRecord
from networks.fulfilment.runs import WORLD_CHANGED
from networks.requests.models import NetworkRequest
from networks.web.causes import cause_of
from networks.web.stages import Stage, seconds_left, stages
from networks.web.words import minutes
from portal.accounts.models import User
from portal.accounts.permissions import may

WORKING = ("running", "unwinding")
SETTLING = ("waiting", "undo_waiting")


@dataclass(frozen=True)
class Progress:
    """One moment of a build. `seen` changes with what is shown, so an equal one need not be sent."""

    run: Run
    stages: tuple[Stage, ...]
    is_undo: bool
    elapsed: str
    minutes_left: int
    verbs: frozenset[str]
    seen: str

    @property
    def done(self) -> int:
        return sum(stage.state == "done" for stage in self.stages)

    @property
    def calls(self) -> int:
        return sum(len(stage.steps) for stage in self.stages)

    @property
    def count(self) -> int:
        return len(self.stages)

    @property
    def current(self) -> int:
        """The number of the stage under way."""
        running = [n for n, stage in enumerate(self.stages, start=1) if stage.state in ("run", "fail")]
        return running[0] if running else self.done

    @property
    def is_final(self) -> bool:
        return self.run.status in RUN_FINAL

    @property
    def is_settling(self) -> bool:
        """Paused or held, and yet a call that went out before is still being answered."""
        return any(step.state in SETTLING for stage in self.stages for step in stage.steps)

    @property
    def cause(self) -> str:
        """Why it stopped, in plain words; nothing when no step is to blame."""
        failed = self.failed
        return cause_of(failed.failed) if failed and failed.failed else ""

    @property
    def failed(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.failed), None)


def progress_of(network_request: NetworkRequest, user: User, now: datetime) -> Progress | None:
    """The latest run of the request; none before the first approval. Two questions to the database."""
    run = network_request.runs.order_by("-started_at").first()
    if run is None:
        return None
    steps = list(run.steps.order_by("seq"))
    is_undo = run.status == "unwinding" or run.status.startswith("unwound")
    shown = stages(
        steps, is_live=run.status in WORKING, is_undo=is_undo or network_request.action == "remove"
    )
    return Progress(
        run=run,
        stages=shown,
        is_undo=is_undo,
        elapsed=minutes(((run.finished_at or now) - run.started_at).total_seconds()),
        minutes_left=-(-seconds_left(steps) // 60) if run.status == "running" else 0,
        verbs=frozenset(_verbs(run, steps, network_request, user)),
        seen=_digest(network_request, run, steps),
    )


def _verbs(run: Run, steps: list[StepRecord], network_request: NetworkRequest, user: User) -> Iterable[str]:
    """What fits the run and is allowed to this person; the workflow asks both again."""
    fitting = {
        "running": ("pause", "unwind"),
        "paused": ("resume", "unwind"),
        "held": ("retry", "unwind"),
        "unwinding": ("retry",) if any(step.state == "needs_human" for step in steps) else (),
    }.get(run.status, ())
    for verb in fitting:
        if verb == "unwind" and network_request.action == "remove":
            continue  # What is deleted cannot be brought back.
        if verb == "retry" and run.hold_code == WORLD_CHANGED:
            continue  # A new approval goes on with it.
        if may(user, f"run.{verb}", network_request.organization):
            yield verb


def _digest(network_request: NetworkRequest, run: Run, steps: list[StepRecord]) -> str:
    told = [network_request.status, run.status, run.hold_code]
    told += [f"{step.state} {step.last_answer} {step.resource_id} {step.error_code}" for step in steps]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
