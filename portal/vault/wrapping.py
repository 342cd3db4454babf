"""Puts a key under the first master key, and takes it out from under whichever holds it."""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from portal.vault.ring import MasterKey, parse

NONCE_BYTES = 12


class Unreadable(Exception):
    """Sealed bytes that cannot be opened: changed, somebody else's, or their key is gone."""


def ring() -> tuple[MasterKey, ...]:
    return _parsed(tuple(settings.VAULT_KEYS))


def wrap(key: bytes, bound_to: bytes) -> tuple[bytes, str]:
    """The key under the first master key, and that key's id. `bound_to` must be given again to unwrap."""
    master = ring()[0]
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(master.secret).encrypt(nonce, key, b"vault.wrap.1|" + bound_to), master.id


def unwrap(wrapped: bytes, wrapping_key_id: str, bound_to: bytes) -> bytes:
    """Raises Unreadable, naming the master key that is missing, or that the wrapping was changed."""
    master = next((key for key in ring() if key.id == wrapping_key_id), None)
    if master is None:
        raise Unreadable(f"The master key {wrapping_key_id} is not among VAULT_KEYS.")
    nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return AESGCM(master.secret).decrypt(nonce, sealed, b"vault.wrap.1|" + bound_to)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("The wrapping of this key was changed.") from error


@lru_cache(maxsize=4)
def _parsed(texts: tuple[str, ...]) -> tuple[MasterKey, ...]:
    return parse(texts)
