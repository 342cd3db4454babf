"""Encryption at rest of small documents. The first key writes, every key reads."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = (hashlib.sha256(b"events.detail|" + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def seal(document: Mapping[str, Any]) -> bytes:
    return _fernet().encrypt(json.dumps(document, ensure_ascii=False).encode())


def unseal(sealed: bytes | memoryview[int]) -> dict[str, Any]:
    return json.loads(_fernet().decrypt(bytes(sealed)))
