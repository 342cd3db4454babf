"""How fast a caller may ask: rows in PostgreSQL, one atomic statement a request.

GCRA: each request pushes `full_at` one interval into the future; a caller whose `full_at` would lie
further ahead than its burst is told how long to wait. Nothing is read before it is written, so parallel
requests cannot slip past, and losing the table (it is unlogged) only forgives what was spent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from portal.api.models import ApiKey, Bucket
from portal.calendar.clock import engine_now

_TAKE = """
INSERT INTO portal_api_bucket AS bucket (name, full_at) VALUES (%(name)s, clock_timestamp() + %(interval)s)
ON CONFLICT (name) DO UPDATE SET full_at = GREATEST(bucket.full_at, clock_timestamp()) + %(interval)s
WHERE GREATEST(bucket.full_at, clock_timestamp()) + %(interval)s <= clock_timestamp() + %(burst)s
RETURNING 1
"""
_WAIT = """
SELECT GREATEST(0, EXTRACT(EPOCH FROM full_at + %(interval)s - %(burst)s - clock_timestamp()))
FROM portal_api_bucket WHERE name = %(name)s
"""


@dataclass(frozen=True)
class Allowance:
    """So many requests a minute, and so many at once after a pause."""

    per_minute: int
    burst: int

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=1) / self.per_minute

    def values(self, name: str) -> dict[str, Any]:
        return {"name": name, "interval": self.interval, "burst": self.interval * self.burst}


# A wrong key costs nothing but a look-up; thirty a minute are a misconfigured program, more are a flood.
FAILURES = Allowance(per_minute=30, burst=30)


def take(name: str, allowance: Allowance) -> float | None:
    """None when the request may pass, else the seconds until one may."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, allowance.values(name))
        if cursor.fetchone():
            return None
    return _wait(name, allowance)


def _wait(name: str, allowance: Allowance) -> float:
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, allowance.values(name))
        row = cursor.fetchone()
    return float(row[0]) if row else 0.0


def forget_full_buckets() -> int:
    """Remove rows that say nothing any more: the allowance has been whole for an hour."""
    return Bucket.objects.filter(full_at__lt=engine_now() - timedelta(hours=1)).delete()[0]


def wait_for_key(key: ApiKey) -> float:
    """Seconds until a key whose allowance is used up may ask again (finding.py takes from it)."""
    per_minute = key.requests_per_minute
    return _wait(f"key:{key.pk}", Allowance(per_minute, max(20, per_minute // 5)))


class KeyThrottle(BaseThrottle):
    """The allowance of one key, taken along with the look-up of the key (finding.py)."""

    key: ApiKey

    def allow_request(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiKey):
            return True
        self.key = request.auth
        return self.key.is_within_allowance

    def wait(self) -> float:
        return wait_for_key(self.key)
