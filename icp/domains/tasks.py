"""Celery's door to the look-ups: an id in, one call, nothing trusted but the row."""

from __future__ import annotations

import logging
import uuid

from celery import shared_task

from icp.domains.looking import look
from icp.domains.models import DomainLookup
from icp.domains.rules.bootstrap import REGISTRIES
from icp.domains.services import refresh
from icp.domains.workflow import LOOK, forget_raw_answers
from portal.events.recording import wake

logger = logging.getLogger(__name__)
SWEPT_AT_ONCE = 50


@shared_task(name=LOOK)
def look_up_domain(pk: str) -> None:
    lookup = DomainLookup.objects.select_related("organization").filter(pk=uuid.UUID(pk)).first()
    if lookup is not None:
        look(lookup)


@shared_task(name="icp.domains.sweep")
def sweep() -> int:
    """Wake what is due: its message was lost, or its worker died."""
    due = list(DomainLookup.objects.due().order_by("not_before").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    for pk in due:
        wake(LOOK, pk)
    return len(due)


@shared_task(name="icp.domains.refresh_service_lists")
def refresh_service_lists() -> None:
    """Once a day. A list that does not come leaves the one before in force."""
    for registry in REGISTRIES:
        if why := refresh(registry):
            logger.warning("IANA's list of RDAP services (%s) was not refreshed: %s", registry, why)
    forget_raw_answers()
