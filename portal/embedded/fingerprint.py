"""Tells whether the database must be prepared again."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_DECIDING = (
    "portal/*/migrations/*.py",
    "icp/migrations/*.py",
    "networks/migrations/*.py",
    "portal/accounts/management/commands/prepare_database.py",
    "portal/demo/*.py",
    "*/**/data/*.json",
    "requirements.lock",
)


def schema_fingerprint(root: Path = ROOT) -> str:
    """A hash of everything that decides how a prepared database looks."""
    digest = hashlib.sha256()
    for pattern in _DECIDING:
        for path in sorted(root.glob(pattern)):
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()
