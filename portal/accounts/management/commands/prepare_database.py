"""Bring the database to this version and give the application's role exactly what it needs.

Runs as the owner of the tables (DATABASE_OWNER_URL). The portal itself connects as another role
(DATABASE_URL), which may read and write rows, but neither change nor remove an event. May run again
at any time; two at once are served in turn.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections, transaction
from psycopg import sql

ONE_AT_A_TIME = 4_120_026


class Command(BaseCommand):
    help = "Migrate, create the cache table, and grant the application's role its rights."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        application = role_of(settings.DATABASE_URL)
        if application == role_of(settings.DATABASE_OWNER_URL):
            raise CommandError(
                f"DATABASE_URL and DATABASE_OWNER_URL both connect as {application}. The owner of the tables "
                "could rewrite the record of events, so the portal must connect as another role: let "
                "DATABASE_URL name portal_app, and DATABASE_OWNER_URL the owner of the tables."
            )
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
            call_command("createcachetable", verbosity=options["verbosity"])
            with transaction.atomic():
                self.ensure_role(application)
                for statement in GRANTS:
                    cursor.execute(sql.SQL(statement).format(role=sql.Identifier(application)))
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])

    def ensure_role(self, application: str) -> None:
        password = unquote(urlsplit(settings.DATABASE_URL).password or "")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [application])
            if cursor.fetchone():
                return
            cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
            if not cursor.fetchone()[0]:
                raise CommandError(
                    f"There is no role {application} and this owner may not create one. Let an administrator "
                    f"run: CREATE ROLE {application} LOGIN PASSWORD '...';"
                )
            cursor.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                    sql.Identifier(application), sql.Literal(password or None)
                )
            )


GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON events_event FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    "REVOKE EXECUTE ON FUNCTION erase_event_detail(uuid) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION erase_event_detail(uuid) TO {role}",
)


def role_of(url: str) -> str:
    return str(environ.Env.db_url_config(url).get("USER", ""))


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Every query in here is the owner's, data migrations that name no database included."""
    configured = dict(settings.DATABASES["default"])
    connections["default"].close()
    del connections["default"]
    settings.DATABASES["default"].update(
        {"OPTIONS": {}, **environ.Env.db_url_config(settings.DATABASE_OWNER_URL)}
    )
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        settings.DATABASES["default"].clear()
        settings.DATABASES["default"].update(configured)
