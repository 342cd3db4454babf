"""The specialist's desk for programs: the queue, who has what in hand, provinces, lists of the console."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.filings import workflow
from icp.filings.api.filings import found
from icp.filings.desk import ORDER, VIEWS, specialists_only, waiting_for
from icp.filings.desk_shapes import (
    ClaimSerializer,
    DeskFilingShape,
    HandBackSerializer,
    MatchesShape,
    ProvincesShape,
    StatusListSerializer,
    desk_row,
    match_row,
    province_row,
)
from icp.filings.provinces import provinces_seen
from icp.filings.rules.status_list import is_cut
from icp.filings.status_list import apply, matches_of
from portal.accounts.models import User
from portal.api.caller import person_of
from portal.api.choosing import chosen, parameter
from portal.api.endpoints import Endpoint, given_in
from portal.api.fields import json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of
from portal.refusals import Malformed

TAGS = ["Desk"]


class DeskFilings(Endpoint):
    scopes = {"GET": "filings:work"}
    query_parameters = PAGING | {"show"}

    @extend_schema(
        operation_id="desk_filings",
        tags=TAGS,
        summary=_("List the filings that wait on the desk"),
        description=_("The one with the least time left first."),
        parameters=[parameter("show", VIEWS, _("Only these."))],
        responses=listed(DeskFilingShape),
    )
    def get(self, request: Request) -> HttpResponse:
        rows = waiting_for(person_of(request), chosen(request, "show", VIEWS))
        page = page_of(rows, request, ORDER)
        return json_response(page.document(map(desk_row, page.rows)))


class ClaimFiling(Endpoint):
    scopes = {"POST": "filings:work"}

    @extend_schema(
        operation_id="desk_filings_claim",
        tags=TAGS,
        summary=_("Take a filing in hand"),
        request=ClaimSerializer,
        responses=DeskFilingShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, ClaimSerializer)
        workflow.claim_filing(found(request, pk), take_over=given["take_over"], by=person_of(request))
        return json_response(desk_row(found(request, pk)))


class HandBackFiling(Endpoint):
    scopes = {"POST": "filings:work"}

    @extend_schema(
        operation_id="desk_filings_hand_back",
        tags=TAGS,
        summary=_("Hand a filing back"),
        request=HandBackSerializer,
        responses=DeskFilingShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        to = given_in(request, HandBackSerializer).get("to")
        workflow.hand_back_filing(found(request, pk), to=_colleague(to), by=person_of(request))
        return json_response(desk_row(found(request, pk)))


class DeskProvinces(Endpoint):
    scopes = {"GET": "filings:work"}

    @extend_schema(
        operation_id="desk_provinces",
        tags=TAGS,
        summary=_("Read what our cases tell of the provinces"),
        responses=ProvincesShape,
    )
    def get(self, request: Request) -> HttpResponse:
        specialists_only(person_of(request))
        return json_response({"provinces": [province_row(each) for each in provinces_seen()]})


class StatusList(Endpoint):
    scopes = {"POST": "filings:work"}

    @extend_schema(
        operation_id="desk_status_list",
        tags=TAGS,
        summary=_("Read a status list of the provider's console"),
        description=_(
            "Each row is matched with a filing on the desk by its domain, and says the one verb that leads "
            "to the state it shows. Only the filings under `apply` are moved, each on its own."
        ),
        request=StatusListSerializer,
        responses=MatchesShape,
    )
    def post(self, request: Request) -> HttpResponse:
        specialists_only(person_of(request))
        given = given_in(request, StatusListSerializer)
        matches = matches_of(given["rows"], person_of(request))
        apply(matches, {str(pk) for pk in given["apply"]}, person_of(request))
        return json_response(
            {"matches": [match_row(match) for match in matches], "is_cut": is_cut(given["rows"])}
        )


def _colleague(pk: uuid.UUID | None) -> User | None:
    if pk is None:
        return None
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None:
        raise Malformed(
            "no_specialist",
            _t("Nobody has the id %(id)s.") % {"id": pk},
            _t("Choose one of the specialists, or nobody."),
        )
    return person
