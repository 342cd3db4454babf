"""The one way in which the portal says no to something that is well formed.

A workflow function raises `Refused`; the page shows its sentences, the API answers 409 (or the
status of a subclass) with its code. The code is stable and documented; the sentences may improve.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """code: stable snake_case. message: what was asked and why it cannot be. remedy: what would do."""

    status = 409

    def __init__(
        self, code: str, message: str, remedy: str = "", *, extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.extra = dict(extra or {})


class Forbidden(Refused):
    """The person is known, the thing is visible to them, but their role may not do this."""

    status = 403


class Malformed(Refused):
    """What was given cannot be read; `extra["fields"]` maps a path to its sentences."""

    status = 400


class TooMany(Refused):
    """`extra["retry_after"]` holds the seconds to wait."""

    status = 429


class Away(Refused):
    """Something the answer needs does not answer itself; trying again may do."""

    status = 503
