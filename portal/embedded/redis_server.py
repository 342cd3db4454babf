"""Redis on a socket in a private folder. It carries wake-ups and nothing that matters."""

from __future__ import annotations

import socket
from functools import partial
from pathlib import Path

from portal.embedded.binaries import redis_server
from portal.embedded.children import Child, Children, until


class RedisServer:
    def __init__(self, folder: Path, sockets: Path, children: Children, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.socket = sockets / "redis.sock"
        self.children = children
        self.throwaway = throwaway

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self) -> Child:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.children.start(
            "Redis",
            [
                str(redis_server()),
                *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(self.folder), "--save", "", "--maxmemory-policy", "noeviction"),
                *("--appendonly", "no" if self.throwaway else "yes"),
            ],
        )

    def wait(self, child: Child) -> None:
        until(partial(self._answers), child, self.children)

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
