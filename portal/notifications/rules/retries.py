"""When a letter that could not be sent is tried again. Pure. Source: RELIABILITY B9 (2026-11).

>>> sum(RETRY_AFTER_SECONDS) / 3600 > 75
True
>>> wait_after(1), wait_after(9), wait_after(10)
(5, 86400, None)
"""

from __future__ import annotations

_HOUR = 3600
RETRY_AFTER_SECONDS: tuple[int, ...] = (
    5,
    5 * 60,
    30 * 60,
    2 * _HOUR,
    5 * _HOUR,
    10 * _HOUR,
    14 * _HOUR,
    20 * _HOUR,
    24 * _HOUR,
)
# A letter that ends its worker each time counts its tries too, and is given up like any other.
MOST_ATTEMPTS = len(RETRY_AFTER_SECONDS) + 1


def wait_after(attempts: int) -> int | None:
    """Seconds until the next try when this many have failed; None when the letter is given up."""
    return RETRY_AFTER_SECONDS[attempts - 1] if attempts < MOST_ATTEMPTS else None
