"""One request: progress, plan, resources, cost, history, and what can be done to it now."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from networks.fulfilment.models import CloudResource
from networks.requests.models import NetworkRequest
from networks.requests.rules import lifecycle
from networks.requests.rules.drafts import read
from networks.web.document import tidy
from networks.web.finding import request_for
from networks.web.history import history_of
from networks.web.picture import picture_of
from networks.web.plan import plan_page
from networks.web.price import estimate
from networks.web.progress import WORKING, Progress, progress_of
from networks.web.remarks import remarks_of
from networks.web.resources import resource_rows
from portal.accounts.models import User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import engine_now
from portal.refusals import Refused

TABS = (
    ("", "networks:request-detail", _("Progress")),
    ("plan", "networks:request-plan", _("Plan")),
    ("resources", "networks:request-resources", _("Resources")),
    ("cost", "networks:request-cost", _("Cost")),
    ("history", "networks:request-history", _("History")),
)
STOP_POLLING = 286
# Seconds between two questions of a page that is looked at (DECISIONS 22); a hidden one takes its time.
WHILE_IT_MOVES = 2
WHILE_IT_WAITS = 20
WATCHED = ("submitted", "in_review", "approved", "building", "unwinding", "failed")
TIMELINE = 8


@login_required
@require_safe
def detail(request: PersonRequest, pk: UUID) -> HttpResponse:
    return detail_page(request, request_for(request.user, pk))


def detail_page(
    request: PersonRequest, network_request: NetworkRequest, refusal: Refused | None = None
) -> HttpResponse:
    """The first tab; with a refusal on top of it when a button could not do its work."""
    progress = progress_of(network_request, request.user, engine_now())
    context = {
        **_shared(request, network_request, ""),
        "progress": progress,
        "poll_seconds": poll_seconds(network_request, progress),
        "refusal": refusal,
        "remarks": remarks_of(network_request),
        **_told(network_request, request.user, progress),
        "picture": picture_of(tidy(network_request.spec)),
    }
    return render(request, "networks/request_detail.html", context, status=refusal.status if refusal else 200)


@login_required
@require_safe
def live(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The part of the page that moves. Nothing new: no content. Final: 286, and the page stops asking."""
    network_request = request_for(request.user, pk)
    progress = progress_of(network_request, request.user, engine_now())
    seen = progress.seen if progress else network_request.status
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        **_shared(request, network_request, ""),
        "progress": progress,
        "poll_seconds": poll_seconds(network_request, progress),
        "remarks": remarks_of(network_request),
        "oob": True,
        "milestone": request.GET.get("done") != str(progress.done if progress else 0),
    }
    if request.GET.get("status") != network_request.status:
        context |= _told(network_request, request.user, progress) | {"milestone": True, "retell": True}
    is_over = not context["poll_seconds"]
    return render(request, "networks/_live.html", context, status=STOP_POLLING if is_over else 200)


def poll_seconds(network_request: NetworkRequest, progress: Progress | None) -> int:
    """After how many seconds the page asks again; 0 where nothing changes without the reader."""
    if network_request.status not in WATCHED:
        return 0
    is_planned = network_request.survey_due is not None
    is_built = progress is not None and (progress.run.status in WORKING or progress.is_settling)
    return WHILE_IT_MOVES if is_planned or is_built else WHILE_IT_WAITS


def _told(network_request: NetworkRequest, user: User, progress: Progress | None) -> dict[str, Any]:
    """What changes with the status only: the timeline, and the table of what exists."""
    rows = network_request.resources.present().order_by("created_at") if progress else []
    return {
        "history": history_of(network_request, user)[:TIMELINE],
        "resources": [row for row in resource_rows(rows) if ":" not in row.cloud_id],
    }


@login_required
@require_safe
def plan(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    context = {
        **_shared(request, network_request, "plan"),
        "plan": plan_page(network_request.plan) if network_request.plan else None,
    }
    return render(request, "networks/request_plan.html", context)


@login_required
@require_safe
def resources(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    rows = network_request.resources.order_by("created_at")
    context = {**_shared(request, network_request, "resources"), "resources": resource_rows(rows)}
    return render(request, "networks/request_resources.html", context)


@login_required
@require_safe
def cost(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    paid = network_request.resources.filter(price__isnull=False).exclude(state=CloudResource.State.RELEASED)
    shown = list(paid.order_by("created_at"))
    page = plan_page(network_request.plan) if network_request.plan else None
    context = {
        **_shared(request, network_request, "cost"),
        "price": page.price if page else estimate(read(tidy(network_request.spec))),
        "paid": resource_rows(shown),
        "paid_total": sum((row.price or Decimal(0) for row in shown), Decimal(0)),
    }
    return render(request, "networks/request_cost.html", context)


@login_required
@require_safe
def history(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    context = {
        **_shared(request, network_request, "history"),
        "history": history_of(network_request, request.user),
    }
    return render(request, "networks/request_history.html", context)


def _shared(request: PersonRequest, network_request: NetworkRequest, tab: str) -> dict[str, Any]:
    fitting = lifecycle.allowed_verbs(network_request.status)
    organization = network_request.organization
    may_edit = may(request.user, "network_request.draft", organization)
    return {
        "network_request": network_request,
        "tab": tab,
        "tabs": TABS,
        "may_edit": may_edit
        and network_request.status in ("draft", "returned")
        and network_request.action == "create",
        "may_withdraw": "withdraw" in fitting and may(request.user, "network_request.withdraw", organization),
        "may_review": network_request.status == "in_review"
        and may(request.user, "network_request.approve", organization),
    }
