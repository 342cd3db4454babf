"""Buttons of a request: each asks one workflow function, and shows what was refused on the page itself."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from networks.fulfilment.models import CloudResource
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from networks.web.detail import detail_page
from networks.web.finding import request_for
from networks.web.resources import resource_rows
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused


def _ask(request: PersonRequest, network_request: NetworkRequest, act: Callable[..., object]) -> HttpResponse:
    try:
        act(network_request, by=request.user)
    except Refused as refusal:
        return detail_page(request, request_for(request.user, network_request.pk), refusal)
    return redirect("networks:request-detail", pk=network_request.pk)


@login_required
@require_POST
def pause(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _ask(request, request_for(request.user, pk), workflow.pause_request)


@login_required
@require_POST
def resume(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _ask(request, request_for(request.user, pk), workflow.resume_request)


@login_required
@require_POST
def retry(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _ask(request, request_for(request.user, pk), workflow.retry_request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unwind(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What would be removed, what cannot be given back, and then the button."""
    network_request = request_for(request.user, pk)
    if request.method == "POST":
        return _ask(request, network_request, workflow.unwind_request)
    present = network_request.resources.filter(created_by_us=True).present().select_related("step")
    rows: list[CloudResource] = list(present.order_by("-created_at"))
    context = {
        "network_request": network_request,
        "removed": resource_rows(row for row in rows if row.step.reversible),
        "kept": resource_rows(row for row in rows if not row.step.reversible),
    }
    return render(request, "networks/request_unwind.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    if request.method == "POST":
        answer = _ask(request, network_request, workflow.withdraw_request)
        if answer.status_code == 302:
            messages.success(
                request, _("%(reference)s is withdrawn.") % {"reference": network_request.reference}
            )
        return answer
    return render(request, "networks/request_withdraw.html", {"network_request": network_request})
