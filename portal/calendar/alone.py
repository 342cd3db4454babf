"""One at a time: work of which a second worker beside the first would only take a place from others.

It saves places and guards nothing: who must not meet holds a lock on a row. The row of the cache that stands
for it needs no open transaction while others are waited for, and runs out when its worker was killed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache


@contextmanager
def alone(name: str, *, at_most: float) -> Iterator[bool]:
    """True within for whoever came first; False for the others, until the first leaves.

    `at_most` are seconds of the engine: then the next one begins though nobody left.
    """
    key, mine = f"alone:{name}", uuid.uuid4().hex
    is_first = cache.add(key, mine, at_most * settings.ENGINE_TIME_SCALE)
    try:
        yield is_first
    finally:
        if is_first and cache.get(key) == mine:
            cache.delete(key)
