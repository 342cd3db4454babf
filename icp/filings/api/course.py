"""The course of one filing for programs: when it could be live, and what each round said."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.filings.api.filings import TAGS, found
from icp.filings.course_shapes import RoundsShape, TimelineShape, round_of, timeline
from icp.filings.rounds import rounds_of
from icp.filings.timeline import timeline_of
from portal.api.endpoints import Endpoint
from portal.api.fields import json_response


class FilingTimeline(Endpoint):
    scopes = {"GET": "filings:read"}

    @extend_schema(
        operation_id="filings_timeline",
        tags=TAGS,
        summary=_("When could it be live"),
        description=_(
            "What is done, what runs, and between which days the rest is expected: from published ranges, "
            "and from five cases on from our own. Never a promise."
        ),
        responses=TimelineShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return json_response(timeline(timeline_of(found(request, pk))))


class FilingRounds(Endpoint):
    scopes = {"GET": "filings:read"}

    @extend_schema(
        operation_id="filings_rounds",
        tags=TAGS,
        summary=_("List the rounds of a filing"),
        description=_("What was sent each time, why it came back, what changed. Newest first, 20 at most."),
        responses=RoundsShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return json_response({"rounds": [round_of(each) for each in rounds_of(found(request, pk))]})
