"""Sealed files under random names: in a private folder, or in a bucket where the installation has one.

What lies in storage is ciphertext only. The name is bound into the seal, so two files of one organization
cannot be exchanged by somebody who writes to the storage.
"""

from __future__ import annotations

import contextlib
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from portal.accounts.models import Organization
from portal.refusals import Refused
from portal.vault.keys import Owner
from portal.vault.sealing import seal, unseal
from portal.vault.wrapping import Unreadable

# The second storage, for organizations whose papers stay in mainland China, and how its names begin.
MAINLAND, IN_MAINLAND = "papers-mainland", "cn/"


class Unstored(Refused):
    """The storage took nothing: no room, or it is away. Nothing is left behind, and trying again may do."""

    status = 507


class StorageAway(Exception):
    """The storage does not answer; the file may well be there."""


def new_name(organization: Owner) -> str:
    """A random name in the storage of the organization's region, to be noted before the file is written.

    Raises Refused (`region_not_served`) where this installation has no storage in mainland China.
    """
    token = secrets.token_hex(20)
    name = f"{token[:2]}/{token[2:]}"
    if _region_of(organization) != Organization.StorageRegion.MAINLAND:
        return name
    if MAINLAND not in settings.STORAGES:
        raise Refused(
            "region_not_served",
            _("Papers of this organization stay in mainland China, and none are kept there."),
            _("Ask the operator: they can add a storage there, or agree with you on another region."),
        )
    return IN_MAINLAND + name


def keep(organization: Owner, purpose: str, plain: bytes, name: str = "") -> str:
    """The name under which the sealed bytes now lie. Raises Unstored, with nothing left behind."""
    name = name or new_name(organization)
    sealed = seal(organization, _purpose(purpose, name), plain)
    storage, place = _place(name)
    try:
        storage.save(place, ContentFile(sealed))
    except OSError as error:
        with contextlib.suppress(OSError):
            storage.delete(place)
        raise Unstored(
            "not_stored",
            _("The file could not be kept: the storage has no room or does not answer."),
            _("Nothing was changed. Try again in a few minutes."),
        ) from error
    return name


def read(organization: Owner, purpose: str, name: str) -> bytes:
    """Raises Unreadable when the file is gone, changed, another's; StorageAway when nothing answers."""
    try:
        storage, place = _place(name)
        with storage.open(place, "rb") as file:
            sealed = file.read()
    except FileNotFoundError as error:
        raise Unreadable("There is no such file.") from error
    except OSError as error:
        raise StorageAway(str(error)) from error
    return unseal(organization, _purpose(purpose, name), sealed)


def destroy(name: str) -> None:
    """Delete the file; one that is gone already is no error. Raises StorageAway, to be tried again."""
    try:
        storage, place = _place(name)
        storage.delete(place)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageAway(str(error)) from error


def exists(name: str) -> bool:
    storage, place = _place(name)
    return storage.exists(place)


def _place(name: str) -> tuple[Storage, str]:
    """Which storage a name belongs to, and its name there."""
    if name.startswith(IN_MAINLAND):
        return storages[MAINLAND], name.removeprefix(IN_MAINLAND)
    return storages["papers"], name


def _region_of(owner: Owner) -> str:
    if isinstance(owner, Organization):
        return owner.storage_region
    return Organization.objects.values_list("storage_region", flat=True).get(pk=owner)


def _purpose(purpose: str, name: str) -> str:
    return f"file|{purpose}|{name}"
