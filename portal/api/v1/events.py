"""The feed of events: gap-free positions per organization, read forwards from where one stopped.

A position is given out under the organization's lock and becomes visible in order, so a reader that has seen
position n will never find a new row at or below n.
"""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint
from portal.api.fields import instant, json_response
from portal.api.listing import listed
from portal.api.paging import page_size
from portal.api.v1.organizations import seen_by
from portal.api.waiting import PREFER_PARAMETER, seconds_asked, until
from portal.events.models import Event
from portal.refusals import Malformed

FIELDS = (
    "id",
    "feed_position",
    "type",
    "subject_type",
    "subject_id",
    "actor_label",
    "payload",
    "occurred_at",
)
FARTHEST = 2**63 - 1
SECONDS_UNTIL_NEXT_LOOK = 5


class SubjectShape(serializers.Serializer[dict[str, object]]):
    type = serializers.CharField()
    id = serializers.UUIDField()


class EventShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    position = serializers.IntegerField(help_text=gettext_lazy("Counts up by one within an organization."))
    type = serializers.CharField(help_text=gettext_lazy("What happened, such as network_request.approved."))
    subject = SubjectShape(help_text=gettext_lazy("What it happened to."))
    actor = serializers.CharField(help_text=gettext_lazy("Kind of actor: person, system or architect."))
    payload = serializers.JSONField(help_text=gettext_lazy("Ids, codes and statuses; never personal data."))
    occurred_at = serializers.DateTimeField()


def represent(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["id"]),
        "position": row["feed_position"],
        "type": row["type"],
        "subject": {"type": row["subject_type"], "id": str(row["subject_id"])},
        "actor": row["actor_label"],
        "payload": row["payload"],
        "occurred_at": instant(row["occurred_at"]),
    }


class Events(Endpoint):
    scopes = {"GET": "events:read"}
    query_parameters = frozenset({"after", "page_size", "organization"})

    @extend_schema(
        operation_id="events_list",
        tags=["Events"],
        summary=gettext_lazy("Read the feed of events"),
        description=gettext_lazy(
            "Keep the position of the last event you handled and ask for what came after it. `next` is "
            "always given: it is where to ask the next time. An empty page carries Retry-After; with "
            "`Prefer: wait=10` the answer waits for an event, as far as there is room for waiting."
        ),
        parameters=[
            OpenApiParameter(
                "after",
                {"type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0},
                description=gettext_lazy("Position of the last event you have seen."),
            ),
            OpenApiParameter(
                "organization",
                uuid.UUID,
                description=gettext_lazy("For staff keys: whose feed. Otherwise the key's own."),
            ),
            PREFER_PARAMETER,
        ],
        responses=listed(EventShape),
    )
    def get(self, request: Request) -> HttpResponse:
        after, size, organization = _after(request), page_size(request), _organization(request)
        feed = (
            Event.objects.visible_to(person_of(request))
            .filter(organization_id=organization, feed_position__gt=after)
            .order_by("feed_position")
            .values(*FIELDS)
        )
        asked = seconds_asked(request)
        rows, waited = until(lambda: list(feed[:size]), asked)
        position = rows[-1]["feed_position"] if rows else after
        document = {"next": _next(request, position), "previous": None, "results": [*map(represent, rows)]}
        response = json_response(document)
        if waited:
            response["Preference-Applied"] = f"wait={asked}"
        if not rows:
            response["Retry-After"] = "1" if waited else str(SECONDS_UNTIL_NEXT_LOOK)
        return response


def _after(request: Request) -> int:
    text = request._request.GET.get("after", "0")
    if text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= FARTHEST:
        return int(text)
    sentence = _("after is the position of an event, a whole number from 0, not %(text)s.") % {
        "text": text[:40] or "''"
    }
    raise Malformed("bad_position", sentence, extra={"fields": {"after": sentence}})


def _organization(request: Request) -> uuid.UUID:
    text = request._request.GET.get("organization")
    if text is None:
        return key_of(request).organization_id
    try:
        wanted = uuid.UUID(text)
    except ValueError as error:
        sentence = _("%(text)s is not the id of an organization.") % {"text": text[:40] or "''"}
        raise Malformed("bad_id", sentence, extra={"fields": {"organization": sentence}}) from error
    if wanted != key_of(request).organization_id and not seen_by(request).filter(pk=wanted).exists():
        raise Http404
    return wanted


def _next(request: Request, position: int) -> str:
    kept = [(name, value) for name, value in request._request.GET.items() if name != "after"]
    return f"{request._request.path}?{urlencode([*kept, ('after', position)])}"
