"""The programs' door to what follows a number: footer, public security, watch, yearly review."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.filings.models import Filing
from icp.filings.rules.filing_number import FilingNumber
from icp.publication.asking import ask_for_check
from icp.publication.beginning import open_site
from icp.publication.models import FooterCheck, PsbFiling, Publication
from icp.publication.psb import approve_psb, resubmit_psb, return_psb, save_tasks, submit_psb
from icp.publication.reviewing import answer_review
from icp.publication.shapes import (
    LISTED_CHECKS,
    FooterCheckShape,
    OpeningSerializer,
    PsbNumberSerializer,
    PsbReasonSerializer,
    PsbTasksSerializer,
    PublicationShape,
    ReviewSerializer,
    check_of,
    publication_of,
)
from portal.accounts.models import User
from portal.api.caller import person_of
from portal.api.endpoints import Endpoint, given_in, scoped
from portal.api.fields import json_response
from portal.api.listing import listed
from portal.api.paging import PAGING, page_of
from portal.api.strict import StrictSerializer
from portal.refusals import Refused

TAGS = ["Filings"]
Given = dict[str, Any]
Act = Callable[[PsbFiling, Given, User], object]


class NothingSerializer(StrictSerializer):
    """An empty body."""


def found(request: Request, pk: uuid.UUID) -> Publication:
    """What follows the number of a filing this key may see; the 404 of nothing before its grant."""
    filings = scoped(Filing.objects.all(), request).filter(pk=pk).values("pk")
    rows = Publication.objects.select_related("filing__organization", "organization", "psb__organization")
    publication = rows.filter(filing__in=filings).first()
    if publication is None:
        raise Http404
    return publication


def answered(request: Request, pk: uuid.UUID, number: FilingNumber | None = None) -> HttpResponse:
    return json_response(publication_of(found(request, pk), number))


class PublicationDetail(Endpoint):
    scopes = {"GET": "filings:read", "PATCH": "filings:write"}

    @extend_schema(
        operation_id="filing_publication_read",
        tags=TAGS,
        summary=_("Read what follows a number"),
        description=_(
            "The footer, the public security, what endangers the number. There is none before the grant."
        ),
        responses=PublicationShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return answered(request, pk)

    @extend_schema(
        operation_id="filing_publication_open_site",
        tags=TAGS,
        summary=_("Say when the website opened"),
        description=_("The 30 days of the public security count from that day."),
        request=OpeningSerializer,
        responses=PublicationShape,
    )
    def patch(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, OpeningSerializer)
        open_site(found(request, pk), on=given["site_opened_on"], by=person_of(request))
        return answered(request, pk)


class FooterChecks(Endpoint):
    scopes = {"GET": "filings:read", "POST": "filings:write"}
    query_parameters = PAGING

    @extend_schema(
        operation_id="filing_footer_checks_list",
        tags=TAGS,
        summary=_("List the looks at a footer"),
        description=_("Newest first; the last sixty are kept."),
        responses=listed(FooterCheckShape),
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        rows = FooterCheck.objects.filter(publication=found(request, pk)).values(*LISTED_CHECKS)
        page = page_of(rows, request, ("-created_at", "-id"))
        return json_response(page.document(map(check_of, page.rows)))

    @extend_schema(
        operation_id="filing_footer_check",
        tags=TAGS,
        summary=_("Look at the footer now"),
        description=_(
            "A worker looks within seconds; read the publication again until `is_checking` is false."
        ),
        request=None,
        responses=PublicationShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given_in(request, NothingSerializer)
        ask_for_check(found(request, pk), by=person_of(request))
        return answered(request, pk)


class Psb(Endpoint):
    scopes = {"PATCH": "filings:write"}

    @extend_schema(
        operation_id="filing_psb_prepare",
        tags=TAGS,
        summary=_("Say what is prepared for the public security"),
        request=PsbTasksSerializer,
        responses=PublicationShape,
    )
    def patch(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, PsbTasksSerializer)
        save_tasks(found(request, pk).psb, tasks=given, by=person_of(request))
        return answered(request, pk)


class Review(Endpoint):
    scopes = {"POST": "filings:write"}

    @extend_schema(
        operation_id="filing_review_answer",
        tags=TAGS,
        summary=_("Answer the yearly review"),
        request=ReviewSerializer,
        responses=PublicationShape,
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, ReviewSerializer)
        publication = found(request, pk)
        review = publication.reviews.filter(answered_at=None).first()
        if review is None:
            raise Refused(
                "no_review_open",
                _t("No yearly review of %(reference)s waits for answers.")
                % {"reference": publication.filing.reference},
                _t("`next_review_at` says when the next one opens."),
            )
        answer_review(review, answers=given["answers"], by=person_of(request))
        return answered(request, pk)


def psb_verb(
    name: str, summary: str | Promise, act: Act, shape: type[StrictSerializer] = NothingSerializer
) -> type[Endpoint]:
    """One address per verb, all alike but for the workflow function they ask."""

    @extend_schema(
        operation_id=f"filing_psb_{name}",
        tags=TAGS,
        summary=summary,
        request=None if shape is NothingSerializer else shape,
        responses=PublicationShape,
    )
    def post(self: Endpoint, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = given_in(request, shape)
        said = act(found(request, pk).psb, given, person_of(request))
        return answered(request, pk, said if isinstance(said, FilingNumber) else None)

    facts = {"scopes": {"POST": "filings:write"}, "post": post, "__module__": __name__}
    return type(f"{name.title()}Psb", (Endpoint,), facts)


PSB_VERBS: dict[str, type[Endpoint]] = {
    "submit": psb_verb(
        "submit", _("It was sent to the public security"), lambda psb, _g, by: submit_psb(psb, by=by)
    ),
    "return": psb_verb(
        "return",
        _("The public security returned it"),
        lambda psb, given, by: return_psb(psb, reason=given["reason"], by=by),
        PsbReasonSerializer,
    ),
    "resubmit": psb_verb(
        "resubmit",
        _("It was sent to the public security again"),
        lambda psb, _g, by: resubmit_psb(psb, by=by),
    ),
    "approve": psb_verb(
        "approve",
        _("The public security approved it with this number"),
        lambda psb, given, by: approve_psb(psb, number=given["number"], by=by),
        PsbNumberSerializer,
    ),
}
