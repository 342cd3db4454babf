"""Licenses for programs: find, ask one workflow function, answer. Pages ask the same functions."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.filings.desk_shapes import ClaimSerializer
from icp.filings.models import Filing
from icp.filings.rules.filing_number import FilingNumber
from icp.licenses import workflow
from icp.licenses.desk import ORDER, VIEWS, waiting_for
from icp.licenses.models import License
from icp.licenses.rules import lifecycle
from icp.licenses.shapes import (
    LISTED,
    DeskLicenseShape,
    LicenseAnswersSerializer,
    LicenseShape,
    LicenseSummaryShape,
    OpenLicenseSerializer,
    body_of,
    desk_row,
    given_for,
    summary,
    whole,
)
from icp.licenses.verbs import VERBS, Verb
from portal.api.caller import person_of
from portal.api.choosing import chosen, parameter
from portal.api.endpoints import Endpoint, given_in, scoped
from portal.api.fields import json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of
from portal.refusals import Malformed

TAGS = ["Licenses"]


def found(request: Request, pk: uuid.UUID) -> License:
    """The license, if this key may see it; else the same 404 as for one that never was."""
    rows = scoped(License.objects.all(), request).select_related("organization", "filing", "assigned_to")
    license = rows.filter(pk=pk).first()
    if license is None:
        raise Http404
    return license


class Licenses(Endpoint):
    scopes = {"GET": "filings:read", "POST": "filings:write"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="licenses_list",
        tags=TAGS,
        summary=_("List licenses"),
        description=_("Newest first."),
        responses=listed(LicenseSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        rows = scoped(License.objects.all(), request).values(*LISTED)
        page = page_of(rows, request, ("-created_at", "-id"))
        return json_response(page.document(map(summary, page.rows)))

    @extend_schema(
        operation_id="licenses_open",
        tags=TAGS,
        summary=_("Begin a commercial license"),
        description=_("First the filing, then the license: the filing must hold a number."),
        request=OpenLicenseSerializer,
        responses={201: LicenseShape},
    )
    def post(self, request: Request) -> HttpResponse:
        given = given_in(request, OpenLicenseSerializer)
        filing = scoped(Filing.objects.all(), request).select_related("organization")
        about = filing.filter(pk=given["filing"]).first()
        if about is None:
            raise Malformed(
                "unknown_filing",
                _t("No filing with this id is yours."),
                _t("List your filings, and name one of them."),
            )
        license = workflow.open_license(about, by=person_of(request))
        response = json_response(whole(license))
        response.status_code = 201
        response["Location"] = f"{request.path}{license.pk}/"
        return response


class LicenseDetail(Endpoint):
    scopes = {"GET": "filings:read", "PATCH": "filings:write"}

    @extend_schema(
        operation_id="licenses_read", tags=TAGS, summary=_("Read one license"), responses=LicenseShape
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return json_response(whole(found(request, pk)))

    @extend_schema(
        operation_id="licenses_answer",
        tags=TAGS,
        summary=_("Keep answers and ticks"),
        description=_("Finished or not. Nothing is sent until it is submitted."),
        request=LicenseAnswersSerializer,
        responses=LicenseShape,
    )
    def patch(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, LicenseAnswersSerializer)
        workflow.save_answers(
            found(request, pk),
            given.get("answers", {}),
            papers_ready=given.get("papers_ready"),
            row_version=given.get("version"),
            by=person_of(request),
        )
        return json_response(whole(found(request, pk)))


class DeskLicenses(Endpoint):
    scopes = {"GET": "filings:work"}
    query_parameters = PAGING | {"show"}

    @extend_schema(
        operation_id="desk_licenses",
        tags=["Desk"],
        summary=_("List the licenses that wait on the desk"),
        description=_("The one with the least time left first."),
        parameters=[parameter("show", VIEWS, _("Only these."))],
        responses=listed(DeskLicenseShape),
    )
    def get(self, request: Request) -> HttpResponse:
        rows = waiting_for(person_of(request), chosen(request, "show", VIEWS))
        page = page_of(rows, request, ORDER)
        return json_response(page.document(map(desk_row, page.rows)))


class ClaimLicense(Endpoint):
    scopes = {"POST": "filings:work"}

    @extend_schema(
        operation_id="desk_licenses_claim",
        tags=["Desk"],
        summary=_("Take a license in hand"),
        request=ClaimSerializer,
        responses=DeskLicenseShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, ClaimSerializer)
        workflow.claim_license(found(request, pk), take_over=given["take_over"], by=person_of(request))
        return json_response(desk_row(found(request, pk)))


class HandBackLicense(Endpoint):
    scopes = {"POST": "filings:work"}

    @extend_schema(
        operation_id="desk_licenses_hand_back",
        tags=["Desk"],
        summary=_("Hand a license back"),
        request=None,
        responses=DeskLicenseShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        workflow.hand_back_license(found(request, pk), by=person_of(request))
        return json_response(desk_row(found(request, pk)))


def verb(each: Verb) -> type[Endpoint]:
    """One address per verb, all alike but for the workflow function they ask."""
    shape = body_of(each.name)
    is_work = lifecycle.roles_of(each.name) == lifecycle.SPECIALIST

    @extend_schema(
        operation_id=f"licenses_{each.name}",
        tags=TAGS,
        summary=each.label,
        request=shape if each.wants else None,
        responses=LicenseShape,
    )
    def post(self: Endpoint, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_for(each.name, given_in(request, shape))
        said = each.say(found(request, pk), given, person_of(request))
        number = said if isinstance(said, FilingNumber) else None
        return json_response(whole(found(request, pk), number))

    facts = {
        "scopes": {"POST": "filings:work" if is_work else "filings:write"},
        "post": post,
        "__module__": __name__,
    }
    return type(f"{each.name.title().replace('_', '')}License", (Endpoint,), facts)


ENDPOINTS: dict[str, type[Endpoint]] = {each.name.replace("_", "-"): verb(each) for each in VERBS.values()}
