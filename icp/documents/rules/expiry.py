"""What the date on a paper means. Pure. Source: rule book section 6, valid for more than 90 days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LEAST_VALIDITY = timedelta(days=90)


def notes_on_expiry(expires_on: date | None, at: datetime) -> tuple[str, ...]:
    """
    >>> notes_on_expiry(date(2026, 12, 1), datetime(2026, 11, 27, tzinfo=ZoneInfo("UTC")))
    ('expires_soon',)
    """
    if expires_on is None:
        return ()
    today = at.astimezone(ZoneInfo("Asia/Shanghai")).date()
    if expires_on < today:
        return ("expired",)
    return ("expires_soon",) if expires_on - today < LEAST_VALIDITY else ()
