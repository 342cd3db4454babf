"""Filings for programs: find, ask one workflow function, answer. Pages ask the same functions."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.eligibility.models import EligibilityCheck
from icp.filings import workflow
from icp.filings.models import Filing
from icp.filings.rules import lifecycle
from icp.filings.rules.fields.asking import FIELDS
from icp.filings.shapes import (
    LISTED,
    AnswersSerializer,
    FieldsShape,
    FilingShape,
    FilingSummaryShape,
    OpenSerializer,
    body_of,
    described,
    summary,
    whole,
)
from icp.filings.verbs import VERBS, Verb
from icp.filings.workflow.papers import open_papers
from portal.api.caller import key_of, person_of
from portal.api.endpoints import Endpoint, given_in, scoped
from portal.api.fields import json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of
from portal.refusals import Malformed

TAGS = ["Filings"]


def found(request: Request, pk: uuid.UUID) -> Filing:
    """The filing, if this key may see it; else the same 404 as for one that never was."""
    rows = scoped(Filing.objects.all(), request)
    filing = rows.select_related("organization", "assigned_to", "opened_by").filter(pk=pk).first()
    if filing is None:
        raise Http404
    return filing


def answered(filing: Filing) -> HttpResponse:
    papers = open_papers(filing) if filing.is_editable else ()
    return json_response(whole(filing, workflow.problems_of(filing), papers))


class Filings(Endpoint):
    scopes = {"GET": "filings:read", "POST": "filings:write"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="filings_list",
        tags=TAGS,
        summary=_("List filings"),
        description=_("Newest first."),
        responses=listed(FilingSummaryShape),
    )
    def get(self, request: Request) -> HttpResponse:
        rows = scoped(Filing.objects.all(), request).values(*LISTED)
        page = page_of(rows, request, ("-created_at", "-id"))
        return json_response(page.document(map(summary, page.rows)))

    @extend_schema(
        operation_id="filings_open",
        tags=TAGS,
        summary=_("Begin a filing"),
        description=_("The answers may be unfinished. Nothing is judged or sent until it is submitted."),
        request=OpenSerializer,
        responses={201: FilingShape},
    )
    def post(self, request: Request) -> HttpResponse:
        given = given_in(request, OpenSerializer)
        filing = workflow.open_filing(
            organization=key_of(request).organization,
            filing_type=given["filing_type"],
            service=given.get("service"),
            check=_check(request, given.get("check_token")),
            copy_of=_other(request, given.get("copy_of")),
            about=_other(request, given.get("about")),
            by=person_of(request),
        )
        if given.get("answers"):
            filing = workflow.save_answers(filing, given["answers"], by=person_of(request))
        response = answered(found(request, filing.pk))
        response.status_code = 201
        response["Location"] = f"{request.path}{filing.pk}/"
        return response


class FilingDetail(Endpoint):
    scopes = {"GET": "filings:read", "PATCH": "filings:write"}

    @extend_schema(
        operation_id="filings_read", tags=TAGS, summary=_("Read one filing"), responses=FilingShape
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return answered(found(request, pk))

    @extend_schema(
        operation_id="filings_answer",
        tags=TAGS,
        summary=_("Keep answers"),
        description=_("Finished or not. After a return only what was marked can be changed."),
        request=AnswersSerializer,
        responses=FilingShape,
    )
    def patch(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, AnswersSerializer)
        workflow.save_answers(
            found(request, pk),
            given["answers"],
            row_version=given.get("version"),
            by=person_of(request),
        )
        return answered(found(request, pk))


class FilingFields(Endpoint):
    scopes = {"GET": "filings:read"}

    @extend_schema(
        operation_id="filing_fields",
        tags=TAGS,
        summary=_("List the fields of filings"),
        description=_(
            "Every fact that a filing may ask for, once. Which are asked follows from the answers."
        ),
        responses=FieldsShape,
    )
    def get(self, request: Request) -> HttpResponse:
        return json_response({"fields_asked": [described(field) for field in FIELDS]})


def verb(each: Verb) -> type[Endpoint]:
    """One address per verb, all alike but for the workflow function they ask."""
    shape = body_of(each.name)
    scope = "filings:work" if _is_work(each.name) else "filings:write"

    @extend_schema(
        operation_id=f"filings_{each.name}",
        tags=TAGS,
        summary=each.label,
        request=shape if each.wants else None,
        responses=FilingShape,
    )
    def post(self: Endpoint, request: Request, pk: uuid.UUID) -> HttpResponse:
        filing = found(request, pk)
        each.say(filing, given_in(request, shape), person_of(request))
        return answered(found(request, pk))

    facts = {"scopes": {"POST": scope}, "post": post, "__module__": __name__}
    return type(f"{each.name.title().replace('_', '')}Filing", (Endpoint,), facts)


def _is_work(name: str) -> bool:
    """Whether only specialists ever say it."""
    return lifecycle.roles_of(name) == lifecycle.SPECIALIST


def _other(request: Request, pk: uuid.UUID | None) -> Filing | None:
    if pk is None:
        return None
    other = scoped(Filing.objects.all(), request).filter(pk=pk).first()
    if other is None:
        raise Malformed(
            "unknown_filing",
            _t("No filing with this id is yours."),
            _t("List your filings, and name one of them."),
        )
    return other


def _check(request: Request, token: str | None) -> EligibilityCheck | None:
    if not token:
        return None
    check = EligibilityCheck.objects.filter(token=token).first()
    if check is None or check.organization_id not in (None, key_of(request).organization_id):
        raise Malformed(
            "unknown_check",
            _t("No eligibility check with this token is yours."),
            _t("Use the token of a check of yours, or leave it out."),
        )
    return check


ENDPOINTS: dict[str, type[Endpoint]] = {each.name.replace("_", "-"): verb(each) for each in VERBS.values()}
