from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from portal.accounts.models import Organization, OrganizationQuerySet
from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint
from portal.api.fields import instant, json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of

FIELDS = ("id", "name", "name_zh", "country", "is_test", "created_at")


class OrganizationShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text=_("Legal name."))
    name_zh = serializers.CharField(allow_blank=True, help_text=_("Legal name in Chinese."))
    country = serializers.CharField(allow_blank=True, help_text=_("ISO 3166-1 alpha-2, or empty."))
    is_test = serializers.BooleanField(help_text=_("A test organization, whose time can be frozen."))
    created_at = serializers.DateTimeField()


def represent(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "id": str(row["id"]), "created_at": instant(row["created_at"])}


def seen_by(request: Request) -> OrganizationQuerySet:
    """The key's own organization; staff keys see every customer."""
    organizations = Organization.objects.visible_to(person_of(request))
    own = key_of(request).organization
    return organizations if own.is_operator else organizations.filter(pk=own.pk)


class Organizations(Endpoint):
    scopes = {"GET": "organizations:read"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="organizations_list",
        tags=["Organizations"],
        summary=_("List organizations"),
        description=_("The organization of the key; for a staff key, every one."),
        responses=listed(OrganizationShape),
    )
    def get(self, request: Request) -> HttpResponse:
        page = page_of(seen_by(request).values(*FIELDS), request, ("-created_at", "-id"))
        return json_response(page.document(map(represent, page.rows)))


class OrganizationDetail(Endpoint):
    scopes = {"GET": "organizations:read"}

    @extend_schema(
        operation_id="organizations_read",
        tags=["Organizations"],
        summary=_("Read one organization"),
        responses=OrganizationShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        row = seen_by(request).filter(pk=pk).values(*FIELDS).first()
        if row is None:
            raise Http404
        return json_response(represent(row))
