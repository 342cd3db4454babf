"""The owner of the tables, and an intruder with the owner's rights and the triggers switched off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from portal.embedded.postgres import OWNER


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["OPTIONS"]["host"], user=OWNER, dbname=settings["NAME"], autocommit=True
    ) as connected:
        yield connected


@contextmanager
def intruder() -> Iterator[psycopg.Connection]:
    with owner() as connected:
        connected.execute("SET session_replication_role = replica")
        yield connected
