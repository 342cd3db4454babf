from __future__ import annotations

from celery import shared_task

from portal.api.idempotency import forget_expired
from portal.api.throttling import forget_full_buckets


@shared_task(name="portal.api.sweep")
def sweep() -> None:
    """Answers older than a day and allowances that are whole again; both may be swept twice."""
    forget_expired()
    forget_full_buckets()
