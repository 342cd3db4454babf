"""Celery's door: a sweep reads on and wakes the sender. No web request waits for either."""

from __future__ import annotations

import logging
import time
import uuid

from celery import shared_task

from portal.events.recording import wake
from portal.notifications.models import Notice
from portal.notifications.sending import Outcome, send_next
from portal.notifications.sources import describe
from portal.notifications.walking import organizations_with_news, tell_news

SWEEP = "portal.notifications.sweep"
SEND = "portal.notifications.send"
# Well under the soft time limit of 60 s.
BUDGET_SECONDS = 20

logger = logging.getLogger(__name__)


@shared_task(name=SWEEP)
def sweep(after: str | None = None) -> None:
    """Tell what is new everywhere, then have letters sent. Two sweeps at once do no harm.

    Goes through the organizations in the order of their ids; when the time is used up, another sweep goes on
    behind the last.
    """
    began = time.monotonic()
    last = uuid.UUID(after) if after else None
    while several := organizations_with_news(last):
        for last in several:
            try:
                tell_news(last, describe)
            except Exception:
                # One organization's trouble keeps no other from hearing; the next sweep tries again.
                logger.exception("The news of organization %s could not be told", last)
        if time.monotonic() - began > BUDGET_SECONDS:
            wake(SWEEP, last)
            break
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
