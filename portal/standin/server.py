"""HTTP for the stand-in: keep-alive, one thread per connection, headers and body in one send.

Two sends per answer cost 44 ms each (Nagle's algorithm against delayed acknowledgements); one costs 0.6
ms.
"""

from __future__ import annotations

import json
import socket
import time
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from portal.standin.cloud import Cloud, Reply
from portal.standin.control import Control
from portal.standin.signature import Signed
from portal.standin.websites import page_at

FORM = "application/x-www-form-urlencoded"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, cloud: Cloud, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.cloud = cloud
        self.control = Control(cloud)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def answer(self) -> None:
        body = self.body()
        path, _, query = self.path.partition("?")
        page = page_at(self.server.cloud.store, self.headers.get("Host", ""))
        if page is not None:
            self.write(200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())
            return
        if path.startswith("/_standin/"):
            status, document = self.server.control.answer(self.command, path, query, body)
            self.send(Reply(status, document))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        wire = dict(parse_qsl(query, keep_blank_values=True))
        if headers.get("content-type", "").startswith(FORM):
            wire.update(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        self.send(self.server.cloud.answer(Signed(self.command, path, query, headers, body), wire))

    do_GET = do_POST = do_DELETE = answer  # noqa: N815 - http.server finds handlers by these names

    def body(self) -> bytes:
        """The Node.js client sends form bodies in chunks, without a length."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():  # trailers, up to the empty line
            pass
        return b"".join(chunks)

    def send(self, reply: Reply) -> None:
        if reply.delay:
            time.sleep(reply.delay)
        if reply.lost:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        head = {"Content-Type": "application/json; charset=utf-8", **reply.headers}
        self.write(reply.status, head, json.dumps(reply.body, ensure_ascii=False).encode())

    def write(self, status: int, head: dict[str, str], body: bytes) -> None:
        lines = [f"HTTP/1.1 {status} {responses.get(status, '')}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in head.items()]
        self.wfile.write("\r\n".join((*lines, "", "")).encode() + body)

    def log_message(self, format: str, *args: Any) -> None:
        """The call log replaces lines on the console."""
