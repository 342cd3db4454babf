"""Celery's door to the packs: an id in, one call, nothing trusted but the row."""

from __future__ import annotations

import uuid

from celery import shared_task

from icp.packs.making import make
from icp.packs.models import Pack
from icp.packs.retention import purge_due
from icp.packs.workflow import RENDER
from portal.events.recording import wake

SWEPT_AT_ONCE = 50


@shared_task(name=RENDER)
def render(pk: str) -> None:
    pack = Pack.objects.select_related("filing__organization").filter(pk=uuid.UUID(pk)).first()
    if pack is not None:
        make(pack)


@shared_task(name="icp.packs.sweep")
def sweep() -> int:
    """Wake what is due: its message was lost, its worker died, or its next attempt has come."""
    due = list(Pack.objects.due().order_by("not_before").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    for pk in due:
        wake(RENDER, pk)
    return len(due)


@shared_task(name="icp.packs.purge")
def purge() -> int:
    return purge_due()
