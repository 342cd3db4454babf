"""Celery's door to the clocks of licenses: a wake-up in, what is due out."""

from __future__ import annotations

from celery import shared_task

from icp.licenses.clockwork import ring_due


@shared_task(name="icp.licenses.sweep")
def sweep() -> int:
    """Ring every clock that is due. Two sweeps at once do no harm: each license is locked by one of them."""
    return ring_due()
