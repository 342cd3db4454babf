"""Paste a status list from the provider's console: read it, preview what it would change, apply it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.filings.models import Filing
from icp.filings.rules.fields.values import read
from icp.filings.rules.states import ON_THE_DESK, STATES
from icp.filings.rules.status_list import Row, is_cut, read_list, step
from icp.filings.verbs import VERBS
from icp.filings.web.finding import specialists_only
from icp.filings.words import said
from portal.accounts.models import User
from portal.accounts.sessions import PersonRequest
from portal.lists import listed
from portal.refusals import Refused


@dataclass
class Match:
    """A row of the list, the filing it speaks of, and the verb that would be said; or why nothing is."""

    row: Row
    filing: Filing | None = None
    verb: str = ""
    why: str = ""
    done: str = ""

    @property
    def label(self) -> str:
        return str(VERBS[self.verb].label) if self.verb else ""

    @property
    def shown(self) -> str:
        return said(STATES[self.row.state].label) if self.row.state else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: PersonRequest) -> HttpResponse:
    """`do=apply` says the verbs of the rows that are ticked, each on its own, and tells what came of it."""
    specialists_only(request.user)
    text = request.POST.get("list", "")
    matches = _matches(text, request.user) if text else []
    if request.POST.get("do") == "apply":
        _apply(matches, set(request.POST.getlist("row")), request.user)
    context = {
        "text": text,
        "matches": [match for match in matches if match.verb],
        "others": [match for match in matches if not match.verb],
        "is_cut": is_cut(text),
        "applied": request.POST.get("do") == "apply",
    }
    return render(request, "icp/filings/desk_import.html", context)


def _matches(text: str, user: User) -> list[Match]:
    """Two questions to the database, however long the list is."""
    rows = read_list(text)
    domains = {row.domain: _registrable(row.domain) for row in rows if row.domain}
    found: dict[str, list[Filing]] = {}
    filings = Filing.objects.visible_to(user).filter(state__in=ON_THE_DESK, domain__in=set(domains.values()))
    for filing in filings.select_related("organization", "assigned_to")[: 2 * len(rows) + 1]:
        found.setdefault(filing.domain, []).append(filing)
    return [_match(row, found.get(domains.get(row.domain, ""), [])) for row in rows]


def _registrable(domain: str) -> str:
    return str(read("domain", domain).value)


def _match(row: Row, filings: list[Filing]) -> Match:
    if not row.domain:
        return Match(row, why=_("No domain is named."))
    if not filings:
        return Match(row, why=_("No filing on the desk has this domain."))
    if len(filings) > 1:
        names = listed(filing.reference for filing in filings[:5])
        return Match(row, why=_("Several filings have this domain: %(names)s.") % {"names": names})
    filing = filings[0]
    if not row.state:
        return Match(row, filing, why=_("Its state is none that we know."))
    if row.state == filing.state:
        return Match(row, filing, why=_("It is in this state already."))
    verb = step(filing.state, row.state)
    if not verb:
        why = _("No single step leads there from “%(state)s”. Open it and say what happened.")
        return Match(row, filing, why=why % {"state": said(STATES[filing.state].label)})
    if verb == "approve" and not row.number:
        return Match(row, filing, why=_("The row does not hold the number. Enter it on the filing's page."))
    return Match(row, filing, verb=verb)


def _apply(matches: list[Match], ticked: set[str], user: User) -> None:
    said_of: set[UUID] = set()
    for match in matches:
        if not match.verb or match.filing is None or str(match.filing.pk) not in ticked:
            continue
        if match.filing.pk in said_of:
            continue
        said_of.add(match.filing.pk)
        given = {"number": match.row.number} if match.verb == "approve" else {}
        try:
            VERBS[match.verb].say(match.filing, given, user)
        except Refused as refusal:
            match.done = f"{refusal.message} {refusal.remedy}"
        else:
            match.done = _("Done.")
