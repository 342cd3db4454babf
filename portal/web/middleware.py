"""Language by address, headers on every answer, refusals as pages."""

from __future__ import annotations

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.deprecation import MiddlewareMixin

from portal.refusals import Refused
from portal.web.errors import refused, unavailable
from portal.web.headers import dress

FOR_PROGRAMS = "/api/v1/"
NOTHING_AT_ALL = "default-src 'none'; frame-ancestors 'none'"


class LanguageMiddleware(LocaleMiddleware):
    """The address decides the language; addresses without one (API, health) take the browser's wish.

    It stands outside every other middleware of ours, so here each answer gets its headers too.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return dress(request, super().process_response(request, response))


class ContentPolicyMiddleware(CSPMiddleware):
    """Answers for programs load nothing and stand in no frame: one constant policy, stricter than a page's.

    Composing a page's policy was a thirtieth of what such an answer costs.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(FOR_PROGRAMS):
            response.headers[HEADER] = NOTHING_AT_ALL
            return response
        return super().process_response(request, response)


class RefusalMiddleware(MiddlewareMixin):
    """Turns what a workflow function refused, and a database that is away, into an answer in words."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refused(request, exception)
        if isinstance(exception, OperationalError):
            return unavailable(request)
        return None
