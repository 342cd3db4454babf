"""One exchange of HTTP with one address that was judged before. Standard library only.

Libraries above it resolve the name themselves, read proxies from the environment, follow redirects or unpack
bodies without end; here each of these would be a hole. `http.client` does none of them.
"""

from __future__ import annotations

import functools
import http.client
import io
import socket
import ssl
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from portal.egress.refusals import EgressFailed
from portal.egress.rules.targets import Target

Endpoint = tuple[str, int]
CONNECT_SECONDS = 5.0
CHUNK_BYTES = 64 * 1024
# Beside the body: status line, headers, chunk lengths and what is read ahead.
HEADER_BYTES = 256 * 1024
USER_AGENT = "Causeway/1 (footer and webhook client)"


@dataclass(frozen=True, slots=True)
class Exchange:
    method: str
    headers: Mapping[str, str]
    body: bytes | None
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Got:
    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool


def exchange(target: Target, endpoint: Endpoint, wanted: Exchange, ends_at: float) -> Got:
    """Send the request and read the answer until `ends_at` (monotonic seconds). EgressFailed otherwise."""
    with Deadline(ends_at) as deadline:
        connection = _Connection(target, endpoint, deadline)
        try:
            connection.connect()
            return _spoken(connection, target, wanted)
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise _failure(error, connection, target) from error
        finally:
            connection.close()


class Deadline:
    """Shuts the connection down at its time. A time limit of the socket would start anew with every byte."""

    def __init__(self, ends_at: float) -> None:
        self.ends_at = ends_at
        self._twin: socket.socket | None = None
        self._timer = threading.Timer(max(self.left, 0), self._cut)
        self._timer.daemon = True

    @property
    def left(self) -> float:
        return self.ends_at - monotonic()

    @property
    def has_passed(self) -> bool:
        return self.left <= 0

    def watch(self, connection: socket.socket) -> None:
        # A duplicate: TLS takes the first socket apart, and this one still ends the same connection.
        self._twin = connection.dup()

    def _cut(self) -> None:
        if self._twin:
            try:
                self._twin.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._twin:
            self._twin.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the endpoint, not to the name; the name is for the certificate (and the Host header)."""

    def __init__(self, target: Target, endpoint: Endpoint, deadline: Deadline) -> None:
        super().__init__(target.host, target.port)
        self.target, self.endpoint, self.deadline = target, endpoint, deadline
        self.is_connected = False

    def connect(self) -> None:
        left = min(CONNECT_SECONDS, self.deadline.left)
        if left <= 0:
            raise TimeoutError
        plain = socket.create_connection(self.endpoint, timeout=left)
        self.sock = plain
        self.deadline.watch(plain)
        self.is_connected = True
        plain.settimeout(max(self.deadline.left, 0.001))
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.target.host)


def _spoken(connection: _Connection, target: Target, wanted: Exchange) -> Got:
    most = wanted.most_bytes + HEADER_BYTES
    connection.response_class = functools.partial(_Response, most=most)  # type: ignore[assignment]
    connection.putrequest(wanted.method, target.path, skip_host=True, skip_accept_encoding=True)
    usual = {
        "Host": target.host_header,
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if wanted.body is not None:
        usual["Content-Length"] = str(len(wanted.body))
    for name, value in {**wanted.headers, **usual}.items():
        connection.putheader(name, value)
    connection.endheaders(wanted.body)
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in reversed(response.getheaders())}
    body, is_cut = _body(response, headers.get("content-encoding", ""), wanted.most_bytes, connection)
    return Got(response.status, headers, body, is_cut)


def _body(
    response: http.client.HTTPResponse, encoding: str, most: int, connection: _Connection
) -> tuple[bytes, bool]:
    """The body, unpacked and cut at `most` bytes, and whether something was cut off."""
    unpack = _Unpacker(encoding.strip().lower())
    kept, read = bytearray(), 0
    while chunk := _chunk(response):
        read += len(chunk)
        kept += unpack(chunk, most + 1 - len(kept))
        if len(kept) > most or read > most:
            return bytes(kept[:most]), True
    if connection.deadline.has_passed or response.length or not unpack.is_whole:
        raise http.client.IncompleteRead(bytes(kept))
    return bytes(kept), False


def _chunk(response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read(CHUNK_BYTES)
    except ValueError as error:  # a chunk of a negative length
        raise http.client.IncompleteRead(b"") from error


class _Unpacker:
    """Unpacks gzip as far as asked; anything else is passed on, or refused where it claims to be packed."""

    def __init__(self, encoding: str) -> None:
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise _UnknownEncodingError
        self._gzip = zlib.decompressobj(wbits=31) if "gzip" in encoding else None

    def __call__(self, chunk: bytes, most: int) -> bytes:
        return self._gzip.decompress(chunk, most) if self._gzip else chunk

    @property
    def is_whole(self) -> bool:
        return self._gzip is None or self._gzip.eof


class _UnknownEncodingError(http.client.HTTPException):
    pass


class _MeasuredError(http.client.HTTPException):
    pass


class _Measured(io.RawIOBase):
    """Stops after so many bytes of the wire: a chunk of the length -1 is read to the end."""

    def __init__(self, raw: io.RawIOBase, most: int) -> None:
        self._raw, self._left = raw, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        count = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise _MeasuredError
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, *args: Any, most: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fp: Any = io.BufferedReader(_Measured(self.fp.detach(), most))


def _failure(error: Exception, connection: _Connection, target: Target) -> EgressFailed:
    if connection.deadline.has_passed or (isinstance(error, TimeoutError) and connection.is_connected):
        return EgressFailed("too_slow", given=target.host)
    if not connection.is_connected:
        return EgressFailed("no_connection", given=target.host)
    if isinstance(error, ssl.SSLError):
        return EgressFailed("not_secure", given=target.host)
    if isinstance(error, _UnknownEncodingError):
        return EgressFailed("unknown_encoding", given=target.host)
    return EgressFailed("broken_answer", given=target.host)
