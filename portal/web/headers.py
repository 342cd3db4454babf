"""The headers that every answer carries, whoever made it.

Content-Security-Policy comes from django-csp, X-Frame-Options, nosniff, Referrer-Policy and COOP from
Django; here stand the two it does not know, and the rule of what may be kept by a cache.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


def dress(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
    if _is_about_somebody(request) or not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = "no-store, private"
    return response


def _is_about_somebody(request: HttpRequest) -> bool:
    # The cookie is asked, not the person: the answer may be the page that says the database is away.
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
