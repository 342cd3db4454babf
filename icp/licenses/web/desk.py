"""The specialist's desk of licenses: what waits for one of us, by least time left, and who has it in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from icp.licenses.desk import ORDER, waiting_for
from icp.licenses.models import License
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now
from portal.web.paging import keyset_page

VIEWS: dict[str, Any] = {
    "": _("All"),
    "mine": _("In my hands"),
    "free": _("In nobody's hands"),
    "review": _("To read"),
    "renewal": _("Renewal due"),
}


@dataclass(frozen=True)
class Waiting:
    license: License
    is_late: bool


@login_required
@require_safe
def desk(request: PersonRequest) -> HttpResponse:
    """What was sent to us and waits, the one with the least time left first."""
    shown = request.GET.get("show", "")
    page = keyset_page(waiting_for(request.user, shown), request, ORDER)
    at = now()
    context = {
        "page": page,
        "rows": [_waiting(license, at) for license in page.rows],
        "views": [(value, label, value == shown) for value, label in VIEWS.items()],
    }
    return render(request, "icp/licenses/desk.html", context)


def _waiting(license: License, at: datetime) -> Waiting:
    """Late by the time of its own organization, which a test may have stopped."""
    at = license.organization.frozen_at or at
    return Waiting(license, license.desk_at is not None and license.desk_at < at)
