"""Language by address, headers on every answer, refusals as pages."""

from __future__ import annotations

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.deprecation import MiddlewareMixin

from portal.refusals import Refused
from portal.web.errors import refused, unavailable
from portal.web.headers import dress


class LanguageMiddleware(LocaleMiddleware):
    """The address decides the language; addresses without one (API, health) take the browser's wish.

    It stands outside every other middleware of ours, so here each answer gets its headers too.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return dress(request, super().process_response(request, response))


class RefusalMiddleware(MiddlewareMixin):
    """Turns what a workflow function refused, and a database that is away, into an answer in words."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception)
        if isinstance(exception, OperationalError):
            return unavailable(request)
        return None
