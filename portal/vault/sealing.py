"""Seals values for one organization and one purpose, and finds sealed values again by a blind index.

A sealed value reads: one byte of version, 16 bytes naming the data key, 12 bytes nonce, then AES-256-GCM
ciphertext with its tag. Organization, purpose and key are bound into the tag, so a value that was moved to
another organization, column or row of another purpose does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unicodedata
import uuid
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.vault.keys import Owner, index_key, key_to_seal, key_to_unseal, owner_id
from portal.vault.wrapping import NONCE_BYTES, Unreadable

__all__ = ["Unreadable", "blind_index", "seal", "seal_json", "unseal", "unseal_json"]

VERSION = b"\x01"
HEAD_BYTES = len(VERSION) + 16
LEAST_BYTES = HEAD_BYTES + NONCE_BYTES + 16


def seal(organization_or_id: Owner, purpose: str, plain: bytes) -> bytes:
    """Refused (key_destroyed) when the organization was erased for good."""
    key_id, key = key_to_seal(organization_or_id)
    head = VERSION + key_id.bytes
    nonce = os.urandom(NONCE_BYTES)
    bound = _bound_to(organization_or_id, purpose, head)
    return head + nonce + AESGCM(key).encrypt(nonce, plain, bound)


def unseal(organization_or_id: Owner, purpose: str, sealed: bytes | memoryview) -> bytes:
    """Raises Unreadable when it was changed, is for another organization or purpose, or its key is gone."""
    given = bytes(sealed)
    if len(given) < LEAST_BYTES or not given.startswith(VERSION):
        raise Unreadable("This is not something the vault sealed.")
    head, nonce = given[:HEAD_BYTES], given[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES]
    key = key_to_unseal(organization_or_id, uuid.UUID(bytes=head[len(VERSION) :]))
    try:
        bound = _bound_to(organization_or_id, purpose, head)
        return AESGCM(key).decrypt(nonce, given[HEAD_BYTES + NONCE_BYTES :], bound)
    except InvalidTag as error:
        raise Unreadable("This was changed, or sealed for another purpose.") from error


def seal_json(organization_or_id: Owner, purpose: str, document: Any) -> bytes:
    return seal(organization_or_id, purpose, json.dumps(document, ensure_ascii=False).encode())


def unseal_json(organization_or_id: Owner, purpose: str, sealed: bytes | memoryview) -> Any:
    return json.loads(unseal(organization_or_id, purpose, sealed))


def blind_index(purpose: str, value: str) -> str:
    """64 hex digits by which a sealed value is found again: same value, same digits, for ever.

    Spelling does not matter: full-width forms, case and spaces are evened out first. Wrapping the keys anew
    changes nothing here, so nothing has to be indexed again.
    """
    return blind_indexes([(purpose, value)])[0]


def blind_indexes(wanted: Iterable[tuple[str, str]]) -> list[str]:
    """Of several (purpose, value) at once; the key is asked for once."""
    texts = [purpose.encode() + b"\0" + evened(value).encode() for purpose, value in wanted]
    key = index_key() if texts else b""
    return [hmac.new(key, text, hashlib.sha256).hexdigest() for text in texts]


def evened(value: str) -> str:
    """NFKC, folded case, no spaces: the one spelling of a value.

    >>> evened("１１０１０１ 19900307 123x"), evened("Lena\\u3000VOGT")
    ('11010119900307123x', 'lenavogt')
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    return "".join(folded.split())


def _bound_to(owner: Owner, purpose: str, head: bytes) -> bytes:
    return b"vault.seal|" + head + owner_id(owner).bytes + purpose.encode()
