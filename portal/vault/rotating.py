"""Wraps every key anew under the first master key, in batches, while others read."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from portal.vault.keys import INDEX_KEY_BOUND_TO, bound_to
from portal.vault.models import DataKey, IndexKey
from portal.vault.wrapping import Unreadable, ring, unwrap, wrap

BATCH = 100
BEFORE_ALL = uuid.UUID(int=0)


@dataclass
class Rotation:
    wrapped_anew: int = 0
    # Id of the data key and why it could not be taken out of its wrapping.
    unreadable: dict[uuid.UUID, str] = field(default_factory=dict)


def rotate() -> Rotation:
    """One short transaction for each batch: a reader sees the old wrapping or the new one, both whole."""
    done = Rotation()
    last: uuid.UUID | None = BEFORE_ALL
    while last is not None:
        last = _batch(last, done)
    _index_key(done)
    return done


def in_use() -> dict[str, int]:
    """How many keys each master key holds. One that holds none may leave VAULT_KEYS."""
    held = Counter(
        DataKey.objects.filter(destroyed_at=None).order_by().values_list("wrapping_key_id", flat=True)
    )
    held.update(IndexKey.objects.values_list("wrapping_key_id", flat=True))
    return dict(held)


@transaction.atomic
def _batch(after: uuid.UUID, done: Rotation) -> uuid.UUID | None:
    """The last row of the batch, or None when there was none."""
    due = list(
        DataKey.objects.select_for_update()
        .filter(pk__gt=after, destroyed_at=None)
        .exclude(wrapping_key_id=ring()[0].id)
        .order_by("pk")[:BATCH]
    )
    for row in due:
        try:
            key = unwrap(bytes(row.wrapped), row.wrapping_key_id, bound_to(row))
        except Unreadable as error:
            done.unreadable[row.pk] = str(error)
            continue
        row.wrapped, row.wrapping_key_id = wrap(key, bound_to(row))
        row.save(update_fields=["wrapped", "wrapping_key_id"])
        done.wrapped_anew += 1
    return due[-1].pk if due else None


@transaction.atomic
def _index_key(done: Rotation) -> None:
    row = IndexKey.objects.select_for_update().exclude(wrapping_key_id=ring()[0].id).first()
    if row is None:
        return
    try:
        key = unwrap(bytes(row.wrapped), row.wrapping_key_id, INDEX_KEY_BOUND_TO)
    except Unreadable as error:
        done.unreadable[row.pk] = str(error)
        return
    row.wrapped, row.wrapping_key_id = wrap(key, INDEX_KEY_BOUND_TO)
    row.save(update_fields=["wrapped", "wrapping_key_id"])
    done.wrapped_anew += 1
