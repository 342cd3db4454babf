"""The application pack for programs: have it made, and see how far it is. The file is opened by people."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from icp.filings.api.filings import TAGS, found
from icp.filings.models import Filing
from icp.packs.content import content_of
from icp.packs.models import Pack
from icp.packs.workflow import request_pack
from portal.api.caller import person_of
from portal.api.endpoints import Endpoint
from portal.api.fields import instant, json_response


class PackShape(serializers.Serializer[dict[str, object]]):
    version = serializers.IntegerField()
    state = serializers.ChoiceField([(value, value) for value in Pack.State.values])
    step = serializers.ChoiceField([(step, step) for step in Pack.STEPS], help_text=_("How far it is."))
    is_current = serializers.BooleanField(help_text=_("Whether the filing still says the same."))
    pages = serializers.IntegerField(allow_null=True)
    size_bytes = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_blank=True)
    error_code = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    page = serializers.CharField(help_text=_("Where a person opens the file; it holds the data of people."))


class FilingPack(Endpoint):
    scopes = {"GET": "filings:read", "POST": "filings:write"}

    @extend_schema(
        operation_id="filing_pack_read",
        tags=TAGS,
        summary=_("Read how far the application pack is"),
        description=_("Not found until one was asked for."),
        responses=PackShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        filing = found(request, pk)
        newest = filing.packs.order_by("-version").first()
        if newest is None:
            raise Http404
        return json_response(_shape(newest, filing))

    @extend_schema(
        operation_id="filing_pack_make",
        tags=TAGS,
        summary=_("Have the application pack made"),
        description=_("A worker makes it within seconds. One that says the same is not made twice."),
        request=None,
        responses=PackShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        filing = found(request, pk)
        return json_response(_shape(request_pack(filing, by=person_of(request)), filing))


def _shape(pack: Pack, filing: Filing) -> dict[str, Any]:
    return {
        "version": pack.version,
        "state": pack.state,
        "step": pack.step,
        "is_current": pack.digest == content_of(filing).digest,
        "pages": pack.pages,
        "size_bytes": pack.size_bytes,
        "sha256": pack.sha256,
        "error_code": pack.error_code,
        "created_at": instant(pack.created_at),
        "page": reverse("icp:filing-pack", args=[filing.pk]),
    }
