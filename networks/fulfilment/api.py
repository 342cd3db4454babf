"""The build for programs, read-only: its steps and the things it made."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from networks.fulfilment.models import CloudResource, StepRecord
from networks.requests.api import TAGS, found
from portal.api.endpoints import Endpoint
from portal.api.fields import instant, json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of

STEP_FIELDS = (
    "id",
    "seq",
    "address",
    "kind",
    "action",
    "region",
    "state",
    "summary_en",
    "summary_zh",
    "resource_id",
    "reversible",
    "is_paid",
    "price",
    "currency",
    "last_answer",
    "error_code",
    "error_message",
    "started_at",
    "finished_at",
)
RESOURCE_FIELDS = (
    "id",
    "kind",
    "address",
    "region",
    "cloud_id",
    "state",
    "created_by_us",
    "price",
    "currency",
    "paid_until",
    "created_at",
    "released_at",
)


class StepShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    seq = serializers.IntegerField()
    address = serializers.CharField()
    kind = serializers.CharField()
    action = serializers.CharField()
    region = serializers.CharField()
    state = serializers.CharField()
    summary = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    resource_id = serializers.CharField(allow_blank=True)
    reversible = serializers.BooleanField()
    is_paid = serializers.BooleanField()
    price = serializers.CharField(allow_null=True)
    currency = serializers.CharField(allow_blank=True)
    last_answer = serializers.CharField(allow_blank=True)
    error_code = serializers.CharField(allow_blank=True)
    error_message = serializers.CharField(allow_blank=True)
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class ResourceShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    address = serializers.CharField(help_text=_("Its place in the plan, such as vpc.frankfurt."))
    region = serializers.CharField()
    cloud_id = serializers.CharField()
    state = serializers.ChoiceField(CloudResource.State.choices)
    created_by_us = serializers.BooleanField()
    price = serializers.CharField(allow_null=True)
    currency = serializers.CharField(allow_blank=True)
    paid_until = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    released_at = serializers.DateTimeField(allow_null=True)


def represent(row: dict[str, Any]) -> dict[str, Any]:
    """Rows of values as JSON: ids and money as text, moments in UTC."""
    out = dict(row)
    out["id"] = str(out["id"])
    for name, value in row.items():
        if name.endswith(("_at", "_until")):
            out[name] = instant(value) if value else None
    out["price"] = str(row["price"]) if row["price"] is not None else None
    return out


def step(row: dict[str, Any]) -> dict[str, Any]:
    out = represent(row)
    out["summary"] = {"en": out.pop("summary_en"), "zh": out.pop("summary_zh")}
    return out


class NetworkRequestSteps(Endpoint):
    scopes = {"GET": "networks:read"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="network_requests_steps",
        tags=TAGS,
        summary=_("List the steps of the build"),
        description=_("In the order of the plan; empty until it is approved."),
        responses=listed(StepShape),
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        rows = StepRecord.objects.filter(run=found(request, pk).runs.order_by("-started_at").values("pk")[:1])
        page = page_of(rows.values(*STEP_FIELDS), request, ("seq", "id"))
        return json_response(page.document(map(step, page.rows)))


class NetworkRequestResources(Endpoint):
    scopes = {"GET": "networks:read"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="network_requests_resources",
        tags=TAGS,
        summary=_("List what the request made in the cloud"),
        responses=listed(ResourceShape),
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        rows = CloudResource.objects.filter(network_request=found(request, pk))
        page = page_of(rows.values(*RESOURCE_FIELDS), request, ("created_at", "id"))
        return json_response(page.document(map(represent, page.rows)))
