"""python -m portal.standin --port N [--state FILE] [--key ID:SECRET ...] [--pace FACTOR] [--seed N]"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from portal.standin.cloud import Cloud
from portal.standin.server import Server
from portal.standin.settings import Settings

DEFAULT_KEY = "standin:standin-secret"


def key(text: str) -> tuple[str, str]:
    key_id, colon, secret = text.partition(":")
    if not (key_id and colon and secret):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form ID:SECRET.")
    return key_id, secret


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m portal.standin", description="Play Alibaba Cloud on the loopback interface."
    )
    parser.add_argument("--port", type=int, default=8123, help="0 chooses a free one")
    parser.add_argument("--state", metavar="FILE", help="keep everything in this file, across restarts")
    parser.add_argument(
        "--key", type=key, action="append", metavar="ID:SECRET", help=f"may repeat; default {DEFAULT_KEY}"
    )
    parser.add_argument(
        "--pace", type=float, default=1.0, help="scales the time things take to settle; 0 is at once"
    )
    parser.add_argument("--seed", type=int, default=1, help="ids follow from it")
    return parser.parse_args(argv)


def stop(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def main() -> None:
    chosen = arguments()
    signal.signal(signal.SIGTERM, stop)
    keys = dict(chosen.key or [key(DEFAULT_KEY)])
    cloud = Cloud(keys=keys, settings=Settings(pace=chosen.pace, seed=chosen.seed), state=chosen.state)
    server = Server(cloud, chosen.port)
    sys.stdout.write(f"stand-in cloud on {server.address}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever(poll_interval=0.1)


if __name__ == "__main__":
    main()
