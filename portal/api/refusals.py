"""Refusals of the door itself; rooms raise `Refused`, `Forbidden` and `Malformed` (portal/refusals.py)."""

from __future__ import annotations

from portal.refusals import Refused, TooMany

__all__ = ["Mismatch", "TooLarge", "TooMany", "Unauthorized"]


class Unauthorized(Refused):
    """No key, or none that works."""

    status = 401


class TooLarge(Refused):
    status = 413


class Mismatch(Refused):
    """The Idempotency-Key was used for another request."""

    status = 422
