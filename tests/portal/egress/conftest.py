"""A site on loopback, a name server that may change its mind, and a count of connections."""

from __future__ import annotations

import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import dns.message
import dns.rcode
import dns.rrset
import pytest

SITE = "www.nordwind-robotics.com"
Handler = Callable[[socket.socket], None]


class Connections:
    """Every connection that this process asks its system for, from an audit hook: nothing gets past it."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.is_counting = False

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        # TCP only: the questions to our own name server are UDP.
        if self.is_counting and event == "socket.connect" and arguments[0].type == socket.SOCK_STREAM:
            self.asked.append(arguments[1])


CONNECTIONS = Connections()
sys.addaudithook(CONNECTIONS.hook)


@pytest.fixture
def connections() -> Iterator[list[Any]]:
    CONNECTIONS.asked.clear()
    CONNECTIONS.is_counting = True
    yield CONNECTIONS.asked
    CONNECTIONS.is_counting = False


class Site:
    """A server whose answer a test writes byte by byte."""

    def __init__(self) -> None:
        self.handler: Handler = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        self.accepted = 0
        self.requests: list[bytes] = []
        site = self

        class Door(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                site.accepted += 1
                try:
                    site.handler(self.request)
                except OSError:
                    return  # the client has left

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.server = Server(("127.0.0.1", 0), Door)
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def answers(self, answer: bytes | Handler) -> None:
        def handle(connection: socket.socket) -> None:
            self.requests.append(heard(connection))
            (answering(answer) if isinstance(answer, bytes) else answer)(connection)

        self.handler = handle

    def redirects_to(self, location: str, status: str = "302 Found") -> None:
        self.answers(f"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def heard(connection: socket.socket) -> bytes:
    """What was said up to the end of its headers; of TLS, which this site does not speak, the first part."""
    said = b""
    while b"\r\n\r\n" not in said and not said.startswith(b"\x16"):
        if not (more := connection.recv(65536)):
            break
        said += more
    return said


def answering(answer: bytes) -> Handler:
    return lambda connection: connection.sendall(answer)


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """Reached as www.nordwind-robotics.com through EGRESS_HOSTS."""
    site = Site()
    settings.EGRESS_HOSTS = {SITE: ("127.0.0.1", site.port)}
    yield site
    site.close()


class NameServer:
    """`records[name, "A"]` is a list of answers; each question takes the next, the last one stays."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[list[str]]] = {}
        self.asked: list[tuple[str, str]] = []
        self.is_silent = False
        owner = self

        class Door(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                data, door = self.request
                if answer := owner.answer(dns.message.from_wire(data)):
                    door.sendto(answer.to_wire(), self.client_address)

        self.server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.address: tuple[str, int] = ("127.0.0.1", self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def answer(self, question: dns.message.Message) -> dns.message.Message | None:
        name, kind = (
            str(question.question[0].name).removesuffix("."),
            dns.rdatatype.to_text(question.question[0].rdtype),
        )
        self.asked.append((name, kind))
        if self.is_silent:
            return None
        answer = dns.message.make_response(question)
        seen: set[str] = set()
        while (name, "CNAME") in self.records and name not in seen:
            seen.add(name)
            target = self.records[name, "CNAME"][0][0]
            answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", "CNAME", f"{target}."))
            name = target
        if said := self._next(name, kind):
            answer.answer.append(dns.rrset.from_text(f"{name}.", 0, "IN", kind, *said))
        elif not any(known == name for known, _ in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer

    def _next(self, name: str, kind: str) -> list[str]:
        answers = self.records.get((name, kind), [[]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def nameserver(settings: Any) -> Iterator[NameServer]:
    server = NameServer()
    settings.EGRESS_NAMESERVER = server.address
    yield server
    server.close()
