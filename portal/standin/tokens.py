"""Client tokens: the same token with the same parameters gives the same answer, once performed.

Remembered per account, product and action. A refused call leaves no memory, so a retry after
`Operation.Blocking` goes through; a dry run neither reads nor writes it. The vendor does not publish how
long a token lives: the setting `token_seconds` decides (without it, for ever).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from portal.standin.call import Answer, Call
from portal.standin.errors import CloudError, invalid


def recall(call: Call) -> dict[str, Any] | None:
    """The earlier answer, or None. Raise IdempotentParameterMismatch when the parameters differ."""
    token = call.get("ClientToken")
    if token and (len(token) > 64 or not token.isascii()):
        raise invalid("ClientToken", "a token is at most 64 ASCII characters.")
    if not applies(call):
        return None
    earlier: dict[str, Any] | None = call.store.tokens.get(key_of(call))
    lifetime = call.settings.token_seconds
    if earlier is None or (lifetime is not None and call.now - earlier["at"] > lifetime):
        return None
    if earlier["digest"] != digest_of(call):
        raise CloudError(
            "IdempotentParameterMismatch",
            "The request uses the same client token as a previous, but non-identical request.",
        )
    return earlier


def remember(call: Call, answer: Answer) -> None:
    if applies(call) and answer.get("Success", True):
        call.store.remember(
            key_of(call),
            {"answer": answer, "digest": digest_of(call), "resource_id": call.resource_id, "at": call.now},
        )


def applies(call: Call) -> bool:
    return bool(call.operation.takes_token and call.get("ClientToken") and not call.wants_dry_run)


def key_of(call: Call) -> str:
    return "/".join((call.account, call.operation.product, call.operation.action, call["ClientToken"]))


def digest_of(call: Call) -> str:
    rest = {name: value for name, value in call.params.items() if name != "ClientToken"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
