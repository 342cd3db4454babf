"""`manage.py prepare_database`, as a managed database sees it: a role without superuser rights owns it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from portal.embedded.fingerprint import ROOT
from tests.settings import FOLDER, WORKER

pytestmark = pytest.mark.processes
OWNER, DATABASE = f"owner_{WORKER}", f"managed_{WORKER}"


def administrator(database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(host=str(FOLDER), user="portal", dbname=database, autocommit=True)


@pytest.fixture(scope="module")
def managed(running_services: None) -> Iterator[None]:
    with administrator() as connection:
        connection.execute(f"CREATE ROLE {OWNER} LOGIN")
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    yield
    with administrator() as connection:
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
        connection.execute(f"DROP ROLE {OWNER}")


def prepare(owner: str, application: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "prepare_database", "--verbosity", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": f"postgres://{application}@/{DATABASE}?host={FOLDER}",
            "DATABASE_OWNER_URL": f"postgres://{owner}@/{DATABASE}?host={FOLDER}",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_owner_without_special_rights_prepares_it_as_often_as_wanted(managed: None) -> None:
    assert prepare(OWNER, "portal_app").stderr == ""
    assert prepare(OWNER, "portal_app").returncode == 0
    with psycopg.connect(host=str(FOLDER), user="portal_app", dbname=DATABASE) as connection:
        rights = connection.execute(
            "SELECT has_table_privilege('accounts_user', 'DELETE'), "
            "has_table_privilege('events_event', 'INSERT'), has_table_privilege('events_event', 'UPDATE'), "
            "has_table_privilege('events_event', 'DELETE'), has_table_privilege('events_event', 'TRUNCATE'), "
            "has_table_privilege('django_migrations', 'INSERT')"
        ).fetchone()
    assert rights == (True, True, False, False, False, False)


def test_the_owner_and_the_portal_may_not_be_one_role(managed: None) -> None:
    refused = prepare(OWNER, OWNER)
    assert refused.returncode == 1
    assert f"both connect as {OWNER}" in refused.stderr


def test_a_missing_role_is_named_with_the_line_that_makes_it(managed: None) -> None:
    refused = prepare(OWNER, "nobody_made_me")
    assert refused.returncode == 1
    assert "CREATE ROLE nobody_made_me LOGIN PASSWORD" in refused.stderr


def test_an_owner_who_may_makes_the_role_with_its_password(managed: None) -> None:
    with administrator(DATABASE) as connection:
        connection.execute(f"ALTER ROLE {OWNER} CREATEROLE")
        try:
            assert prepare(OWNER, f"made_{WORKER}:its%20password").stderr == ""
            made = connection.execute(
                "SELECT rolcanlogin, rolsuper, rolpassword LIKE 'SCRAM%%' FROM pg_authid WHERE rolname = %s",
                [f"made_{WORKER}"],
            ).fetchone()
            assert made == (True, False, True)
        finally:
            connection.execute(f"ALTER ROLE {OWNER} NOCREATEROLE")
            connection.execute(f"DROP OWNED BY made_{WORKER}")
            connection.execute(f"DROP ROLE IF EXISTS made_{WORKER}")
