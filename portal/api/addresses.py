from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where the request came from.

    In production the proxy in front appends the address it saw; only that last entry is believed,
    since everything before it was written by the caller.
    """
    if settings.PRODUCTION and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
