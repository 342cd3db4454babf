"""`python -m portal.embedded` as a process of its own, with a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

from portal.embedded.fingerprint import ROOT
from portal.env import VARIABLES
from tests.waiting import wait_for


class Launched:
    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.output = folder.with_suffix(f".{self.port}.out")
        told = {variable.name for variable in VARIABLES} | {"DJANGO_SETTINGS_MODULE"}
        environment = {name: value for name, value in os.environ.items() if name not in told}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.embedded"],
                cwd=ROOT,
                env={**environment, "VAR_DIR": str(folder), "PORT": str(self.port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text()

    def wait_for_first_page(self) -> None:
        wait_for(self._answers, 120, "the first page answers")

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.said()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/en/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def services(self) -> dict[str, str]:
        return json.loads((self.folder / "services.json").read_text())

    def family(self) -> list[int]:
        """The processes whose command or environment names our folder, the launcher among them."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and self._is_ours(entry):
                found.append(int(entry.name))
        return found

    def _is_ours(self, entry: Path) -> bool:
        try:
            text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            return os.fsencode(self.folder) in text and entry.name != str(os.getpid())
        except OSError:
            return False

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(60)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
