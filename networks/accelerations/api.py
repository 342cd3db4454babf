"""Accelerations for programs: find, ask one workflow function, answer. Pages ask the same functions."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from networks.accelerations import workflow
from networks.accelerations.models import Acceleration
from networks.accelerations.serializers import (
    AccelerationShape,
    AccelerationSummaryShape,
    OrderSerializer,
    summary,
    whole,
)
from networks.requests.api import Input
from networks.requests.shapes import NothingSerializer, ReasonSerializer
from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint, given_in, scoped
from portal.api.fields import json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of

TAGS = ["Accelerations"]
BREAKS_SHOWN = 20


def found(request: Request, pk: uuid.UUID) -> Acceleration:
    """The acceleration, if this key may see it; else the same 404 as for one that never was."""
    rows = scoped(Acceleration.objects.all(), request)
    acceleration = rows.filter(pk=pk).first()
    if acceleration is None:
        raise Http404
    return acceleration


def shown(request: Request, pk: uuid.UUID) -> HttpResponse:
    acceleration = found(request, pk)
    return json_response(whole(acceleration, list(acceleration.breaks.all()[:BREAKS_SHOWN])))


class Accelerations(Endpoint):
    scopes = {"GET": "networks:read", "POST": "networks:write"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="accelerations_list",
        tags=TAGS,
        summary=_("List accelerations"),
        description=_("Newest first."),
        responses=listed(AccelerationSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        page = page_of(scoped(Acceleration.objects.all(), request), request, ("-created_at", "-id"))
        return json_response(page.document(map(summary, page.rows)))

    @extend_schema(
        operation_id="accelerations_create",
        tags=TAGS,
        summary=_("Draft an acceleration"),
        description=_(
            "A plan with access points in mainland China is refused where the domain has no number in force."
        ),
        request=OrderSerializer,
        responses={201: AccelerationShape},
    )
    def post(self, request: Request) -> HttpResponse:
        acceleration = workflow.open_acceleration(
            organization=key_of(request).organization,
            by=person_of(request),
            **given_in(request, OrderSerializer),
        )
        response = shown(request, acceleration.pk)
        response.status_code = 201
        response["Location"] = f"{request.path}{acceleration.pk}/"
        return response


class AccelerationDetail(Endpoint):
    scopes = {"GET": "networks:read"}

    @extend_schema(
        operation_id="accelerations_read",
        tags=TAGS,
        summary=_("Read one acceleration"),
        responses=AccelerationShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return shown(request, pk)


def verb(
    name: str,
    title: Any,
    act: Callable[..., object],
    *,
    scope: str = "networks:write",
    shape: Input = NothingSerializer,
) -> type[Endpoint]:
    """One address per verb, all alike but for the workflow function they ask."""

    @extend_schema(
        operation_id=f"accelerations_{name}",
        tags=TAGS,
        summary=title,
        request=shape if shape is not NothingSerializer else None,
        responses=AccelerationShape,
    )
    def post(self: Endpoint, request: Request, pk: uuid.UUID) -> HttpResponse:
        act(found(request, pk), by=person_of(request), **given_in(request, shape))
        return shown(request, pk)

    facts = {"scopes": {"POST": scope}, "post": post, "__module__": __name__}
    return type(f"{name.title().replace('_', '')}Acceleration", (Endpoint,), facts)


STAFF = "networks:approve"
VERBS: dict[str, type[Endpoint]] = {
    "submit": verb("submit", _("Submit"), workflow.submit_acceleration),
    "withdraw": verb("withdraw", _("Withdraw"), workflow.withdraw_acceleration),
    "approve": verb("approve", _("Approve"), workflow.approve_acceleration, scope=STAFF),
    "decline": verb(
        "decline", _("Decline"), workflow.decline_acceleration, scope=STAFF, shape=ReasonSerializer
    ),
    "put-in-service": verb("put_in_service", _("Put in service"), workflow.put_in_service, scope=STAFF),
    "end": verb("end", _("End"), workflow.end_acceleration, scope=STAFF),
}
