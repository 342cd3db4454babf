"""What our own cases tell of the provinces."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from icp.filings.desk import specialists_only
from icp.filings.provinces import provinces_seen
from icp.filings.rules.expectations import LEAST_CASES
from portal.accounts.sessions import PersonRequest


@login_required
@require_safe
def provinces(request: PersonRequest) -> HttpResponse:
    specialists_only(request.user)
    context = {"rows": provinces_seen(), "least": LEAST_CASES}
    return render(request, "icp/filings/desk_provinces.html", context)
