"""The specialist's word on a paper, papers asked for by hand, and certificates of deletion."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icp.documents.rules.verdicts import REPLACE_REASONS
from icp.documents.web.finding import FILING, certificate_for, matter_for, paper_for, place_of
from icp.documents.web.listing import what_of
from icp.documents.words import because_of
from icp.documents.workflow import ask_for_paper, review_paper
from icp.documents.workflow.opening import require_case
from icp.filings.web.finding import filing_for
from icp.filings.words import said
from portal.accounts.permissions import require
from portal.accounts.sessions import PersonRequest
from portal.refusals import Malformed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PersonRequest, pk: UUID, paper: UUID, of: str = FILING) -> HttpResponse:
    found = paper_for(request.user, pk, paper, of)
    require(request.user, "paper.review", found.organization)
    require_case(found, request.user)
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        wants_another = request.POST.get("do") == "replace"
        replace = (request.POST.get("replace") or "none") if wants_another else ""
        try:
            review_paper(found, replace=replace, note=request.POST.get("note", ""), by=request.user)
        except Malformed as malformed:
            problems = malformed.extra.get("fields", {})
        else:
            return redirect(place_of(found.matter).papers, pk=pk)
    context = {
        "matter": found.matter,
        "at": place_of(found.matter),
        "paper": found,
        "label": said(found.asked_for.label),
        "reasons": [(code, said(words)) for code, words in REPLACE_REASONS.items()],
        "chosen": request.POST.get("replace", ""),
        "note": request.POST.get("note", ""),
        "problems": problems,
        "listed": [(f"id_{name}", sentence) for name, said_of in problems.items() for sentence in said_of],
    }
    return render(request, "icp/documents/review.html", context, status=422 if problems else 200)


@login_required
@require_POST
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing = filing_for(request.user, pk)
    ask_for_paper(filing, request.POST.get("requirement", ""), by=request.user)
    return redirect("icp:papers", pk=pk)


@login_required
@require_safe
def certificate(request: PersonRequest, pk: UUID, certificate: UUID, of: str = FILING) -> HttpResponse:
    matter = matter_for(request.user, pk, of)
    found = certificate_for(matter, certificate)
    context = {
        "matter": matter,
        "at": place_of(matter),
        "certificate": found,
        "what": what_of(found),
        "because": because_of(found),
    }
    return render(request, "icp/documents/certificate.html", context)
