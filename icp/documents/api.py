"""Papers of filings and licenses for programs: the list, an upload, and what became of it.

Files are opened by people.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from icp.documents.models import Matter, Paper
from icp.documents.shapes import DocumentsShape, PaperShape, UploadSerializer, paper_of, requirement_of
from icp.documents.standing import standings_of
from icp.documents.workflow import missing_consents, upload_paper
from icp.documents.workflow.uploading import refusal
from icp.filings.models import Filing
from icp.licenses.models import License
from portal.api.caller import person_of
from portal.api.endpoints import Endpoint, scoped
from portal.api.fields import json_response
from portal.api.uploads import UploadEndpoint
from portal.web.uploads import was_too_large

LIST = _("One entry for each paper that is asked for, with what it must be like and how it stands.")
UPLOAD = _(
    "A worker reads it to its end within seconds; read the paper again to see whether it is taken. "
    "The version in force stays until then."
)
READ = _("What is known of it; the file itself is opened by people, who say why.")


class _Papers(UploadEndpoint):
    """Of one kind of thing; which, the classes below say."""

    model: type[Filing] | type[License]
    one: str
    scopes = {"GET": "filings:read", "POST": "filings:write"}

    def listed(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        matter = found(request, self.model, pk)
        papers = [requirement_of(standing) for standing in standings_of(matter)]
        return json_response({"consent_missing": list(missing_consents(matter)), "papers": papers})

    def taken(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        given = UploadSerializer(data=request.data)
        if was_too_large(request._request):
            raise refusal("too_large")
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        paper = upload_paper(
            found(request, self.model, pk),
            requirement=given.validated_data["requirement"],
            name=file.name,
            content=file.read(),
            expires_on=given.validated_data.get("expires_on"),
            by=person_of(request),
        )
        address = reverse(self.one, args=[paper.matter.pk, paper.pk])
        response = json_response(paper_of(Paper.objects.get(pk=paper.pk)), Location=address)
        response.status_code = 201
        return response


def found(request: Request, model: type[Filing] | type[License], pk: uuid.UUID) -> Matter:
    """The filing or license, if this key may see it; else the same 404 as for one that never was."""
    rows: QuerySet[Any] = model._default_manager.all()
    matter: Matter | None = scoped(rows, request).select_related("organization").filter(pk=pk).first()
    if matter is None:
        raise Http404
    return matter


def one_of(matter: Matter, paper: uuid.UUID) -> HttpResponse:
    one = Paper.objects.of(matter).filter(pk=paper).first()
    if one is None:
        raise Http404
    return json_response(paper_of(one))


class FilingDocuments(_Papers):
    model = Filing
    one = "api-filing-document"

    @extend_schema(
        operation_id="filing_documents_list",
        tags=["Filings"],
        summary=_("List the papers of a filing"),
        description=LIST,
        responses=DocumentsShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return self.listed(request, pk)

    @extend_schema(
        operation_id="filing_documents_upload",
        tags=["Filings"],
        summary=_("Upload a paper"),
        description=UPLOAD,
        request={"multipart/form-data": UploadSerializer},
        responses={201: PaperShape},
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return self.taken(request, pk)


class FilingDocument(Endpoint):
    scopes = {"GET": "filings:read"}

    @extend_schema(
        operation_id="filing_documents_read",
        tags=["Filings"],
        summary=_("Read one paper"),
        description=READ,
        responses=PaperShape,
    )
    def get(self, request: Request, pk: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
        return one_of(found(request, Filing, pk), paper)


class LicenseDocuments(_Papers):
    model = License
    one = "api-license-document"

    @extend_schema(
        operation_id="license_documents_list",
        tags=["Licenses"],
        summary=_("List the papers of a license"),
        description=LIST,
        responses=DocumentsShape,
    )
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return self.listed(request, pk)

    @extend_schema(
        operation_id="license_documents_upload",
        tags=["Licenses"],
        summary=_("Upload a paper of a license"),
        description=UPLOAD,
        request={"multipart/form-data": UploadSerializer},
        responses={201: PaperShape},
    )
    def post(self, request: Request, pk: uuid.UUID) -> HttpResponse:
        return self.taken(request, pk)


class LicenseDocument(Endpoint):
    scopes = {"GET": "filings:read"}

    @extend_schema(
        operation_id="license_documents_read",
        tags=["Licenses"],
        summary=_("Read one paper of a license"),
        description=READ,
        responses=PaperShape,
    )
    def get(self, request: Request, pk: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
        return one_of(found(request, License, pk), paper)
