"""Looking a domain up: one field, then a table of facts that fills by itself."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icp.domains.counting import count_one_lookup
from icp.domains.forms import LookUpForm
from icp.domains.models import DomainLookup
from icp.domains.reading import Facts, facts_of
from icp.domains.rules.proposal import NAMES
from icp.domains.shown import rows
from icp.domains.workflow import look_up
from icp.eligibility.fields import said
from portal.accounts.models import Organization, User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.web.paging import keyset_page

STOP_POLLING = 286


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lookups(request: PersonRequest) -> HttpResponse:
    organizations = _organizations_of(request.user)
    form = LookUpForm(organizations, request.POST or None, domain=request.GET.get("domain", ""))
    if request.method == "POST" and form.is_valid():
        count_one_lookup(form.chosen)
        lookup = look_up(form.chosen, form.cleaned_data["domain"], request.user)
        return redirect("icp:lookup-detail", pk=lookup.pk)
    seen = DomainLookup.objects.visible_to(request.user).select_related("organization")
    context = {
        "form": form,
        "page": keyset_page(seen, request, ("-created_at", "-id")),
        "may_look": organizations.exists(),
        "many_organizations": bool(request.user.staff_roles()) or form.only is None,
    }
    return render(request, "icp/lookups.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def lookup_detail(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole page, or with htmx the part of it that fills; 286 once nothing more will come."""
    lookup = _find(request, pk)
    may_look = may(request.user, "domain.look_up", lookup.organization)
    context = {"lookup": lookup, "may_look": may_look, **_shown(request, facts_of(lookup))}
    if request.headers.get("HX-Request") == "true":
        status = STOP_POLLING if lookup.is_finished else 200
        return render(request, "icp/_lookup.html", context, status=status)
    return render(request, "icp/lookup.html", context)


@login_required
@require_POST
def lookup_again(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    lookup = _find(request, pk)
    count_one_lookup(lookup.organization)
    renewed = look_up(lookup.organization, lookup.host, request.user, again=True)
    return redirect("icp:lookup-detail", pk=renewed.pk)


def _find(request: PersonRequest, pk: uuid.UUID) -> DomainLookup:
    lookup = (
        DomainLookup.objects.visible_to(request.user)
        .select_related("organization")
        .prefetch_related("answers")
        .filter(pk=pk)
        .first()
    )
    if lookup is None:
        raise Http404
    return lookup


def _shown(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    proposal = facts.proposal
    return {
        "facts": facts,
        "rows": rows(facts),
        "proposal": {
            "name": said(NAMES[proposal.filing_type]) if proposal.filing_type else "",
            "reason": said(proposal.reason),
            "remedy": said(proposal.remedy),
            "source": proposal.source,
            "rule_id": proposal.rule_id,
            "candidates": [said(NAMES[each]) for each in proposal.candidates if proposal.is_open],
            "asks": bool(proposal.asks),
        },
        "filing_url": _filing_url(request, facts),
    }


def _filing_url(request: HttpRequest, facts: Facts) -> str:
    """Where a filing begins with this domain; "" in an installation without filings."""
    address = f"{request.path.partition('/domains/')[0]}/filings/new/"
    if not is_valid_path(address):
        return ""
    return f"{address}?{urlencode({'domain': facts.domain.registrable, 'lookup': str(facts.lookup_id)})}"


def _organizations_of(user: User) -> QuerySet[Organization]:
    """Those in which this person may look up; staff look up for their own organization."""
    allowed = [
        organization.pk
        for organization in Organization.objects.filter(pk__in=user.organization_ids())
        if may(user, "domain.look_up", organization)
    ]
    return Organization.objects.filter(pk__in=allowed).order_by("name")
