"""Paste a status list from the provider's console: read it, preview what it would change, apply it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from icp.filings.desk import specialists_only
from icp.filings.rules.status_list import is_cut
from icp.filings.status_list import apply, matches_of
from portal.accounts.sessions import PersonRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: PersonRequest) -> HttpResponse:
    """`do=apply` says the verbs of the rows that are ticked, each on its own, and tells what came of it."""
    specialists_only(request.user)
    text = request.POST.get("list", "")
    matches = matches_of(text, request.user) if text else []
    if request.POST.get("do") == "apply":
        apply(matches, set(request.POST.getlist("row")), request.user)
    context = {
        "text": text,
        "matches": [match for match in matches if match.verb],
        "others": [match for match in matches if not match.verb],
        "is_cut": is_cut(text),
        "applied": request.POST.get("do") == "apply",
    }
    return render(request, "icp/filings/desk_import.html", context)
