"""Starting a license: from which filing."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.filings.models import Filing, FilingQuerySet
from icp.filings.rules.states import HOLDING
from icp.filings.web.finding import organizations_to_file_for
from icp.licenses.models import License
from icp.licenses.rules.lifecycle import FINAL
from icp.licenses.workflow import open_license
from portal.accounts.models import User
from portal.accounts.sessions import PersonRequest
from portal.refusals import Forbidden, Malformed, Refused

MOST_OFFERED = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """`?filing=` has that one chosen already."""
    if not organizations_to_file_for(request.user):
        raise Forbidden(
            "role_may_not",
            _("Your role does not start licenses."),
            _("An owner or a requester of your organization can."),
        )
    if request.method != "POST":
        return _page(request, request.GET.get("filing", ""))
    try:
        opened = open_license(_chosen(request), by=request.user)
    except Refused as refusal:
        return _page(request, request.POST.get("filing", ""), refusal)
    return redirect("icp:license", pk=opened.pk)


def _page(request: PersonRequest, chosen: str, refusal: Refused | None = None) -> HttpResponse:
    open_ones = License.objects.exclude(state__in=FINAL).values("filing")
    offered = list(_filings(request.user).filter(state__in=HOLDING).exclude(pk__in=open_ones)[:MOST_OFFERED])
    only = str(offered[0].pk) if len(offered) == 1 else ""
    context = {"filings": offered, "chosen": chosen or only, "refusal": refusal}
    return render(request, "icp/licenses/new.html", context, status=refusal.status if refusal else 200)


def _filings(user: User) -> FilingQuerySet:
    own = Filing.objects.filter(organization__in=organizations_to_file_for(user))
    return own.select_related("organization").order_by("-created_at", "-id")


def _chosen(request: PersonRequest) -> Filing:
    try:
        pk = uuid.UUID(request.POST.get("filing", ""))
    except ValueError:
        pk = uuid.UUID(int=0)
    found = _filings(request.user).filter(pk=pk).first()
    if found is None:
        sentence = _("Choose one of your filings.")
        raise Malformed("unknown_filing", sentence, extra={"fields": {"filing": [sentence]}})
    return found
