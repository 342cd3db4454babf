"""What a key looks like and how its secret is kept.

A key reads `causeway_<prefix>_<secret>`. The prefix (8 characters) finds the row and may be shown; the
secret (256 random bits) is kept only as HMAC-SHA-256 under a pepper that is not in the database, so a
copy of the database cannot authenticate. The pepper follows SECRET_KEY, and its id is kept with the
digest: keys made under an earlier secret key work as long as that key is listed as a fallback.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

_FORM = re.compile(r"causeway_(?P<prefix>[0-9a-z]{8})_(?P<secret>[0-9a-f]{64})")
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Token:
    prefix: str
    secret: str

    def __str__(self) -> str:
        return f"causeway_{self.prefix}_{self.secret}"

    def __repr__(self) -> str:
        return f"Token({self.prefix!r}, ...)"


def draw() -> Token:
    return Token("".join(secrets.choice(_LETTERS) for _ in range(8)), secrets.token_hex(32))


def parse(text: str) -> Token | None:
    """The token that `text` spells, or None. Exactly our form, nothing around it."""
    found = _FORM.fullmatch(text)
    return Token(found["prefix"], found["secret"]) if found else None


def seal(secret: str) -> tuple[str, str]:
    """(pepper id, digest) of a new secret under the current pepper."""
    pepper_id, pepper = next(iter(_peppers().items()))
    return pepper_id, _digest(pepper, secret)


def digests(secret: str) -> list[str]:
    """What `secret` would be kept as, pepper id and digest in one, under each pepper we still know."""
    return [pepper_id + _digest(pepper, secret) for pepper_id, pepper in _peppers().items()]


def _digest(pepper: bytes, secret: str) -> str:
    return hmac.new(pepper, secret.encode(), hashlib.sha256).hexdigest()


def _peppers() -> dict[str, bytes]:
    return _derive((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _derive(secret_keys: tuple[str, ...]) -> dict[str, bytes]:
    peppers = [hashlib.sha256(b"api.key.pepper|" + key.encode()).digest() for key in secret_keys]
    return {hashlib.sha256(b"id|" + pepper).hexdigest()[:8]: pepper for pepper in peppers}
