"""Verification of ACS3-HMAC-SHA256, the vendor's "signature method V3" (measured against SDK 0.4.6, 2026-11).

The canonical request is method, path, sorted query, the signed headers, their names, and the body's
digest; the string to sign is the algorithm's name and the digest of that; the key is the secret itself.
Clients differ in which headers they sign (Python signs all, Node.js host and x-acs-*), so `SignedHeaders`
decides, and host and every x-acs-* header of the request must be in it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote

from portal.standin.errors import CloudError

ALGORITHM = "ACS3-HMAC-SHA256"
FRESH_SECONDS = 15 * 60
AUTHORIZATION = re.compile(
    rf"{ALGORITHM} Credential=(?P<key_id>[^,]+),"
    r"\s*SignedHeaders=(?P<signed>[^,]+),\s*Signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass(frozen=True)
class Signed:
    """A request as far as the signature covers it. Header names are lower case, the path has no query."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Authorization:
    key_id: str
    signed_headers: tuple[str, ...]
    signature: str


def read_authorization(headers: Mapping[str, str]) -> Authorization:
    """Raise IncompleteSignature when the header is absent or not of the expected form."""
    found = AUTHORIZATION.fullmatch(headers.get("authorization", "").strip())
    if found is None:
        raise CloudError(
            "IncompleteSignature", f"The Authorization header is absent or not of the form {ALGORITHM}."
        )
    return Authorization(found["key_id"], tuple(found["signed"].split(";")), found["signature"])


def check_freshness(headers: Mapping[str, str], machine_now: float) -> None:
    stamp = headers.get("x-acs-date", "")
    try:
        moment = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise CloudError(
            "InvalidTimeStamp.Format", f"x-acs-date {stamp!r} is not of the form YYYY-MM-DDThh:mm:ssZ."
        ) from None
    if abs(machine_now - moment) > FRESH_SECONDS:
        raise CloudError("InvalidTimeStamp.Expired", f"x-acs-date {stamp} is more than 15 minutes off.")


def check_signature(request: Signed, authorization: Authorization, secret: str) -> None:
    """Raise SignatureDoesNotMatch, with a sentence that says which part is wrong."""
    needed = {"host"} | {name for name in request.headers if name.startswith("x-acs-")}
    unsigned = sorted(needed - set(authorization.signed_headers))
    if unsigned:
        raise CloudError("SignatureDoesNotMatch", f"These headers must be signed: {', '.join(unsigned)}.")
    if request.headers.get("x-acs-content-sha256") != hashlib.sha256(request.body).hexdigest():
        raise CloudError("SignatureDoesNotMatch", "x-acs-content-sha256 is not the SHA-256 of the body.")
    if not hmac.compare_digest(sign(request, authorization.signed_headers, secret), authorization.signature):
        raise CloudError("SignatureDoesNotMatch", "The signature does not match the request and the secret.")


def sign(request: Signed, signed_headers: tuple[str, ...], secret: str) -> str:
    """The signature these headers and this secret give, in lower-case hex."""
    pairs = sorted(parse_qsl(request.query, keep_blank_values=True))
    canonical = "\n".join(
        (
            request.method,
            request.path,
            "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs),
            "".join(f"{name}:{request.headers.get(name, '').strip()}\n" for name in signed_headers),
            ";".join(signed_headers),
            request.headers.get("x-acs-content-sha256", ""),
        )
    )
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    return hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()


def encoded(text: str) -> str:
    return quote(text, safe="-_.~")
