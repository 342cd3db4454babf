"""The filing with the public security as a short list of tasks, its 30 days, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icp.filings.models import Filing
from icp.filings.rules.deadlines import BEIJING, day_in_china
from icp.filings.words import said
from icp.filings.workflow.rows import roles_of
from icp.publication.beginning import open_site
from icp.publication.models import PsbFiling, Publication
from icp.publication.pack import ATTACHMENT_KILOBYTES, OFFICIAL_SITE, pack_of
from icp.publication.psb import approve_psb, resubmit_psb, return_psb, save_tasks, submit_psb
from icp.publication.rules import lifecycle, schedule
from icp.publication.rules.snippets import psb_snippet
from icp.publication.web.finding import filing_and_publication, not_yet, shared
from portal.accounts.models import User
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now
from portal.refusals import Malformed, Refused

Act = Callable[[PsbFiling, QueryDict, User], object]


def _tasks(psb: PsbFiling, data: QueryDict, by: User) -> object:
    tasks = {
        "has_account": data.get("has_account") == "yes",
        "has_attachments": data.get("has_attachments") == "yes",
        "interactive": data.get("interactive", ""),
    }
    return save_tasks(psb, tasks=tasks, by=by)


def _sent(psb: PsbFiling, data: QueryDict, by: User) -> object:
    if data.get("interactive"):
        psb = save_tasks(psb, tasks={"interactive": data.get("interactive", "")}, by=by)
    return submit_psb(psb, by=by)


def _open(psb: PsbFiling, data: QueryDict, by: User) -> object:
    return open_site(psb.publication, on=_day(data.get("opened_on", "")), by=by)


ACTS: dict[str, Act] = {
    "tasks": _tasks,
    "open": _open,
    "psb_submitted": _sent,
    "return": lambda psb, data, by: return_psb(psb, reason=data.get("reason", ""), by=by),
    "resubmit": lambda psb, data, by: resubmit_psb(psb, by=by),
    "approve": lambda psb, data, by: approve_psb(psb, number=data.get("number", ""), by=by),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def psb(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The list. POST says one thing, named by `do`."""
    filing, publication = filing_and_publication(request.user, pk)
    if publication is None:
        return not_yet(request, filing, "psb")
    if request.method != "POST":
        return _page(request, filing, publication)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        return redirect("icp:filing-psb", pk=pk)
    try:
        act(publication.psb, request.POST, request.user)
    except Refused as refusal:
        return _page(request, filing, publication, refusal)
    messages.success(request, _("%(reference)s: saved.") % {"reference": filing.reference})
    return redirect("icp:filing-psb", pk=pk)


@login_required
@require_safe
def pack(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What to type on the official site, on one page to print or to copy."""
    filing, publication = filing_and_publication(request.user, pk)
    if publication is None:
        return not_yet(request, filing, "psb")
    context = {
        **shared(request, filing, publication, "psb"),
        "groups": pack_of(publication, publication.psb.interactive),
        "official_site": OFFICIAL_SITE,
    }
    return render(request, "icp/publication/pack.html", context)


def _page(
    request: PersonRequest, filing: Filing, publication: Publication, refusal: Refused | None = None
) -> HttpResponse:
    row = publication.psb
    today = day_in_china(now(filing.organization))
    verbs = lifecycle.verbs_for(row.state, roles_of(filing, request.user))
    context: dict[str, Any] = {
        **shared(request, filing, publication, "psb"),
        "psb": row,
        "label": said(lifecycle.LABELS[row.state]),
        "verbs": verbs,
        "days_left": schedule.days_left(row.began_on, today) if row.began_on else None,
        "due_on": schedule.psb_clock(row.began_on).due_at.astimezone(BEIJING) if row.began_on else None,
        "last_day": row.last_day,
        "today": today,
        "snippet": psb_snippet(row.psb_number) if row.psb_number else None,
        "official_site": OFFICIAL_SITE,
        "kilobytes": ATTACHMENT_KILOBYTES,
        "refusal": refusal,
        "errors": refusal.extra.get("fields", {}) if refusal else {},
        "given": request.POST if refusal else {},
    }
    return render(request, "icp/publication/psb.html", context, status=refusal.status if refusal else 200)


def _day(text: str) -> date:
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if found is None:
        sentence = _("Write the day as 2026-12-31.")
        raise Malformed(
            "no_date",
            _("“%(given)s” is no day.") % {"given": text[:40]},
            sentence,
            extra={"fields": {"opened_on": [sentence]}},
        )
    return found
