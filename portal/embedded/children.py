"""Child processes that never outlive the launcher, however it ends.

Three things see to that: `stop()` on the way out, the kernel's parent-death signal, and a guard process
that reads a pipe of ours to its end (the parent-death signal is lost where a child changes its user).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO

from portal.embedded import guard
from portal.embedded.trouble import Trouble

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(number: int) -> None:
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, number)


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None


class Guard:
    """See portal/embedded/guard.py. `holding` is a descriptor it keeps open until the last child is gone."""

    def __init__(self, holding: Sequence[int] = ()) -> None:
        reading, writing = os.pipe()
        with os.fdopen(reading) as names:
            self.process = subprocess.Popen(
                [sys.executable, "-S", "-E", guard.__file__],
                stdin=names,
                start_new_session=True,
                pass_fds=tuple(holding),
            )
        self.pipe = os.fdopen(writing, "w")

    def watch(self, child: Child) -> None:
        started = guard.start_time(child.process.pid)
        if started:
            self.pipe.write(f"{child.process.pid} {started} {int(child.stop_signal)}\n")
            self.pipe.flush()

    def close(self) -> None:
        self.pipe.close()
        self.process.wait()


class Children:
    """Starts children with their output in `log`; as a context manager it stops them at the end."""

    def __init__(self, log: Path, guard: Guard) -> None:
        self.log = log
        self.guard = guard
        self.running: list[Child] = []

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        stop_signal: signal.Signals = signal.SIGTERM,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        uid: int | None = None,
        output: IO[bytes] | int | None = None,
    ) -> Child:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=log if output is None else output,
                stderr=log,
                cwd=folder,
                env={**os.environ, **environment} if environment else None,
                start_new_session=True,
                user=uid,
                group=uid,
                extra_groups=None if uid is None else [],
                preexec_fn=partial(die_with_parent, int(stop_signal)),
            )
        child = Child(name, process, stop_signal)
        self.running.append(child)
        self.guard.watch(child)
        return child

    def stop(self) -> None:
        """Ask all of them at once, then wait for each.

        Only the main process of each is signalled; what a killed one left behind is ended afterwards.
        """
        for child in self.running:
            with contextlib.suppress(ProcessLookupError):
                child.process.send_signal(child.stop_signal)
        for child in reversed(self.running):
            _wait(child)
            guard.end_group(child.process.pid)
        self.running.clear()

    def check(self, child: Child) -> None:
        """Raise Trouble with the end of the log when the child is not running."""
        if child.has_ended:
            raise Trouble(
                f"{child.name} stopped with code {child.process.returncode}. The end of its log:\n"
                + tail(self.log)
            )


def _wait(child: Child) -> None:
    for number, seconds in (
        (signal.SIGQUIT, guard.ASKED_SECONDS),
        (signal.SIGKILL, guard.URGED_SECONDS),
    ):
        try:
            child.process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            child.process.send_signal(number)
    child.process.wait()


def tail(log: Path, lines: int = 30) -> str:
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(text.splitlines()[-lines:])


def until(reached: partial[bool], child: Child, children: Children, seconds: float = 60.0) -> None:
    """Wait until `reached()`, watching that the child still runs."""
    deadline = time.monotonic() + seconds
    while not reached():
        children.check(child)
        if time.monotonic() > deadline:
            raise Trouble(f"{child.name} did not answer within {seconds:.0f} s:\n{tail(children.log)}")
        time.sleep(0.02)
