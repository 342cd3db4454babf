"""Connections: what is in service, what it is made of, and how to end it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networks.connections.models import Connection
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from networks.web.document import tidy
from networks.web.finding import connection_for
from networks.web.picture import picture_of
from networks.web.resources import resource_rows
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused
from portal.web.paging import keyset_page
from portal.web.pills import pill_for

REQUESTS_SHOWN = 20


@login_required
@require_safe
def connections(request: PersonRequest) -> HttpResponse:
    rows = Connection.objects.visible_to(request.user).select_related("organization")
    page = keyset_page(rows, request, ("-created_at", "-id"))
    context = {
        "page": page,
        "rows": [(row, pill_for(row.status)) for row in page.rows],
        "many_organizations": request.user.staff_roles() or len(request.user.organization_ids()) > 1,
    }
    return render(request, "networks/connections.html", context)


@login_required
@require_safe
def connection(request: PersonRequest, pk: UUID) -> HttpResponse:
    shown = connection_for(request.user, pk)
    requests = NetworkRequest.objects.visible_to(request.user).filter(connection=shown)[:REQUESTS_SHOWN]
    context = {
        "connection": shown,
        "pill": pill_for(shown.status),
        "document": tidy(shown.spec) if shown.spec else None,
        "picture": picture_of(tidy(shown.spec)) if shown.spec else None,
        "resources": resource_rows(shown.resources.order_by("created_at")),
        "requests": requests,
        "may_remove": shown.status == "in_service"
        and may(request.user, "network_request.submit", shown.organization),
    }
    return render(request, "networks/connection.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What a removal means, then the button: it sends a request of its own, with a plan to approve."""
    shown = connection_for(request.user, pk)
    refusal = None
    if request.method == "POST":
        try:
            removal = workflow.request_removal(shown, by=request.user)
        except Refused as error:
            refusal = error
        else:
            messages.success(request, _("%(reference)s is sent.") % {"reference": removal.reference})
            return redirect("networks:request-detail", pk=removal.pk)
    rows = list(shown.resources.present().select_related("step").order_by("-created_at"))
    context = {
        "connection": shown,
        "refusal": refusal,
        "removed": resource_rows(row for row in rows if row.created_by_us and row.step.reversible),
        "kept": resource_rows(row for row in rows if not row.created_by_us or not row.step.reversible),
    }
    return render(
        request, "networks/connection_remove.html", context, status=refusal.status if refusal else 200
    )
