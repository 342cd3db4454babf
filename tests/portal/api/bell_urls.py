"""The product's addresses and one more: a bell that records an event each time it rings."""

from __future__ import annotations

import time
from typing import Any

from django.db import OperationalError
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint
from portal.api.strict import StrictSerializer
from portal.events.recording import record
from portal.refusals import Refused
from portal.urls import urlpatterns as of_the_product


class Clapper(StrictSerializer):
    loudness = serializers.IntegerField(min_value=1, max_value=10)


class Ring(StrictSerializer):
    how = serializers.ChoiceField(
        ["well", "refused", "changed_meanwhile", "broken", "database_away", "slow"], default="well"
    )
    clapper = Clapper(required=False)
    owner = serializers.CharField(read_only=True)


class Bell(Endpoint):
    scopes = {"POST": "networks:write", "GET": "networks:read"}

    def get(self, request: Request) -> Response:
        return Response({"loud": True})

    def post(self, request: Request) -> Response:
        ring = Ring(data=request.data)
        ring.is_valid(raise_exception=True)
        how = ring.validated_data["how"]
        key = key_of(request)
        payload: dict[str, Any] = {"how": how}
        event = record(
            "bell.rung", organization=key.organization, subject=key, actor=person_of(request), payload=payload
        )
        if how == "slow":
            time.sleep(0.5)
        if how in ("refused", "changed_meanwhile"):
            raise Refused(how, "The bell is tied up.", "Untie it.")
        if how == "broken":
            raise ZeroDivisionError("the secret inside")
        if how == "database_away":
            raise OperationalError("server closed the connection")
        return Response({"position": event.feed_position}, status=201)


urlpatterns = [
    path("api/v1/bell/", Bell.as_view()),
    path("api/v1/other-bell/", Bell.as_view()),
    *of_the_product,
]
