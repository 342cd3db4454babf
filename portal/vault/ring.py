"""The ring of master keys (`VAULT_KEYS`). Pure: text in, keys out, no database.

A master key seals nothing but other keys: one data key for each organization, and the one index key. The
first key of the ring writes, every key reads. A key is known by an id that says nothing about it.

>>> parse([spelled(bytes(range(32)))])[0].id
'9e9f04d702317028'
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

KEY_BYTES = 32
FORM = (
    "a key is 32 random bytes in urlsafe base64, as this prints: "
    'python -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
)


class UnusableKey(ValueError):
    """A key of VAULT_KEYS that cannot be used; the sentence says which and what would do."""


@dataclass(frozen=True)
class MasterKey:
    id: str
    secret: bytes = field(repr=False)


def parse(texts: Iterable[str]) -> tuple[MasterKey, ...]:
    """The ring in its order. Raises UnusableKey, naming the place of the key and never the key."""
    ring = tuple(
        MasterKey(id=_id_of(secret), secret=secret)
        for secret in (_read(place, text.strip()) for place, text in enumerate(texts, start=1))
    )
    if len({key.id for key in ring}) < len(ring):
        raise UnusableKey("VAULT_KEYS holds one key twice. Name each key once, the one that writes first.")
    return ring


def spelled(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode()


def derived(secret_key: str) -> str:
    """A key for the demo and for local use, so that nobody has to make one. Production asks for real ones."""
    return spelled(hashlib.sha256(b"vault.master-key|" + secret_key.encode()).digest())


def _read(place: int, text: str) -> bytes:
    try:
        secret = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnusableKey(f"Key {place} of VAULT_KEYS is not base64; {FORM}") from error
    if len(secret) != KEY_BYTES:
        raise UnusableKey(f"Key {place} of VAULT_KEYS has {len(secret)} bytes; {FORM}")
    if len(set(secret)) < 2:
        raise UnusableKey(f"Key {place} of VAULT_KEYS is one byte over and over; {FORM}")
    return secret


def _id_of(secret: bytes) -> str:
    return hashlib.sha256(b"vault.key-id|" + secret).hexdigest()[:16]
