"""What the API is measured against: the same rows by the same index, and nothing around them.

JsonResponse over the same fields, tenant filter and order; no key, no limits, no middleware.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path

from networks.requests.models import NetworkRequest
from networks.requests.shapes import LISTED
from portal.api.v1.events import FIELDS
from portal.events.models import Event


def events(request: HttpRequest) -> JsonResponse:
    rows = Event.objects.filter(
        organization_id=uuid.UUID(request.GET["organization"]), feed_position__gt=int(request.GET["after"])
    )
    return JsonResponse({"results": list(rows.order_by("feed_position").values(*FIELDS)[:50])})


def network_requests(request: HttpRequest) -> JsonResponse:
    rows = NetworkRequest.objects.filter(organization_id=uuid.UUID(request.GET["organization"]))
    return JsonResponse({"results": list(rows.order_by("-created_at", "-id").values(*LISTED)[:50])})


def network_request(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    rows = NetworkRequest.objects.filter(organization_id=uuid.UUID(request.GET["organization"]), pk=pk)
    row: dict[str, Any] = rows.values(*LISTED, "spec", "remarks", "plan__plan_hash").get()
    return JsonResponse(row)


urlpatterns = [
    path("events/", events),
    path("network-requests/", network_requests),
    path("network-requests/<uuid:pk>/", network_request),
]
