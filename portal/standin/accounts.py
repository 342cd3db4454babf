"""Who calls: access keys, the accounts they belong to, and temporary keys given out by AssumeRole.

The account of a key follows from the key's id, so two keys make two customers; a temporary key belongs to
the account its role names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.standin.errors import CloudError
from portal.standin.signature import (
    FRESH_SECONDS,
    Signed,
    check_freshness,
    check_signature,
    read_authorization,
)
from portal.standin.store import Store

REMEMBER_SECONDS = 2 * FRESH_SECONDS  # a date may lie as far ahead as it may lie back


def account_of(key_id: str) -> str:
    """Sixteen digits, as the vendor's account ids."""
    return str(10**15 + int(hashlib.sha256(key_id.encode()).hexdigest(), 16) % (9 * 10**15))


@dataclass(frozen=True)
class Caller:
    key_id: str
    account: str


@dataclass
class Gate:
    """Lets a correctly signed, fresh and unrepeated request in."""

    keys: dict[str, str]
    nonces: dict[str, float] = field(default_factory=dict)

    def admit(self, request: Signed, store: Store, *, cloud_now: float, machine_now: float) -> Caller:
        authorization = read_authorization(request.headers)
        secret, account = self.secret_of(authorization.key_id, request.headers, store, cloud_now)
        check_freshness(request.headers, machine_now)
        check_signature(request, authorization, secret)
        self.check_nonce(authorization.key_id, request.headers.get("x-acs-signature-nonce", ""), machine_now)
        return Caller(authorization.key_id, account)

    def secret_of(self, key_id: str, headers: Mapping[str, str], store: Store, now: float) -> tuple[str, str]:
        if key_id in self.keys:
            return self.keys[key_id], account_of(key_id)
        temporary = store.resources.get(key_id)
        if temporary is None or temporary.kind != "temporary_key":
            raise CloudError(
                "InvalidAccessKeyId.NotFound", f"Specified access key {key_id} is not found.", status=404
            )
        if headers.get("x-acs-security-token") != temporary.body["SecurityToken"]:
            raise CloudError(
                "InvalidSecurityToken.MismatchWithAccessKey", "The token does not belong to this key."
            )
        if now >= temporary.body["ExpiresAt"]:
            raise CloudError("InvalidSecurityToken.Expired", "The security token has expired.")
        return temporary.body["AccessKeySecret"], temporary.account

    def check_nonce(self, key_id: str, nonce: str, machine_now: float) -> None:
        if not nonce:
            raise CloudError("MissingParameter", "The header x-acs-signature-nonce is not supplied.")
        while self.nonces and machine_now - next(iter(self.nonces.values())) >= REMEMBER_SECONDS:
            del self.nonces[next(iter(self.nonces))]
        if f"{key_id}/{nonce}" in self.nonces:
            raise CloudError("SignatureNonceUsed", "Specified signature nonce was used already.")
        self.nonces[f"{key_id}/{nonce}"] = machine_now
