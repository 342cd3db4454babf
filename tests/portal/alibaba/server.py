"""A server that answers every call with the same bytes, in its own time, and counts the calls."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings


class Answering:
    """`pause` is in seconds, before the answer; with `drip` each byte of it comes that much later instead."""

    def __init__(
        self,
        body: bytes | Mapping[str, Any],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        pause: float = 0,
        drip: bool = False,
    ) -> None:
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.status, self.headers, self.pause, self.drip = status, headers or {}, pause, drip
        self.calls: list[str] = []
        self.callers: list[int] = []  # the client's port of each call
        self.closing = threading.Event()
        self.port = 0

    def cloud(self, **settings: Any) -> Cloud:
        return Cloud(CloudSettings(endpoint=f"127.0.0.1:{self.port}", **settings))


@contextmanager
def answering(body: bytes | Mapping[str, Any], **manner: Any) -> Iterator[Answering]:
    manners = Answering(body, **manner)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            manners.calls.append(self.headers["x-acs-action"])
            manners.callers.append(self.client_address[1])
            manners.closing.wait(0 if manners.drip else manners.pause)
            length = ("content-length", str(len(manners.body)))
            headers = {"content-type": "application/json", **manners.headers, length[0]: length[1]}
            head = f"HTTP/1.1 {manners.status} X\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items())
            self.write(head.encode() + b"\r\n" + (b"" if manners.drip else manners.body))
            for byte in manners.body if manners.drip else b"":
                manners.closing.wait(manners.pause)
                self.write(bytes([byte]))

        def write(self, data: bytes) -> None:
            try:
                self.wfile.write(data)
            except OSError:
                self.close_connection = True  # the client has gone

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    manners.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield manners
    finally:
        manners.closing.set()
        server.shutdown()
        server.server_close()
