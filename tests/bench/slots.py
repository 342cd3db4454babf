"""How the worker's two slots were used, read from its log as it grows."""

from __future__ import annotations

import re
from pathlib import Path

SLOTS = 2
_SUCCEEDED = re.compile(rb"\[[0-9a-f-]{36}\] succeeded in ([0-9.]+)s")


class Slots:
    """`seconds` that tasks held a slot and `tasks` that ended, since the log began."""

    def __init__(self, log: Path) -> None:
        self._log = log.open("rb")
        self._rest = b""
        self.seconds, self.tasks = 0.0, 0

    def read(self) -> Slots:
        whole, _newline, self._rest = (self._rest + self._log.read()).rpartition(b"\n")
        for took in _SUCCEEDED.findall(whole):
            self.seconds += float(took)
            self.tasks += 1
        return self
