"""Buttons of a filing: each asks one verb, and what was refused is shown on the page it came from."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.filings.rules.deadlines import BEIJING
from icp.filings.verbs import VERBS
from icp.filings.web.detail import detail_page
from icp.filings.web.finding import filing_for
from icp.filings.web.review import review_page
from portal.accounts.sessions import PersonRequest
from portal.refusals import Malformed, Refused

# Ends for good, or takes the filing out of somebody's hands: asked once more on a page of its own.
CONFIRMED = ("abandon", "withdraw")
MOST_REMARKS = 80


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: PersonRequest, pk: UUID, verb: str) -> HttpResponse:
    """Say one verb. `from=desk` comes back to the specialist's page."""
    if verb not in VERBS:
        raise Http404
    filing = filing_for(request.user, pk)
    if request.method != "POST":
        if verb not in CONFIRMED:
            return redirect("icp:filing", pk=pk)
        return render(request, "icp/filings/confirm.html", {"filing": filing, "verb": VERBS[verb]})
    at_desk = request.POST.get("from") == "desk"
    try:
        moved = VERBS[verb].say(filing, given_for(verb, request.POST), request.user)
    except Refused as refusal:
        shown = filing_for(request.user, pk)
        return review_page(request, shown, refusal) if at_desk else detail_page(request, shown, refusal)
    messages.success(request, _("%(reference)s: done.") % {"reference": moved.reference})
    if at_desk:
        return redirect("icp:desk-filing", pk=pk)
    return redirect("icp:filing", pk=pk)


def given_for(verb: str, data: QueryDict) -> dict[str, Any]:
    """What the form of this verb holds, in the shapes of the workflow."""
    readers = {
        "agreed": lambda: data.getlist("agreed"),
        "row_version": lambda: _whole(data.get("row_version", "")),
        "remarks": lambda: _remarks(data),
        "replies": lambda: {
            name.removeprefix("reply-"): value for name, value in data.items() if name.startswith("reply-")
        },
        "person": lambda: data.get("person", ""),
        "number": lambda: data.get("number", ""),
        "source": lambda: data.get("source", ""),
        "ends_at": lambda: _end_of(data.get("ends_on", "")),
        "evidence": lambda: data.get("evidence", ""),
        "reason": lambda: data.get("reason", ""),
    }
    return {name: readers[name]() for name in VERBS[verb].wants}


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _end_of(text: str) -> datetime:
    """The last moment in China of a day; the provider names days."""
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise Malformed(
            "no_date",
            _("“%(given)s” is no day.") % {"given": text[:40]},
            _("Write it as 2026-12-31."),
            extra={"fields": {"ends_on": [_("Write it as 2026-12-31.")]}},
        )
    return datetime.combine(day, time(23, 59, 59), BEIJING)


def _remarks(data: QueryDict) -> list[dict[str, str]]:
    """`code-<field>` and `note-<field>` of every field that was marked; `code-` alone is the whole filing."""
    found = []
    for name, code in data.items():
        if name.startswith("code-") and isinstance(code, str) and code:
            field = name.removeprefix("code-")
            found.append({"field": field, "code": code, "note": data.get(f"note-{field}", "")})
    return found[:MOST_REMARKS]
