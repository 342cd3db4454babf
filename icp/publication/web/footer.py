"""The footer: what to put there, what was seen there, and a look at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from icp.filings.models import Filing
from icp.filings.rules.number_tables import SUBJECT_IN_FOOTER
from icp.filings.words import said
from icp.publication.asking import ask_for_check
from icp.publication.models import FooterCheck, Publication
from icp.publication.rules.results import RESULTS, is_shown
from icp.publication.rules.snippets import icp_snippet, psb_snippet
from icp.publication.web.finding import filing_and_publication, not_yet, shared
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now
from portal.refusals import Refused

SHOWN = 10


@dataclass(frozen=True)
class Told:
    """One look in words; `link` is where the number leads, shown where that is what is wrong."""

    row: FooterCheck
    title: str
    remedy: str
    tone: str
    psb_title: str = ""
    psb_tone: str = ""


@login_required
@require_safe
def footer(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing, publication = filing_and_publication(request.user, pk)
    if publication is None:
        return not_yet(request, filing, "footer")
    return footer_page(request, filing, publication)


@login_required
@require_POST
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing, publication = filing_and_publication(request.user, pk)
    if publication is None:
        return not_yet(request, filing, "footer")
    try:
        ask_for_check(publication, by=request.user)
    except Refused as refusal:
        return footer_page(request, filing, publication, refusal)
    return redirect("icp:filing-footer", pk=pk)


def footer_page(
    request: PersonRequest, filing: Filing, publication: Publication, refusal: Refused | None = None
) -> HttpResponse:
    live = request.headers.get("HX-Request") == "true" and refusal is None
    template = "icp/publication/_looks.html" if live else "icp/publication/footer.html"
    context = {**shared(request, filing, publication, "footer"), **_context(filing, publication)}
    status = refusal.status if refusal else 200
    return render(request, template, {**context, "refusal": refusal}, status=status)


def _context(filing: Filing, publication: Publication) -> dict[str, Any]:
    told = [tell(row) for row in publication.checks.all()[:SHOWN]]
    return {
        "snippet": icp_snippet(filing.icp_number, filing.province or None),
        "psb_snippet": psb_snippet(publication.psb.psb_number) if publication.psb.psb_number else None,
        "shows_subject": filing.province in SUBJECT_IN_FOOTER,
        "newest": told[0] if told else None,
        "earlier": told[1:],
        "is_checking": is_checking(filing, publication),
    }


def is_checking(filing: Filing, publication: Publication) -> bool:
    if publication.check_due_at is None or not filing.holds_number:
        return False
    return publication.check_due_at <= now(filing.organization)


def tell(row: FooterCheck) -> Told:
    result = RESULTS[row.code]
    # The public security's number is told beside the other, where one was looked for and a page was read.
    psb = RESULTS.get(row.psb_code) if row.psb_code else None
    return Told(
        row,
        said(result.title),
        said(result.remedy),
        result.tone,
        said(psb.title) if psb else "",
        ("ok" if is_shown(row.psb_code) else "bad") if psb else "",
    )
