"""Consent, one box for each purpose; and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.documents.models import Consent, Matter
from icp.documents.rules.consents import TEXTS, ConsentText
from icp.documents.web.finding import FILING, matter_for, may_upload, place_of
from icp.documents.workflow import give_consent, withdraw_consent
from icp.documents.workflow.consenting import live_consents, purposes_of
from icp.filings.models import Filing
from icp.filings.words import said
from icp.filings.workflow.consenting import start_docs
from portal.accounts.sessions import PersonRequest
from portal.refusals import Malformed


@dataclass(frozen=True)
class Asked:
    text: ConsentText
    title: str
    words: str
    given: Consent | None
    is_ticked: bool
    problem: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: PersonRequest, pk: UUID, of: str = FILING) -> HttpResponse:
    matter = matter_for(request.user, pk, of)
    at = place_of(matter)
    if request.method != "POST":
        return _page(request, matter)
    if request.POST.get("do") == "withdraw":
        withdraw_consent(matter, by=request.user)
        messages.success(request, _("The consent is taken back, and the papers are being deleted."))
        return redirect(at.papers, pk=pk)
    # In a draft the consent is what begins the collecting of papers.
    agreed = request.POST.getlist("agreed")
    try:
        if isinstance(matter, Filing) and matter.state == "DRAFT":
            start_docs(matter, agreed=agreed, by=request.user)
        else:
            give_consent(matter, agreed=agreed, by=request.user)
    except Malformed as malformed:
        return _page(request, matter, malformed.extra.get("fields", {}), status=422)
    return redirect(at.papers, pk=pk)


def _page(
    request: PersonRequest, matter: Matter, problems: dict[str, list[str]] | None = None, status: int = 200
) -> HttpResponse:
    rows = live_consents(matter).select_related("person")
    given = {(row.purpose, row.text_version): row for row in rows}
    ticked = request.POST.getlist("agreed")
    asked = []
    for purpose in purposes_of(matter):
        text = TEXTS[purpose]
        problem = (problems or {}).get(purpose, [""])[0]
        asked.append(
            Asked(
                text=text,
                title=said(text.title),
                words=said(text.text),
                given=given.get((purpose, text.version)),
                is_ticked=purpose in ticked,
                problem=problem,
            )
        )
    context = {
        "matter": matter,
        "at": place_of(matter),
        "asked": asked,
        "is_open": any(each.given is None for each in asked),
        "problems": [(f"agreed-{each.text.purpose}", each.problem) for each in asked if each.problem],
        "may_upload": may_upload(request.user, matter),
    }
    return render(request, "icp/documents/consent.html", context, status=status)
