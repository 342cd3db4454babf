"""Both servers together, for `make run` and for the tests."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.embedded.binaries import Identity, identity
from portal.embedded.children import Children
from portal.embedded.postgres import APPLICATION, OWNER, PostgresServer
from portal.embedded.redis_server import RedisServer

# A socket's path may hold about 107 bytes, and PostgreSQL adds a lock file's ending to it.
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True)
class Servers:
    """What was started; None where the environment names a server elsewhere."""

    postgres: PostgresServer | None
    redis: RedisServer | None

    def addresses(self) -> dict[str, str]:
        found = {}
        if self.postgres:
            found["database_url"] = self.postgres.url(APPLICATION)
            found["database_owner_url"] = self.postgres.url(OWNER)
        if self.redis:
            found["redis_url"] = self.redis.url
        return found


def start_servers(
    folder: Path,
    sockets: Path,
    children: Children,
    *,
    throwaway: bool = False,
    with_postgres: bool = True,
    with_redis: bool = True,
    who: Identity | None = None,
) -> Servers:
    """Start what is asked for and return when it answers, with role and database in place."""
    who = who or identity()
    postgres = (
        PostgresServer(folder / "postgres", sockets, who, children, throwaway=throwaway)
        if with_postgres
        else None
    )
    redis = RedisServer(folder / "redis", sockets, children, throwaway=throwaway) if with_redis else None
    redis_child = redis.start() if redis else None
    if postgres:
        if who.uid is not None:
            folder.chmod(0o711)
        postgres.wait(postgres.start())
        postgres.ensure_database()
    if redis and redis_child:
        redis.wait(redis_child)
    return Servers(postgres, redis)


@contextlib.contextmanager
def socket_folder(folder: Path) -> Iterator[Path]:
    """A private folder for sockets: in `folder`, or in a short temporary one where that path is too long."""
    wanted = folder / "sockets"
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER:
        wanted.mkdir(mode=0o700, exist_ok=True)
        yield wanted
        return
    with tempfile.TemporaryDirectory(prefix="causeway-") as short:
        yield Path(short)
