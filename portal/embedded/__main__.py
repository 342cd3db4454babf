"""python -m portal.embedded: what `make run` starts after the set-up."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from portal.embedded.launcher import Launcher
from portal.embedded.trouble import Trouble

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Asked(BaseException):
    """Somebody pressed Ctrl-C or sent a signal."""


def stop(number: int, frame: FrameType | None) -> None:
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise Asked


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.umask(0o077)
    for number in STOPPING:
        signal.signal(number, stop)
    try:
        Launcher(say).run()
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except Asked:
        say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
