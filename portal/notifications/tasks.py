"""Celery's door: a sweep reads on and wakes the sender. No web request waits for either."""

from __future__ import annotations

import logging
import time
import uuid

from celery import shared_task

from portal.calendar.alone import alone
from portal.events.recording import wake
from portal.notifications.models import Notice
from portal.notifications.sending import Outcome, send_next
from portal.notifications.sources import describe
from portal.notifications.walking import organizations_with_news, tell_news

SWEEP = "portal.notifications.sweep"
SEND = "portal.notifications.send"
# Well under the soft time limit of 60 s.
BUDGET_SECONDS = 20
# The budget, and the longest that one letter takes to end after it.
MOST_SECONDS = 60

logger = logging.getLogger(__name__)


@shared_task(name=SWEEP)
def sweep(after: str | None = None) -> None:
    """Tell what is new everywhere, then have letters sent. Two sweeps at once do no harm.

    Goes through the organizations in the order of their ids; when the time is used up, another sweep goes on
    behind the last. However much is to be told, it takes one place among the workers, and so do letters.
    """
    with alone("news", at_most=MOST_SECONDS) as mine:
        last = _tell(uuid.UUID(after) if after else None) if mine else None
    if last is not None:
        wake(SWEEP, last)
    if Notice.objects.due().exists():
        wake(SEND)


def _tell(last: uuid.UUID | None) -> uuid.UUID | None:
    """The organization to go on behind, when the time was used up first."""
    began = time.monotonic()
    while several := organizations_with_news(last):
        for last in several:
            try:
                tell_news(last, describe)
            except Exception:
                # One organization's trouble keeps no other from hearing; the next sweep tries again.
                logger.exception("The news of organization %s could not be told", last)
        if time.monotonic() - began > BUDGET_SECONDS:
            return last
    return None


@shared_task(name=SEND)
def send(pk: str | None = None) -> None:
    """Send what is due. A mail server that is away is left alone until the next sweep."""
    began = time.monotonic()
    with alone("letters", at_most=MOST_SECONDS) as mine:
        if not mine:
            return
        while time.monotonic() - began < BUDGET_SECONDS:
            if send_next() in (Outcome.IDLE, Outcome.AWAY):
                return
    wake(SEND)
