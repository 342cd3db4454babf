"""The table of licenses: a customer's own, newest first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from icp.filings.web.finding import organizations_to_file_for
from icp.licenses.models import License
from portal.accounts.sessions import PersonRequest
from portal.web.paging import keyset_page


@login_required
@require_safe
def licenses(request: PersonRequest) -> HttpResponse:
    rows = License.objects.visible_to(request.user).select_related("organization", "filing")
    seen = rows.defer("answers", "filing__answers", "filing__sealed_answers", "filing__verdicts")
    page = keyset_page(seen, request, ("-created_at", "-id"))
    context = {
        "page": page,
        "rows": page.rows,
        "may_draft": bool(organizations_to_file_for(request.user)),
        "many_organizations": request.user.staff_roles() or len(request.user.organization_ids()) > 1,
    }
    return render(request, "icp/licenses/licenses.html", context)
