"""The two clocks.

Engine time (leases, due times, signatures) is PostgreSQL's clock, so a worker's own clock does not matter.
Business time (deadlines of people and authorities) is the same instant, except in a test organization
whose time is frozen and moved by hand.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from portal.accounts.models import Organization


def engine_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def now(organization: Organization | None = None) -> datetime:
    """Business time of `organization`: its frozen instant, else the database's clock."""
    if organization is not None and organization.frozen_at is not None:
        return organization.frozen_at
    return engine_now()
