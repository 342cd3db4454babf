"""Letters leave as any message of the outbox does: claimed, sent with no transaction open, marked.

A worker that dies between sending and marking leaves the row due again after its lease: the letter goes
once more, under the same Message-ID. Nothing is lost, and one death repeats one letter at most.
Source: RELIABILITY B9 (2026-11).
"""

from __future__ import annotations

from enum import Enum
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.db import connection

from portal.calendar.clock import ClockTimestamp, after
from portal.notifications.letters import letter_of
from portal.notifications.models import Notice
from portal.notifications.rules.retries import MOST_ATTEMPTS, wait_after

# Longer than the longest sending: connecting, greeting and handing over each end after EMAIL_TIMEOUT.
LEASE_SECONDS = 60
_CLAIM = """
UPDATE notifications_notice SET
  attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => %s)
WHERE id = (
  SELECT id FROM notifications_notice
  WHERE status = 'due' AND not_before <= clock_timestamp()
  ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


class Outcome(Enum):
    IDLE = "nothing was due"
    DONE = "one letter was sent, or is nobody's business any more"
    REFUSED = "this letter was refused; others may go"
    AWAY = "the mail server does not answer; others would not go either"


def send_next() -> Outcome:
    """Send the letter that has been due the longest."""
    notice = _claim()
    if notice is None:
        return Outcome.IDLE
    if notice.attempts > MOST_ATTEMPTS:
        return _mark(notice, "dead")
    if not _may_still_know(notice):
        return _mark(notice, "dropped")
    try:
        letter_of(notice).send()
    except (SMTPRecipientsRefused, SMTPDataError, ValueError) as error:
        _failed(notice, error)
        return Outcome.REFUSED
    except OSError as error:
        _failed(notice, error)
        return Outcome.AWAY
    return _mark(notice, "sent", sent_at=ClockTimestamp(), last_error="")


def _claim() -> Notice | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [LEASE_SECONDS * settings.ENGINE_TIME_SCALE])
        row = cursor.fetchone()
    return Notice.objects.select_related("person", "organization").get(pk=row[0]) if row else None


def _may_still_know(notice: Notice) -> bool:
    """Three days may lie between telling and sending: whoever left meanwhile gets nothing."""
    person = notice.person
    return person.is_active and Notice.objects.visible_to(person).filter(pk=notice.pk).exists()


def _failed(notice: Notice, error: Exception) -> None:
    # The kind of error only: a server's answer may quote the address.
    words = type(error).__name__
    code = getattr(error, "smtp_code", "")
    seconds = wait_after(notice.attempts)
    told = {"last_error": f"{words} {code}".strip()}
    if seconds is None:
        _mark(notice, "dead", **told)
    else:
        _write(notice, not_before=after(seconds), **told)


def _mark(notice: Notice, status: str, **values: object) -> Outcome:
    _write(notice, status=status, **values)
    return Outcome.DONE


def _write(notice: Notice, **values: object) -> None:
    # `attempts` is the fence: a slow worker that was overtaken changes nothing.
    Notice.objects.filter(pk=notice.pk, status=Notice.Status.DUE, attempts=notice.attempts).update(**values)
