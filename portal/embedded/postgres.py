"""PostgreSQL on a socket in a private folder: no port, no password, no daemon."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from portal.embedded.binaries import Identity, copied_postgres_bin, postgres_bin
from portal.embedded.children import Child, Children, until
from portal.embedded.trouble import Trouble

OWNER, APPLICATION, DATABASE = "portal", "portal_app", "portal"
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700", "shared_buffers=64MB", "max_connections=100")
# A throw-away server forgets everything at a power cut, and is quick.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


class PostgresServer:
    def __init__(
        self, folder: Path, sockets: Path, who: Identity, children: Children, *, throwaway: bool = False
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.sockets = sockets
        self.who = who
        self.children = children
        self.throwaway = throwaway

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgres://{role}@/{database}?host={self.sockets}"

    def start(self) -> Child:
        binaries = self._prepare_folder()
        if not self.data.exists():
            self._create_cluster(binaries)
        settings = SETTINGS + (CARELESS if self.throwaway else ())
        options = [part for setting in settings for part in ("-c", setting)]
        return self.children.start(
            "PostgreSQL",
            [
                *self.who.prefix("INT"),
                str(binaries / "postgres"),
                "-D",
                str(self.data),
                "-k",
                str(self.sockets),
                *options,
            ],
            stop_signal=signal.SIGINT,
            uid=self.who.uid,
            folder=self.folder,
        )

    def wait(self, child: Child) -> None:
        until(partial(self._answers), child, self.children)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets), user=OWNER, dbname=database, autocommit=True, connect_timeout=5
        )

    def ensure_database(self) -> None:
        """The application's role is neither superuser nor owner: events refuse it UPDATE and DELETE."""
        with self.connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APPLICATION)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER)
                    )
                )

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _prepare_folder(self) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.who.uid is None:
            return postgres_bin()
        for folder in (self.folder, self.sockets):
            os.chown(folder, self.who.uid, self.who.uid)
        self._check_reachable()
        return copied_postgres_bin(self.folder / "binaries")

    def _check_reachable(self) -> None:
        found = subprocess.run(
            ["test", "-w", str(self.folder)],
            user=self.who.uid,
            group=self.who.uid,
            extra_groups=[],
            check=False,
        )
        if found.returncode != 0:
            raise Trouble(
                f"PostgreSQL refuses to run as root, and another user cannot reach {self.folder}. "
                "Start as a normal user, or set VAR_DIR to a folder below one that everybody may enter."
            )

    def _create_cluster(self, binaries: Path) -> None:
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        made = subprocess.run(
            [
                *self.who.prefix("KILL"),
                str(binaries / "initdb"),
                *("-D", str(unfinished), "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8"),
                *(("--no-sync",) if self.throwaway else ()),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=self.who.uid,
            group=self.who.uid,
            extra_groups=None if self.who.uid is None else [],
            cwd=self.folder,
        )
        if made.returncode != 0:
            raise Trouble(f"PostgreSQL's initdb failed:\n{made.stdout}{made.stderr}")
        unfinished.rename(self.data)
