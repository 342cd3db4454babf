"""`var/`: everything that `make run` keeps, closed to other users and ignored by git."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.embedded.trouble import Trouble

PATIENCE_SECONDS = 40.0


class Place:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / "static").mkdir(
            exist_ok=True
        )  # empty: pages are served from the source, but it is looked for
        self.folder = folder
        self.log = folder / "services.log"
        self.services = folder / "services.json"
        self._prepared = folder / "prepared"
        self._filled = folder / "filled"

    @contextlib.contextmanager
    def held(self) -> Iterator[int]:
        """The only launcher at work here. Yields the lock's descriptor, which the guard keeps open too:
        a launcher that was killed is followed only after its last child has gone."""
        with (self.folder / "launcher.lock").open("a+") as lock:
            self._take(lock.fileno())
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield lock.fileno()

    def _take(self, descriptor: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                holder = (self.folder / "launcher.lock").read_text()
                if _runs(holder) or time.monotonic() > deadline:
                    raise Trouble(
                        f"The portal already runs from here, as process {holder or '?'}. "
                        "Stop it with Ctrl-C in its terminal, or set VAR_DIR to another folder."
                    ) from error
            time.sleep(0.05)

    def ensure_secret_key(self) -> None:
        kept = self.folder / "secret_key"
        if not kept.exists():
            self._write(kept, secrets.token_urlsafe(50))

    def note_services(self, addresses: Mapping[str, str]) -> None:
        """What portal/env.py reads, so that `manage.py` commands find the same servers."""
        self._write(self.services, json.dumps(addresses, indent=1))

    def forget_services(self) -> None:
        self.services.unlink(missing_ok=True)

    def is_prepared(self, fingerprint: str) -> bool:
        return self._prepared.exists() and self._prepared.read_text() == fingerprint

    def note_prepared(self, fingerprint: str) -> None:
        self._write(self._prepared, fingerprint)

    def is_filled(self) -> bool:
        """Whether the filings of the demo were made to their end."""
        return self._filled.exists()

    def note_filled(self) -> None:
        self._write(self._filled, "")

    def _write(self, target: Path, text: str) -> None:
        """All of it or nothing, and for this user only."""
        new = target.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        new.replace(target)


def _runs(pid: str) -> bool:
    if not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
