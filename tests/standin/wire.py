"""Requests signed by hand, for what the vendor's clients would never send."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from portal.standin.signature import ALGORITHM, Signed, sign

from .world import KEY, Cloud

VERSIONS = {"vpc": "2016-04-28", "cbn": "2017-09-12", "quotas": "2020-05-10", "sts": "2015-04-01"}


def headers_for(
    cloud: Cloud, product: str, action: str, *, at: datetime | None = None, body: bytes = b""
) -> dict[str, str]:
    return {
        "host": f"127.0.0.1:{cloud.port}",
        "x-acs-action": action,
        "x-acs-version": VERSIONS[product],
        "x-acs-date": (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
    }


def signed(headers: dict[str, str], query: str, *, names: tuple[str, ...] | None = None) -> dict[str, str]:
    names = names or tuple(sorted(headers))
    signature = sign(Signed("POST", "/", query, headers, b""), names, KEY[1])
    value = f"{ALGORITHM} Credential={KEY[0]},SignedHeaders={';'.join(names)},Signature={signature}"
    return {**headers, "authorization": value}


def send(cloud: Cloud, headers: dict[str, str], query: str, body: bytes = b"") -> dict[str, Any]:
    connection = HTTPConnection("127.0.0.1", cloud.port)
    connection.request("POST", f"/?{query}", body, headers)
    with connection.getresponse() as answer:
        document: dict[str, Any] = json.loads(answer.read())
    connection.close()
    return document


def call(cloud: Cloud, product: str, action: str, **params: str) -> dict[str, Any]:
    """One well-signed call with these parameters, dots in names written as double underscores."""
    query = urlencode({name.replace("__", "."): value for name, value in params.items()})
    return send(cloud, signed(headers_for(cloud, product, action), query), query)
