"""The table of filings: a customer's own, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from icp.filings.models import Filing
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.rules.lifecycle import FINAL
from icp.filings.rules.states import HOLDING, IN_PROGRESS, STATES, Party
from icp.filings.web.finding import organizations_to_file_for
from icp.filings.words import said
from portal.accounts.sessions import PersonRequest
from portal.web.paging import keyset_page

GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (_("All"), ()),
    "needs-you": (
        _("Waits for you"),
        tuple(
            code
            for code, state in STATES.items()
            if state.waits_for in (Party.CUSTOMER, Party.WEBSITE_PERSON) and code not in FINAL
        ),
    ),
    "open": (_("Under way"), IN_PROGRESS),
    "granted": (_("In force"), HOLDING),
    "ended": (_("Ended"), FINAL),
}


@dataclass(frozen=True)
class Filter:
    value: str
    label: Any
    is_current: bool


@dataclass(frozen=True)
class Row:
    filing: Filing
    type: str


@login_required
@require_safe
def filings(request: PersonRequest) -> HttpResponse:
    shown = request.GET.get("show", "")
    rows = _filtered(Filing.objects.visible_to(request.user), shown).defer("answers", "sealed_answers")
    page = keyset_page(rows.select_related("organization"), request, ("-created_at", "-id"))
    context = {
        "page": page,
        "rows": [Row(filing, said(FILING_TYPES[filing.filing_type].label)) for filing in page.rows],
        "show": shown,
        "filters": [Filter(value, label, value == shown) for value, (label, _states) in GROUPS.items()],
        "may_draft": bool(organizations_to_file_for(request.user)),
        "many_organizations": request.user.staff_roles() or len(request.user.organization_ids()) > 1,
    }
    return render(request, "icp/filings/filings.html", context)


def _filtered(rows: QuerySet[Filing], shown: str) -> QuerySet[Filing]:
    """An unknown word shows everything: a link from elsewhere never ends in nothing."""
    states = GROUPS[shown][1] if shown in GROUPS else ()
    return rows.filter(state__in=states) if states else rows
