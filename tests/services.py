"""A throw-away PostgreSQL and Redis for one run of the tests, shared by its processes.

`python -m tests.run` and the controlling process of pytest-xdist start them at once; a plain pytest
starts them when a test first asks for the database, so pure tests start nothing.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import ExitStack

import psycopg
from psycopg import sql

from portal.embedded.binaries import identity, postgres_bin
from portal.embedded.children import Children, Guard
from portal.embedded.fingerprint import ROOT, schema_fingerprint
from portal.embedded.postgres import APPLICATION, OWNER
from portal.embedded.servers import start_servers
from tests.settings import FOLDER

STARTED = "PORTAL_TEST_SERVICES"
_running = ExitStack()


def start() -> None:
    """Start both servers unless this run has them already."""
    if os.environ.get(STARTED):
        return
    guard = Guard()
    _running.callback(guard.close)
    children = _running.enter_context(Children(FOLDER / "services.log", guard))
    start_servers(FOLDER, FOLDER, children, throwaway=True, who=identity())
    os.environ[STARTED] = "yes"


def stop() -> None:
    """Stop what this very process started."""
    _running.close()
    os.environ.pop(STARTED, None)


def fresh_database(name: str) -> None:
    """An empty, migrated database called `name`, copied from the template."""
    template = _template()
    with _as_owner() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )


def _template() -> str:
    """The name of a database prepared by `prepare_database`, made once for this state of the migrations."""
    name = f"template_{schema_fingerprint()[:16]}"
    with (FOLDER / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with _as_owner() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if found:
                return name
            unfinished = f"{name}_unfinished"
            for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
                connection.execute(sql.SQL(statement).format(sql.Identifier(unfinished)))
            _fill(unfinished, name)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(name)
                )
            )
    return name


def _fill(name: str, template: str) -> None:
    """Prepare the database, or put back what an earlier run of the tests prepared from the same files."""
    kept = ROOT / ".pytest_cache" / "databases" / f"{template}.sql"
    connect = ["--host", str(FOLDER), "--username", OWNER, "--dbname", name]
    if kept.exists():
        command = [
            str(postgres_bin() / "psql"),
            *connect,
            "--quiet",
            "--set",
            "ON_ERROR_STOP=1",
            "-f",
            str(kept),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return
    _prepare(name)
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(f".{os.getpid()}")
    subprocess.run([str(postgres_bin() / "pg_dump"), *connect, "--file", str(new)], check=True)
    for older in kept.parent.glob("*.sql"):
        older.unlink(missing_ok=True)
    new.replace(kept)


def _prepare(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare_database", "--verbosity", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": url(name, APPLICATION),
            "DATABASE_OWNER_URL": url(name, OWNER),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"prepare_database failed:\n{done.stdout}{done.stderr}"


def url(name: str, role: str) -> str:
    return f"postgres://{role}@/{name}?host={FOLDER}"


def _as_owner() -> psycopg.Connection:
    return psycopg.connect(host=str(FOLDER), user=OWNER, dbname="postgres", autocommit=True)
