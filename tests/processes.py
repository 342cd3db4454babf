"""The product's own processes, started for a test as they are started in production."""

from __future__ import annotations

import json
import os
import signal
import sys
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from portal.embedded.children import Child, Children, tail
from portal.embedded.fingerprint import ROOT
from portal.embedded.programs import OUTSIDE, QUEUES
from tests.waiting import wait_for

STANDIN_SAYS = "stand-in cloud on http://"


class Standin:
    """`python -m portal.standin` on a free port; `control` speaks to its own door, /_standin/."""

    def __init__(self, children: Children) -> None:
        self.children = children
        self.resets = 0
        said = Path(f"{children.log}.standin")
        with said.open("wb") as output:
            self.child = children.start(
                "the stand-in",
                [sys.executable, "-m", "portal.standin", "--port", "0", "--pace", "0"],
                folder=ROOT,
                output=output,
            )
        self.address = wait_for(lambda: self._announced(said), 20, "the stand-in announces its address")

    def _announced(self, said: Path) -> str:
        self.children.check(self.child)
        line = said.read_text()
        return line.strip().removeprefix(STANDIN_SAYS) if line.endswith("\n") else ""

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def control(self, method: str, door: str, document: Any = None) -> Any:
        """`control("GET", "calls")`, `control("POST", "faults", [...])`: JSON in, JSON out."""
        body = None if document is None else json.dumps(document).encode()
        request = urllib.request.Request(f"{self.url}/_standin/{door}", data=body, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def reset(self) -> None:
        """Nothing exists, no fault is scripted, everything settles at once, and no id ever comes again."""
        self.resets += 1
        self.control("POST", "reset", {"seed": self.resets})
        self.control("POST", "settings", {"pace": 0})


class Worker:
    """One real Celery worker process over the committed database, with its own queues.

    As in production it looks at nothing outside; `also_outside` makes it one that does so too, in threads.
    """

    def __init__(
        self, children: Children, environment: Mapping[str, str], *, also_outside: bool = False
    ) -> None:
        self.children = children
        self.environment = environment
        self.options: tuple[str, ...] = ("-Q", QUEUES)
        if also_outside:
            self.options = ("--pool", "threads", "--concurrency", "4", "-Q", f"{QUEUES},{OUTSIDE}")
        self.child: Child | None = None

    def start(self, *, beat: bool = False, options: Sequence[str] = ()) -> None:
        """Start it unless it runs, and return when it takes work."""
        if self.child and not self.child.has_ended:
            return
        begun = self._times_ready()
        self.child = self.children.start(
            "the worker",
            [
                *(sys.executable, "-m", "celery", "-A", "portal", "worker", "--concurrency", "2"),
                *(*self.options, "--without-gossip", "--without-mingle"),
                *(("--beat",) if beat else ()),
                *("--loglevel", "INFO"),
                *options,
            ],
            environment=self.environment,
            folder=ROOT,
        )
        wait_for(lambda: self._is_ready(begun), 40, lambda: f"the worker is ready; its log:\n{self.log()}")

    def _is_ready(self, begun: int) -> bool:
        assert self.child is not None
        self.children.check(self.child)
        return self._times_ready() > begun

    def _times_ready(self) -> int:
        return self.log(10_000).count(" ready.")

    def restart(self) -> None:
        self.stop()
        self.start(beat=True)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill9(self) -> None:
        """The whole worker at once, its pool processes too, as if the machine went away."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self.child is None:
            return
        pid = self.child.process.pid
        if number == signal.SIGKILL:
            # Its own session: the group holds this worker and its pool, nothing else.
            os.killpg(pid, number)
        else:
            self.child.process.send_signal(number)
        self.child.process.wait(40)
        self.children.running.remove(self.child)
        self.child = None

    def log(self, lines: int = 60) -> str:
        return tail(self.children.log, lines)


class WebServer:
    """gunicorn over the committed database on a port that the system chose."""

    def __init__(self, children: Children, environment: Mapping[str, str]) -> None:
        self.children = children
        # An earlier group of tests may have left its own server's words in this log.
        self.begun = children.log.stat().st_size if children.log.exists() else 0
        self.child = children.start(
            "the web server",
            [
                *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", "127.0.0.1:0"),
                *("--workers", "1", "--threads", "8", "--worker-class", "gthread", "--no-control-socket"),
            ],
            environment=environment,
            folder=ROOT,
        )
        self.url = wait_for(self._listening, 40, "the web server listens")

    def _listening(self) -> str:
        self.children.check(self.child)
        log = self.children.log.read_bytes()[self.begun :].decode(errors="replace")
        return next((word for word in log.split() if word.startswith("http://127.0.0.1:")), "")
