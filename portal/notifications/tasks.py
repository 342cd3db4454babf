"""Celery's door: a sweep reads on and wakes the sender. No web request waits for either."""

from __future__ import annotations

import logging
import time

from celery import shared_task

from portal.events.recording import wake
from portal.notifications.models import Notice
from portal.notifications.sending import Outcome, send_next
from portal.notifications.sources import describe
from portal.notifications.walking import organizations_with_news, tell_news

SEND = "portal.notifications.send"
# Well under the soft time limit of 60 s.
BUDGET_SECONDS = 20

logger = logging.getLogger(__name__)


@shared_task(name="portal.notifications.sweep")
def sweep() -> None:
    """Tell what is new everywhere, then have letters sent. Two sweeps at once do no harm."""
    for organization_id in organizations_with_news():
        try:
            tell_news(organization_id, describe)
        except Exception:
            # One organization's trouble keeps no other from hearing; the next sweep tries again.
            logger.exception("The news of organization %s could not be told", organization_id)
    if Notice.objects.due().exists():
        wake(SEND)


@shared_task(name=SEND)
def send(pk: str | None = None) -> None:
    """Send what is due. A mail server that is away is left alone until the next sweep."""
    began = time.monotonic()
    while time.monotonic() - began < BUDGET_SECONDS:
        if send_next() in (Outcome.IDLE, Outcome.AWAY):
            return
    wake(SEND)
