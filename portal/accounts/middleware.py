"""Staff work with a second factor and do not leave a session open."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.zones import zone_of

IDLE_SECONDS = 30 * 60
# The last visit is written once a minute, not once a request.
WRITTEN_EVERY_SECONDS = 60
_OPEN_WITHOUT = ("mfa_", "account_logout", "account_reauthenticate")


class TimeZoneMiddleware:
    """Shows moments in the time of the person who asks, and reads those they type in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Who sends no cookie of a session is nobody yet, and no session is opened to find that out.
        known = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        chosen = known.time_zone if known is not None and known.is_authenticated else ""
        with timezone.override(zone_of(chosen, get_language() or "")):
            return self.get_response(request)


class StaffSecondFactorMiddleware(MiddlewareMixin):
    """Leads staff without a second factor to its set-up, and ends their session after 30 idle minutes."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not settings.STAFF_SECOND_FACTOR or not user.is_authenticated:
            return None
        if not (user.is_staff or user.staff_roles()):
            return None
        if self._was_idle(request):
            logout(request)
            messages.info(request, _("You were signed out after 30 minutes without a click."))
            return redirect(settings.LOGIN_URL)
        if is_mfa_enabled(user) or self._is_open(request):
            return None
        messages.warning(request, _("Staff work with a second factor. Set it up to go on."))
        return redirect("mfa_activate_totp")

    def _is_open(self, request: HttpRequest) -> bool:
        name = request.resolver_match.view_name if request.resolver_match else ""
        return name.startswith(_OPEN_WITHOUT)

    def _was_idle(self, request: HttpRequest) -> bool:
        now, seen = time.time(), request.session.get("seen_at")
        if seen is not None and now - seen > IDLE_SECONDS:
            return True
        if seen is None or now - seen > WRITTEN_EVERY_SECONDS:
            request.session["seen_at"] = now
        return False
