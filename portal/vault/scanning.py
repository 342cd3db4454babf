"""Asks a scanner for malicious software, where the installation has one (`PAPERS_SCANNER`).

ClamAV's daemon over a socket (protocol INSTREAM), or a command. Whatever is not a clear answer counts as no
answer: then a file is not let through, it waits.
"""

from __future__ import annotations

import contextlib
import shlex
import socket
import struct
import subprocess
from collections.abc import Iterator
from enum import StrEnum

from django.conf import settings

SECONDS = 15
CHUNK = 64 * 1024


class Scan(StrEnum):
    OFF = "off"
    CLEAN = "clean"
    FOUND = "found"


class NoAnswer(Exception):
    """The scanner is away, or said something that is neither clean nor found."""


def scan(content: bytes) -> Scan:
    """Raises NoAnswer."""
    where: str = settings.PAPERS_SCANNER
    if not where:
        return Scan.OFF
    if where.startswith(("unix:", "tcp:")):
        return _by_daemon(where, content)
    return _by_command(where, content)


def _by_daemon(where: str, content: bytes) -> Scan:
    try:
        with _connected(where) as connection:
            connection.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), CHUNK):
                part = content[at : at + CHUNK]
                connection.sendall(struct.pack(">I", len(part)) + part)
            connection.sendall(struct.pack(">I", 0))
            said = connection.makefile("rb").read(4096)
    except OSError as error:
        raise NoAnswer(type(error).__name__) from error
    answer = said.rstrip(b"\0\n")
    if answer == b"stream: OK":
        return Scan.CLEAN
    if answer.endswith(b" FOUND"):
        return Scan.FOUND
    raise NoAnswer("the scanner's answer was not understood")


@contextlib.contextmanager
def _connected(where: str) -> Iterator[socket.socket]:
    kind, _, place = where.partition(":")
    family = socket.AF_UNIX if kind == "unix" else socket.AF_INET
    host, _, port = place.rpartition(":")
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS)
        connection.connect(place if kind == "unix" else (host, int(port)))
        yield connection


def _by_command(command: str, content: bytes) -> Scan:
    """The command is the operator's own; the file is only ever its input."""
    try:
        done = subprocess.run(  # noqa: S603 - named by the operator in the environment
            shlex.split(command), input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoAnswer(type(error).__name__) from error
    if done.returncode not in (0, 1):
        raise NoAnswer(f"the scanner ended with {done.returncode}")
    return Scan.FOUND if done.returncode else Scan.CLEAN
