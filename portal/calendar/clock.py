"""The two clocks.

Engine time (leases, due times, signatures) is PostgreSQL's clock, so a worker's own clock does not matter.
Business time (deadlines of people and authorities) is the same instant, except in a test organization
whose time is frozen and moved by hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import DateTimeField, Func
from django.db.models.expressions import CombinedExpression

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


class ClockTimestamp(Func):
    """PostgreSQL's `clock_timestamp()` inside an UPDATE, so that no worker's clock is ever written."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = DateTimeField()


def after(seconds: float) -> CombinedExpression:
    """`seconds` from now on the database's clock, for use in an UPDATE."""
    return ClockTimestamp() + timedelta(seconds=seconds)
