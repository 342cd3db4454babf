"""Connections for programs: what is in service, what it is made of, and how to end it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from networks.connections.models import Connection
from networks.fulfilment.api import RESOURCE_FIELDS, ResourceShape, represent
from networks.requests import workflow
from networks.requests.api import shown
from networks.requests.shapes import RequestShape
from portal.api.caller import person_of
from portal.api.endpoints import Endpoint, scoped
from portal.api.fields import instant, json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of

TAGS = ["Connections"]
LISTED = (
    "id",
    "number",
    "name",
    "kind",
    "account",
    "organization_id",
    "in_service_since",
    "ended_at",
    "created_at",
)


STATUS_CHOICES = [(word, word) for word in ("planned", "in_service", "ended")]


class ConnectionSummaryShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    reference = serializers.CharField(help_text=_("What people see, such as C-7."))
    name = serializers.CharField(allow_blank=True)
    kind = serializers.CharField()
    account = serializers.CharField(allow_blank=True, help_text=_("The cloud account it is built in."))
    organization = serializers.UUIDField()
    status = serializers.ChoiceField(STATUS_CHOICES)
    in_service_since = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ConnectionShape(ConnectionSummaryShape):
    spec = serializers.DictField(allow_null=True, help_text=_("What is in force, not what is asked for."))


def summary(row: dict[str, Any]) -> dict[str, Any]:
    ended, since = row["ended_at"], row["in_service_since"]
    return {
        "id": str(row["id"]),
        "reference": f"C-{row['number']}",
        "name": row["name"],
        "kind": row["kind"],
        "account": row["account"],
        "organization": str(row["organization_id"]),
        "status": "ended" if ended else "in_service" if since else "planned",
        "in_service_since": instant(since) if since else None,
        "ended_at": instant(ended) if ended else None,
        "created_at": instant(row["created_at"]),
    }


def found(request: Request, pk: uuid.UUID) -> Connection:
    connection = scoped(Connection.objects.all(), request).filter(pk=pk).first()
    if connection is None:
        raise Http404
    return connection


class Connections(Endpoint):
    scopes = {"GET": "networks:read"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="connections_list",
        tags=TAGS,
        summary=_("List connections"),
        responses=listed(ConnectionSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        rows = scoped(Connection.objects.all(), request).values(*LISTED)
        page = page_of(rows, request, ("-created_at", "-id"))
        return json_response(page.document(map(summary, page.rows)))


class ConnectionDetail(Endpoint):
    scopes = {"GET": "networks:read"}

    @extend_schema(
        operation_id="connections_read",
        tags=TAGS,
        summary=_("Read one connection"),
        responses=ConnectionShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        connection = found(request, pk)
        row = {name: getattr(connection, name) for name in LISTED}
        return json_response({**summary(row), "spec": connection.spec})


class ConnectionResources(Endpoint):
    scopes = {"GET": "networks:read"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="connections_resources",
        tags=TAGS,
        summary=_("List what the connection is made of"),
        responses=listed(ResourceShape),
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        rows = found(request, pk).resources.values(*RESOURCE_FIELDS)
        page = page_of(rows, request, ("created_at", "id"))
        return json_response(page.document(map(represent, page.rows)))


class RemoveConnection(Endpoint):
    scopes = {"POST": "networks:write"}

    @extend_schema(
        operation_id="connections_remove",
        tags=TAGS,
        summary=_("Ask to remove a connection"),
        description=_("Opens and submits a request of its own; an architect approves its plan."),
        request=None,
        responses={201: RequestShape},
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        removal = workflow.request_removal(found(request, pk), by=person_of(request))
        response = shown(request, removal.pk)
        response.status_code = 201
        return response
