"""The application pack: asked for, awaited, and taken away as a file."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from icp.documents.serving import HEADERS
from icp.eligibility.summary import pdf_is_off
from icp.filings.models import Filing
from icp.filings.web.finding import filing_for
from icp.packs.content import content_of
from icp.packs.models import Pack
from icp.packs.workflow import open_pack, request_pack
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: PersonRequest, pk: UUID) -> HttpResponse:
    """How far it is; POST has it made, or made anew where the filing changed since."""
    filing = filing_for(request.user, pk)
    refusal = None
    if request.method == "POST":
        try:
            request_pack(filing, by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("icp:filing-pack", pk=pk)
    newest = _newest(filing)
    context = {
        "filing": filing,
        "pack": newest,
        "is_current": newest is not None and newest.digest == content_of(filing).digest,
        "steps": Pack.STEPS,
        "pdf_is_off": pdf_is_off(),
        "refusal": refusal,
    }
    live = request.headers.get("HX-Request") == "true"
    template = "icp/packs/_progress.html" if live else "icp/packs/page.html"
    status = refusal.status if refusal else 286 if live and newest and newest.is_finished else 200
    return render(request, template, context, status=status)


@login_required
@require_safe
def pack_pdf(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing = filing_for(request.user, pk)
    newest = _newest(filing)
    if newest is None:
        raise Http404
    content = open_pack(newest, by=request.user)
    headers = {
        **HEADERS,
        "Content-Disposition": f'attachment; filename="{filing.reference}-v{newest.version}.pdf"',
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _newest(filing: Filing) -> Pack | None:
    return filing.packs.select_related("filing__organization").order_by("-version").first()
