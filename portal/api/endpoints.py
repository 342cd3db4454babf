"""What every address under /api/v1/ has in common. A test walks the URL table: no view is without it.

class Withdrawal(Endpoint):
    scopes = {"POST": "networks:write"}

    def post(self, request: Request, pk: uuid.UUID) -> Response: ...
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from portal.api import idempotency
from portal.api.caller import key_of, person_of
from portal.api.paging import PAGING
from portal.api.problems import request_id
from portal.refusals import Malformed

Row = TypeVar("Row", bound=Model)


class Contract(APIView):
    """Scope, known query parameters and one effect per Idempotency-Key. Use `Endpoint` or `Resource`."""

    # Method (or action of a Resource) -> scope. A method that is not named answers nobody.
    scopes: Mapping[str, str] = {}
    # Query parameters that reading knows (a list adds PAGING); others are refused, not ignored.
    query_parameters: frozenset[str] = frozenset()
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]
    format_kwarg = None
    _claim: idempotency.Claim | None = None

    def scope_of(self, request: Request) -> str | None:
        method = "GET" if request.method == "HEAD" else str(request.method)
        return self.scopes.get(getattr(self, "action", None) or method, self.scopes.get(method))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        if str(request.method) not in self.allowed_methods:
            self.http_method_not_allowed(request, *args, **kwargs)
        self.perform_authentication(request)
        self.check_throttles(request)
        self.check_permissions(request)
        self._refuse_unknown_parameters(request)
        if request.method == "POST":
            # REST framework's dispatch looks the method up next.
            method = "post"
            setattr(self, method, partial(self._once, getattr(self, method)))

    def handle_exception(self, exc: Exception) -> Any:
        response: HttpResponseBase = super().handle_exception(exc)
        if self._claim is not None and isinstance(response, HttpResponse):
            idempotency.settle(self._claim, exc, response)
        return response

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["X-Request-Id"] = request_id(request)
        response["Cache-Control"] = "private, no-store"
        return response

    def _once(self, handler: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        claimed = idempotency.claim(request)
        if isinstance(claimed, HttpResponse):
            return claimed
        self._claim = claimed
        return idempotency.carry_out(claimed, partial(handler, request, *args, **kwargs))

    def _refuse_unknown_parameters(self, request: Request) -> None:
        given = request._request.GET
        if not given:
            return
        known = self.known_parameters()
        problems = {
            name[:80]: _("%(name)s is not a query parameter of this address.") % {"name": name[:80]}
            for name in given
            if name not in known
        }
        problems |= {
            name: _("%(name)s is given more than once.") % {"name": name}
            for name in known & set(given)
            if len(given.getlist(name)) > 1
        }
        if problems:
            raise Malformed(
                "unknown_parameter",
                next(iter(problems.values())),
                _("Known here: %(known)s.") % {"known": ", ".join(sorted(known)) or _("none")},
                extra={"fields": problems},
            )

    def known_parameters(self) -> frozenset[str]:
        return self.query_parameters if self.request.method in ("GET", "HEAD") else frozenset()


class Endpoint(Contract):
    """One address, its methods written out."""


class Resource(Contract, GenericViewSet[Any]):
    """A router's view set: list, detail and verbs of one thing."""

    def known_parameters(self) -> frozenset[str]:
        return self.query_parameters | PAGING if self.action == "list" else frozenset()


def given_in(request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """What was sent, as `shape` reads it; raises DRF's ValidationError, one sentence for each field."""
    given = shape(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def scoped(queryset: QuerySet[Row], request: Request) -> QuerySet[Row]:
    """What this key may see: what its person may see, within the key's organization.

    The second filter is a wall behind the first: `visible_to` already asks narrowed memberships. Staff keys
    belong to the operator's organization and see what their role sees.
    """
    seen: QuerySet[Row] = queryset.visible_to(person_of(request))  # type: ignore[attr-defined]  # every QuerySet of ours has it
    organization = key_of(request).organization
    if organization.is_operator:
        return seen
    return seen.filter(organization_id=organization.pk)
