"""Writes events and sends wake-ups. With tasks.py and portal/celery.py the only place that knows Celery."""

from __future__ import annotations

import base64
import os
import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import connection, models, transaction
from kombu.exceptions import OperationalError

from portal.accounts.models import Organization, User
from portal.calendar.clock import engine_now
from portal.celery import app
from portal.events import chain
from portal.events.models import Event, Head
from portal.events.sealing import seal


def record(
    type: str,
    *,
    organization: Organization,
    subject: models.Model,
    actor: User | None,
    actor_label: str = "",
    payload: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
    audience: str = Event.Audience.CUSTOMER,
) -> Event:
    """Append one event to the organization's chain; call it last in the transaction that changed the state.

    `payload` holds ids, codes, statuses and versions only. `detail` is encrypted and may be erased later.
    Raises TransactionManagementError outside a transaction, since an event without its change is a lie.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"{type} must be recorded inside the change it tells of")
    Head.objects.bulk_create([Head(organization=organization)], ignore_conflicts=True)
    head = Head.objects.select_for_update().get(organization=organization)
    salt = os.urandom(16)
    for_customer = audience == Event.Audience.CUSTOMER
    event = Event(
        organization=organization,
        sequence=head.sequence + 1,
        feed_position=head.feed_position + 1 if for_customer else None,
        type=type,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        actor=actor,
        actor_label=actor_label or ("person" if actor else "system"),
        audience=audience,
        payload=dict(payload or {}),
        occurred_at=engine_now(),
        previous_hash=head.hash,
    )
    if detail:
        event.detail = seal({"salt": base64.b64encode(salt).decode(), "detail": dict(detail)})
        event.detail_digest = chain.digest(salt, detail)
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    head.sequence, head.hash = event.sequence, event.hash
    head.feed_position += int(for_customer)
    head.save(update_fields=["sequence", "feed_position", "hash"])
    return event


def wake(task_name: str, pk: uuid.UUID | str | None = None, *, countdown: float = 0) -> None:
    """Send a hint to a worker once this transaction has committed.

    A hint that is lost costs one sweep (15 s), nothing else, so a broker that is away is no error.
    """
    transaction.on_commit(partial(_send, task_name, pk, min(countdown, 30)))


def _send(task_name: str, pk: uuid.UUID | str | None, countdown: float) -> None:
    try:
        app.send_task(
            task_name,
            args=[str(pk)] if pk else [],
            countdown=countdown or None,
            retry=False,
            ignore_result=True,
        )
    except (OperationalError, OSError):
        return
