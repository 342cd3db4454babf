"""Papers for programs: the list of a filing, an upload, and what became of it. Files are opened by people."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.documents.models import Paper
from icp.documents.shapes import DocumentsShape, PaperShape, UploadSerializer, paper_of, requirement_of
from icp.documents.standing import standings_of
from icp.documents.workflow import missing_consents, upload_paper
from icp.documents.workflow.uploading import refusal
from icp.filings.models import Filing
from portal.api.caller import person_of
from portal.api.endpoints import Endpoint, scoped
from portal.api.fields import json_response
from portal.api.uploads import UploadEndpoint
from portal.web.uploads import was_too_large

TAGS = ["Filings"]


def found(request: Request, pk: uuid.UUID) -> Filing:
    """The filing, if this key may see it; else the same 404 as for one that never was."""
    filing = scoped(Filing.objects.all(), request).select_related("organization").filter(pk=pk).first()
    if filing is None:
        raise Http404
    return filing


class Documents(UploadEndpoint):
    scopes = {"GET": "filings:read", "POST": "filings:write"}

    @extend_schema(
        operation_id="filing_documents_list",
        tags=TAGS,
        summary=_("List the papers of a filing"),
        description=_(
            "One entry for each paper that is asked for, with what it must be like and how it stands."
        ),
        responses=DocumentsShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        filing = found(request, pk)
        papers = [requirement_of(standing) for standing in standings_of(filing)]
        return json_response({"consent_missing": list(missing_consents(filing)), "papers": papers})

    @extend_schema(
        operation_id="filing_documents_upload",
        tags=TAGS,
        summary=_("Upload a paper"),
        description=_(
            "A worker reads it to its end within seconds; read the paper again to see whether it is taken. "
            "The version in force stays until then."
        ),
        request={"multipart/form-data": UploadSerializer},
        responses={201: PaperShape},
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = UploadSerializer(data=request.data)
        if was_too_large(request._request):
            raise refusal("too_large")
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        paper = upload_paper(
            found(request, pk),
            requirement=given.validated_data["requirement"],
            name=file.name,
            content=file.read(),
            expires_on=given.validated_data.get("expires_on"),
            by=person_of(request),
        )
        address = reverse("api-filing-document", args=[paper.filing_id, paper.pk])
        response = json_response(paper_of(Paper.objects.get(pk=paper.pk)), Location=address)
        response.status_code = 201
        return response


class Document(Endpoint):
    scopes = {"GET": "filings:read"}

    @extend_schema(
        operation_id="filing_documents_read",
        tags=TAGS,
        summary=_("Read one paper"),
        description=_("What is known of it; the file itself is opened by people, who say why."),
        responses=PaperShape,
    )
    def get(self, request: Request, pk: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
        one = Paper.objects.filter(filing=found(request, pk), pk=paper).first()
        if one is None:
            raise Http404
        return json_response(paper_of(one))
