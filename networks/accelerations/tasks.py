"""Celery's door to what rests on numbers."""

from __future__ import annotations

from celery import shared_task

from networks.accelerations.rerouting import compare


@shared_task(name="networks.accelerations.sweep")
def sweep() -> int:
    """List what lost its number. Two sweeps at once do no harm: each row is locked by one of them."""
    return compare()
