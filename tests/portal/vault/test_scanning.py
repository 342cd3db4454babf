"""The scanner: a daemon that speaks ClamAV's protocol, or a command; silence never counts as clean."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from portal.vault.scanning import NoAnswer, Scan, scan

# The industry's harmless test string, in two halves so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def clamd(connection: socket.socket) -> None:
    """INSTREAM as clamd answers it (clamd(8)): chunks with their length, a zero, one line."""
    stream = connection.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack(">I", stream.read(4))[0]:
        content += stream.read(length)
    found = EICAR in content
    connection.sendall(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


def refuses(connection: socket.socket) -> None:
    connection.recv(100)
    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")


def hangs_up(connection: socket.socket) -> None:
    connection.recv(10)


@contextmanager
def daemon(place: Any, answer: Callable[[socket.socket], None]) -> Iterator[None]:
    family = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(place)
        listener.listen()
        daemon.port = listener.getsockname()[1] if family == socket.AF_INET else 0  # type: ignore[attr-defined]

        def serve() -> None:
            while True:
                try:
                    connection, _peer = listener.accept()
                except OSError:
                    return
                with connection:
                    answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("content", [b"clean", b"x" * 300_000, b""])
def test_a_daemon_on_a_socket_lets_clean_files_pass(content: bytes, tmp_path: Path, settings: Any) -> None:
    place = str(tmp_path / "clamd.sock")
    settings.PAPERS_SCANNER = f"unix:{place}"
    with daemon(place, clamd):
        assert scan(content) is Scan.CLEAN
        assert scan(content + EICAR) is Scan.FOUND


def test_a_daemon_on_a_port_does_too(settings: Any) -> None:
    with daemon(("127.0.0.1", 0), clamd):
        settings.PAPERS_SCANNER = f"tcp:127.0.0.1:{daemon.port}"  # type: ignore[attr-defined]
        assert scan(b"clean") is Scan.CLEAN
        assert scan(EICAR) is Scan.FOUND


@pytest.mark.parametrize("answer", [refuses, hangs_up])
def test_an_answer_that_says_neither_is_no_answer(
    answer: Callable[[socket.socket], None], tmp_path: Path, settings: Any
) -> None:
    place = str(tmp_path / "clamd.sock")
    settings.PAPERS_SCANNER = f"unix:{place}"
    with daemon(place, answer), pytest.raises(NoAnswer):
        scan(b"clean")


def test_a_daemon_that_is_away_is_no_answer(tmp_path: Path, settings: Any) -> None:
    for where in (f"unix:{tmp_path}/nobody.sock", "tcp:127.0.0.1:9", f"{tmp_path}/no-such-program"):
        settings.PAPERS_SCANNER = where
        with pytest.raises(NoAnswer):
            scan(b"clean")


@pytest.mark.parametrize(("code", "said"), [(0, Scan.CLEAN), (1, Scan.FOUND)])
def test_a_command_says_it_with_its_exit_code(code: int, said: Scan, settings: Any) -> None:
    settings.PAPERS_SCANNER = f"{sys.executable} -c 'import sys; sys.stdin.buffer.read(); sys.exit({code})'"
    assert scan(b"content") is said


def test_a_command_that_failed_is_no_answer(settings: Any) -> None:
    settings.PAPERS_SCANNER = f"{sys.executable} -c 'raise SystemExit(2)'"
    with pytest.raises(NoAnswer):
        scan(b"content")


def test_without_a_setting_it_is_off(settings: Any) -> None:
    assert settings.PAPERS_SCANNER == "" and scan(EICAR) is Scan.OFF
