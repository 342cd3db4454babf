"""Waiting for something new on behalf of a caller (RFC 7240, `Prefer: wait=10`).

At most ten seconds, on at most a third of this process's threads, so that waiting never keeps working
requests out; who finds no room is answered at once. Looks run in autocommit: no transaction stays open.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

LONGEST_SECONDS = 10
SECONDS_BETWEEN_LOOKS = 0.5
THREADS = int(getattr(settings, "WEB_THREADS", 8))
_room = threading.BoundedSemaphore(max(1, THREADS // 3))
_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,4})\"?\s*(?:[,;]|$)", re.IGNORECASE)
Found = TypeVar("Found", bound=Sequence[Any])

PREFER_PARAMETER = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description=_("`wait=N` waits up to N seconds (10 at most) for something new. A wish, not a promise."),
)


def seconds_asked(request: Request) -> int:
    """The wish in the Prefer header, 0 without one that can be read (RFC 7240, section 2)."""
    found = _WAIT.search(request.META.get("HTTP_PREFER", "")[:200])
    return min(int(found[1]), LONGEST_SECONDS) if found else 0


def until(look: Callable[[], Found], seconds: float) -> tuple[Found, bool]:
    """What `look` finds at once, or within `seconds`; and whether the caller was made to wait."""
    found = look()
    if found or seconds <= 0 or not _room.acquire(blocking=False):
        return found, False
    try:
        deadline = time.monotonic() + seconds
        while not found and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(SECONDS_BETWEEN_LOOKS, left))
            found = look()
        return found, True
    finally:
        _room.release()
