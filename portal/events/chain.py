"""The arithmetic of the hash chain. Pure.

Each row's hash covers the row before it, so a changed, removed, inserted or reordered row is found.
The personal part of an event (`detail`) takes part only through a salted digest: it may be erased
and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64


def canonical(document: Mapping[str, Any]) -> bytes:
    """Sorted keys, no spaces, UTF-8: one document has one spelling.

    >>> canonical({"b": 1, "a": "中"})
    b'{"a":"\\xe4\\xb8\\xad","b":1}'
    """
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(salt: bytes, detail: Mapping[str, Any]) -> str:
    return hashlib.sha256(salt + canonical(detail)).hexdigest()


def link(previous_hash: str, fields: Mapping[str, Any]) -> str:
    """The hash of a row from the hash before it and its own fields."""
    return hashlib.sha256(previous_hash.encode() + canonical(fields)).hexdigest()
