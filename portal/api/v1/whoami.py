from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.caller import key_of
from portal.api.endpoints import Endpoint
from portal.api.fields import instant, json_response
from portal.api.scopes import ANY_KEY


class KeyShape(serializers.Serializer[dict[str, object]]):
    name = serializers.CharField()
    prefix = serializers.CharField(help_text=_("The part of the key that may be shown."))
    scopes = serializers.ListField(child=serializers.CharField())
    expires_at = serializers.DateTimeField()
    requests_per_minute = serializers.IntegerField()


class WhoamiShape(serializers.Serializer[dict[str, object]]):
    user_id = serializers.UUIDField(help_text=_("The person this key acts for."))
    user_name = serializers.CharField()
    organization_id = serializers.UUIDField(help_text=_("The organization this key sees."))
    organization_name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    key = KeyShape()


class Whoami(Endpoint):
    scopes = {"GET": ANY_KEY}

    @extend_schema(
        operation_id="whoami",
        tags=["Who am I"],
        summary=_("Tell who this key acts for"),
        description=_("Works with every valid key, so it is a good first call."),
        responses=WhoamiShape,
    )
    def get(self, request: Request) -> HttpResponse:
        key = key_of(request)
        return json_response(
            {
                "user_id": str(key.user_id),
                "user_name": str(request.user),
                "organization_id": str(key.organization_id),
                "organization_name": key.organization.name,
                "roles": sorted(key.roles),
                "key": {
                    "name": key.name,
                    "prefix": key.prefix,
                    "scopes": key.scopes,
                    "expires_at": instant(key.expires_at),
                    "requests_per_minute": key.requests_per_minute,
                },
            }
        )
