"""Network requests for programs: find, ask one workflow function, answer. Pages ask the same functions."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from networks.requests import workflow
from networks.requests.models import NetworkRequest
from networks.requests.shapes import (
    LISTED,
    SHOWN,
    ApproveSerializer,
    DraftSerializer,
    EditSerializer,
    NothingSerializer,
    PlanShape,
    ReasonSerializer,
    RequestShape,
    RequestSummaryShape,
    ReturnSerializer,
    SubmitSerializer,
    planned,
    summary,
    whole,
)
from portal.accounts.models import User
from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint, given_in, scoped
from portal.api.fields import json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of
from portal.refusals import Refused

TAGS = ["Network requests"]
Input = type[serializers.Serializer[Any]]


def found(request: Request, pk: uuid.UUID) -> NetworkRequest:
    """The request, if this key may see it; else the same 404 as for one that never was."""
    rows = scoped(NetworkRequest.objects.all(), request)
    network_request = rows.select_related("organization", "connection", "plan").filter(pk=pk).first()
    if network_request is None:
        raise Http404
    return network_request


def shown(request: Request, pk: uuid.UUID) -> HttpResponse:
    """The request as it stands, read without the rows around it: the page programs poll."""
    rows = scoped(NetworkRequest.objects.all(), request).filter(pk=pk).values(*SHOWN)[:1]
    for row in rows:
        return json_response(whole(row))
    raise Http404


class NetworkRequests(Endpoint):
    scopes = {"GET": "networks:read", "POST": "networks:write"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="network_requests_list",
        tags=TAGS,
        summary=_("List network requests"),
        description=_("Newest first."),
        responses=listed(RequestSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        rows = scoped(NetworkRequest.objects.all(), request).values(*LISTED)
        page = page_of(rows, request, ("-created_at", "-id"))
        return json_response(page.document(map(summary, page.rows)))

    @extend_schema(
        operation_id="network_requests_create",
        tags=TAGS,
        summary=_("Draft a network request"),
        description=_("The spec may be unfinished. Nothing is judged or held until it is submitted."),
        request=DraftSerializer,
        responses={201: RequestShape},
    )
    def post(self, request: Request) -> HttpResponse:
        given = given_in(request, DraftSerializer)
        network_request = workflow.open_request(
            organization=key_of(request).organization,
            kind=given["kind"],
            document=given["spec"],
            by=person_of(request),
        )
        response = shown(request, network_request.pk)
        response.status_code = 201
        response["Location"] = f"{request.path}{network_request.pk}/"
        return response


class NetworkRequestDetail(Endpoint):
    scopes = {"GET": "networks:read", "PATCH": "networks:write"}

    @extend_schema(
        operation_id="network_requests_read",
        tags=TAGS,
        summary=_("Read one network request"),
        responses=RequestShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return shown(request, pk)

    @extend_schema(
        operation_id="network_requests_edit",
        tags=TAGS,
        summary=_("Edit a draft"),
        description=_("A returned request becomes a draft again."),
        request=EditSerializer,
        responses=RequestShape,
    )
    def patch(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, EditSerializer)
        workflow.edit_request(
            found(request, pk),
            document=given["spec"],
            row_version=given.get("version"),
            by=person_of(request),
        )
        return shown(request, pk)


class NetworkRequestPlan(Endpoint):
    scopes = {"GET": "networks:read"}

    @extend_schema(
        operation_id="network_requests_plan",
        tags=TAGS,
        summary=_("Read the plan under decision"),
        description=_("Made by a worker after submission; 409 until then."),
        responses=PlanShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        network_request = found(request, pk)
        if network_request.plan is None:
            raise Refused(
                "no_plan_yet",
                str(_("%(reference)s has no plan yet.") % {"reference": network_request.reference}),
                str(_("Submit it; a worker then looks at the cloud and plans.")),
            )
        return json_response(planned(network_request.plan))


class Verb(Endpoint):
    """POST one verb; the answer is the request as it is afterwards."""

    shape: Input = NothingSerializer

    def act(self, network_request: NetworkRequest, given: dict[str, Any], by: User) -> object:
        raise NotImplementedError

    def perform(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        network_request = found(request, pk)
        self.act(network_request, given_in(request, self.shape), person_of(request))
        return shown(request, pk)


def verb(
    name: str,
    title: Any,
    act: Callable[..., object],
    *,
    scope: str = "networks:write",
    shape: Input = NothingSerializer,
) -> type[Verb]:
    """One address per verb, all alike but for the workflow function they ask."""

    def ask(self: Verb, network_request: NetworkRequest, given: dict[str, Any], by: User) -> object:
        return act(network_request, by=by, **given)

    @extend_schema(
        operation_id=f"network_requests_{name}",
        tags=TAGS,
        summary=title,
        request=shape if shape is not NothingSerializer else None,
        responses=RequestShape,
    )
    def post(self: Verb, request: Request, pk: uuid.UUID) -> HttpResponse:
        return self.perform(request, pk)

    facts = {"scopes": {"POST": scope}, "shape": shape, "act": ask, "post": post, "__module__": __name__}
    return type(f"{name.capitalize()}NetworkRequest", (Verb,), facts)


def _submit(network_request: NetworkRequest, *, version: int | None = None, by: User) -> object:
    return workflow.submit_request(network_request, row_version=version, by=by)


VERBS: dict[str, type[Verb]] = {
    "submit": verb("submit", _("Submit"), _submit, shape=SubmitSerializer),
    "withdraw": verb("withdraw", _("Withdraw"), workflow.withdraw_request),
    "approve": verb(
        "approve",
        _("Approve exactly this plan"),
        workflow.approve_request,
        scope="networks:approve",
        shape=ApproveSerializer,
    ),
    "decline": verb(
        "decline", _("Decline"), workflow.decline_request, scope="networks:approve", shape=ReasonSerializer
    ),
    "return": verb(
        "return",
        _("Send back with a remark"),
        workflow.return_request,
        scope="networks:approve",
        shape=ReturnSerializer,
    ),
    "pause": verb("pause", _("Pause the build after the running steps"), workflow.pause_request),
    "resume": verb("resume", _("Go on with a paused build"), workflow.resume_request),
    "retry": verb("retry", _("Try the stopped step again"), workflow.retry_request),
    "unwind": verb("unwind", _("Undo what was built"), workflow.unwind_request),
}
