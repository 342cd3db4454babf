"""Sealed files under random names: in a private folder, or in a bucket where the installation has one.

What lies in storage is ciphertext only. The name is bound into the seal, so two files of one organization
cannot be exchanged by somebody who writes to the storage.
"""

from __future__ import annotations

import contextlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from portal.refusals import Refused
from portal.vault.keys import Owner
from portal.vault.sealing import seal, unseal
from portal.vault.wrapping import Unreadable


class Unstored(Refused):
    """The storage took nothing: no room, or it is away. Nothing is left behind, and trying again may do."""

    status = 507


class StorageAway(Exception):
    """The storage does not answer; the file may well be there."""


def keep(organization: Owner, purpose: str, plain: bytes) -> str:
    """The random name under which the sealed bytes now lie. Raises Unstored, with nothing left behind."""
    token = secrets.token_hex(20)
    name = f"{token[:2]}/{token[2:]}"
    sealed = seal(organization, _purpose(purpose, name), plain)
    try:
        _storage().save(name, ContentFile(sealed))
    except OSError as error:
        with contextlib.suppress(OSError):
            _storage().delete(name)
        raise Unstored(
            "not_stored",
            _("The file could not be kept: the storage has no room or does not answer."),
            _("Nothing was changed. Try again in a few minutes."),
        ) from error
    return name


def read(organization: Owner, purpose: str, name: str) -> bytes:
    """Raises Unreadable when the file is gone, changed, another's; StorageAway when nothing answers."""
    try:
        with _storage().open(name, "rb") as file:
            sealed = file.read()
    except FileNotFoundError as error:
        raise Unreadable("There is no such file.") from error
    except OSError as error:
        raise StorageAway(str(error)) from error
    return unseal(organization, _purpose(purpose, name), sealed)


def destroy(name: str) -> None:
    """Delete the file; one that is gone already is no error. Raises StorageAway, to be tried again."""
    try:
        _storage().delete(name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageAway(str(error)) from error


def exists(name: str) -> bool:
    return _storage().exists(name)


def _storage() -> Storage:
    return storages["papers"]


def _purpose(purpose: str, name: str) -> str:
    return f"file|{purpose}|{name}"
