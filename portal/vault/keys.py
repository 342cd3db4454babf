"""Makes the keys on first use, hands them out, and destroys them."""

from __future__ import annotations

import os
import uuid

from django.utils.translation import gettext as _

from portal.accounts.models import Organization
from portal.calendar.clock import ClockTimestamp
from portal.refusals import Refused
from portal.vault.models import DataKey, IndexKey
from portal.vault.ring import KEY_BYTES
from portal.vault.wrapping import Unreadable, unwrap, wrap

Owner = Organization | uuid.UUID


def owner_id(owner: Owner) -> uuid.UUID:
    return owner.pk if isinstance(owner, Organization) else owner


def key_to_seal(owner: Owner) -> tuple[uuid.UUID, bytes]:
    """Id and bytes of the organization's data key, made now if there is none; Refused once destroyed."""
    found = _known(owner) or _made(owner_id(owner))
    if found.destroyed_at is not None:
        raise Refused(
            "key_destroyed",
            _("What this organization had kept here was erased for good, and its key with it."),
            _("Nothing more can be kept for it. Ask the operator for a new organization."),
        )
    return found.pk, unwrap(bytes(found.wrapped), found.wrapping_key_id, bound_to(found))


def key_to_unseal(owner: Owner, key_id: uuid.UUID) -> bytes:
    """Raises Unreadable where the key is another organization's, unknown, or destroyed."""
    found = _known(owner)
    if found is None or found.pk != key_id:
        raise Unreadable("This was not sealed for this organization.")
    if found.destroyed_at is not None:
        raise Unreadable("The key of this organization was destroyed.")
    return unwrap(bytes(found.wrapped), found.wrapping_key_id, bound_to(found))


def destroy_key(organization: Owner) -> bool:
    """Make everything sealed for the organization unreadable for good; False when it was so before.

    A backup of the database taken earlier still holds the wrapped key: it ends with the backup, or with the
    master key (docs/operating.md).
    """
    # An organization without a key gets one first, so that none can be made afterwards.
    _known(organization) or _made(owner_id(organization))
    _forget(organization)
    return bool(
        DataKey.objects.filter(organization_id=owner_id(organization), destroyed_at=None).update(
            wrapped=b"", wrapping_key_id="", destroyed_at=ClockTimestamp()
        )
    )


def index_key() -> bytes:
    """The key of the blind indexes, made on first use. Wrapping it anew does not change it."""
    row = IndexKey.objects.first()
    if row is None:
        fresh = IndexKey()
        fresh.wrapped, fresh.wrapping_key_id = wrap(os.urandom(KEY_BYTES), INDEX_KEY_BOUND_TO)
        IndexKey.objects.bulk_create([fresh], ignore_conflicts=True)
        row = IndexKey.objects.get()
    return unwrap(bytes(row.wrapped), row.wrapping_key_id, INDEX_KEY_BOUND_TO)


INDEX_KEY_BOUND_TO = b"index-key"


def _made(organization_id: uuid.UUID) -> DataKey:
    """The database lets one of two makers through; the other reads what the first one made."""
    fresh = DataKey(organization_id=organization_id)
    fresh.wrapped, fresh.wrapping_key_id = wrap(os.urandom(KEY_BYTES), bound_to(fresh))
    DataKey.objects.bulk_create([fresh], ignore_conflicts=True)
    return DataKey.objects.get(organization_id=organization_id)


def _known(owner: Owner) -> DataKey | None:
    """One query, or none where a list loaded `organization__data_key` with its rows."""
    if isinstance(owner, Organization) and "data_key" in owner._state.fields_cache:
        cached: DataKey | None = owner._state.fields_cache["data_key"]
        if cached is not None:
            return cached
    return DataKey.objects.filter(organization_id=owner_id(owner)).first()


def _forget(owner: Owner) -> None:
    if isinstance(owner, Organization):
        owner._state.fields_cache.pop("data_key", None)


def bound_to(key: DataKey) -> bytes:
    return key.organization_id.bytes + key.pk.bytes
