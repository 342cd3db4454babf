"""Tables of requests: a customer's own, newest first, and the architect's queue, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from networks.requests.models import NetworkRequest
from networks.requests.rules import lifecycle
from networks.web.finding import staff_only
from portal.accounts.sessions import PersonRequest
from portal.web.paging import keyset_page
from portal.web.pills import pill_for

# What `?show=` may say, besides the name of one status.
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (_("All"), ()),
    "open": (_("Open"), tuple(state for state in lifecycle.STATES if state not in lifecycle.FINAL)),
    "needs-you": (_("Waits for you"), ("returned", "failed")),
    "draft": (_("Drafts"), ("draft",)),
    "building": (_("Building"), ("approved", "building", "unwinding")),
    "done": (_("Done"), lifecycle.FINAL),
}


@dataclass(frozen=True)
class Filter:
    value: str
    label: Any
    is_current: bool


@login_required
@require_safe
def requests(request: PersonRequest) -> HttpResponse:
    shown = request.GET.get("show", "")
    rows = _filtered(NetworkRequest.objects.visible_to(request.user), shown)
    page = keyset_page(rows.select_related("organization"), request, ("-created_at", "-id"))
    context = {
        "page": page,
        "show": shown,
        "filters": [Filter(value, label, value == shown) for value, (label, _states) in GROUPS.items()],
        "one_status": pill_for(shown).label if shown in lifecycle.STATES and shown not in GROUPS else "",
        "may_draft": _may_draft(request),
        "many_organizations": request.user.staff_roles() or len(request.user.organization_ids()) > 1,
    }
    return render(request, "networks/requests.html", context)


@login_required
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What waits for a decision, the longest wait first."""
    staff_only(request.user)
    rows = NetworkRequest.objects.visible_to(request.user).awaiting_decision()
    page = keyset_page(rows.select_related("organization", "plan"), request, ("submitted_at", "id"))
    return render(request, "networks/queue.html", {"page": page})


def _filtered(rows: QuerySet[NetworkRequest], shown: str) -> QuerySet[NetworkRequest]:
    """An unknown word shows everything: a link from elsewhere never ends in nothing."""
    states = GROUPS[shown][1] if shown in GROUPS else (shown,) if shown in lifecycle.STATES else ()
    return rows.filter(status__in=states) if states else rows


def _may_draft(request: PersonRequest) -> bool:
    return any({"owner", "requester"} & request.user.roles_in(pk) for pk in request.user.organization_ids())
