"""Pages of accelerations: the list, the order, and one of them with its buttons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icp.filings.reading import number_in_force
from networks.accelerations import workflow
from networks.accelerations.forms import OrderForm, organizations_to_order_for
from networks.accelerations.models import Acceleration, Break
from networks.accelerations.rules import lifecycle
from networks.accelerations.rules.plans import PLANS
from networks.accelerations.verbs import VERBS
from networks.catalog.areas import AREAS
from networks.web.words import said
from portal.accounts.models import User
from portal.accounts.permissions import may
from portal.accounts.proof import ask_for_proof, proven_lately
from portal.accounts.roles import FILING_SPECIALIST
from portal.accounts.sessions import PersonRequest
from portal.lists import listed
from portal.refusals import Forbidden, Malformed, Refused
from portal.web.paging import keyset_page

BALL: dict[str, Promise] = {
    "draft": gettext_lazy("Waits for you: look at it and send it."),
    "submitted": gettext_lazy("With an architect, who decides."),
    "approved": gettext_lazy("With an architect, who sets it up at the cloud by hand."),
    "in_service": gettext_lazy("Nobody has to do anything."),
}
NUMBER_LOST = gettext_lazy("Waits for you: its number is lost.")
WITH_THE_CUSTOMER = gettext_lazy("Waits for the customer: its number is lost.")
AT_MOST = 20


@login_required
@require_safe
def accelerations(request: PersonRequest) -> HttpResponse:
    rows = Acceleration.objects.visible_to(request.user).select_related("organization")
    page = keyset_page(rows, request, ("-created_at", "-id"))
    broken = Break.objects.filter(acceleration__in=list(page.rows), closed_at=None)
    context = {
        "page": page,
        "rows": [(row, said(row.terms.name)) for row in page.rows],
        "broken": set(broken.values_list("acceleration_id", flat=True)),
        "may_order": bool(organizations_to_order_for(request.user)),
        "many_organizations": request.user.staff_roles() or len(request.user.organization_ids()) > 1,
    }
    return render(request, "networks/accelerations.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """`?domain=`, `?plan=` and `?bandwidth=` begin with those words."""
    if not organizations_to_order_for(request.user):
        raise Forbidden(
            "role_may_not",
            _("Your role does not order networks."),
            _("An owner or a requester of your organization can."),
        )
    if request.method != "POST":
        return _order(request, OrderForm(request.user, initial=_known(request)))
    form = OrderForm(request.user, request.POST)
    refusal = None
    if form.is_valid():
        try:
            acceleration = workflow.open_acceleration(**form.cleaned_data, by=request.user)
        except Malformed as malformed:
            for name, sentences in malformed.extra["fields"].items():
                form.add_error(name, sentences)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("networks:acceleration", pk=acceleration.pk)
    return _order(request, form, refusal, status=422)


@login_required
@require_safe
def acceleration(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _page(request, _found(request.user, pk))


@login_required
@require_POST
def act(request: PersonRequest, pk: UUID, verb: str) -> HttpResponse:
    """One button. Before money follows, the person shows that it is them; nothing is done by that."""
    current = _found(request.user, pk)
    chosen = VERBS.get(verb.replace("-", "_"))
    if chosen is None:
        raise Http404
    is_offered = chosen.name in _offered(request.user, current)
    if chosen.needs_proof and is_offered and not proven_lately(request):
        return ask_for_proof(request, back_to=request.path.removesuffix(f"{verb}/"))
    given: dict[str, Any] = {}
    if chosen.needs_reason:
        given["reason"] = request.POST.get("reason", "").replace("\x00", "")[:2000]
    try:
        chosen.act(current, by=request.user, **given)
    except Refused as refusal:
        return _page(request, _found(request.user, pk), refusal, given)
    return redirect("networks:acceleration", pk=pk)


def _found(user: User, pk: UUID) -> Acceleration:
    rows = Acceleration.objects.visible_to(user).defer("filing__answers", "filing__sealed_answers")
    related = rows.select_related("organization", "filing", "replaces", "created_by", "submitted_by")
    found = related.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _known(request: PersonRequest) -> dict[str, Any]:
    given = request.GET
    bandwidth = given.get("bandwidth", "")
    return {
        "domain": given.get("domain", "")[:300],
        "plan": given.get("plan", "") if given.get("plan", "") in PLANS else "",
        "bandwidth_mbps": bandwidth[:4] if bandwidth.isdecimal() else "",
        "areas": [area for area in given.getlist("area") if area in AREAS],
    }


def _order(
    request: PersonRequest, form: OrderForm, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "plans": [(option, _told(plan)) for option, plan in zip(form["plan"], PLANS.values(), strict=True)],
        "refusal": refusal,
        "file_first": refusal.extra.get("query", "") if refusal else "",
    }
    return render(request, "networks/acceleration_new.html", context, status=status)


def _told(plan: Any) -> dict[str, Any]:
    return {
        "purpose": said(plan.purpose),
        "access_points": said(plan.access_points),
        "duration": said(plan.duration),
        "begins": said(plan.begins),
        "needs_filing": plan.needs_filing,
    }


def _page(
    request: PersonRequest,
    shown: Acceleration,
    refusal: Refused | None = None,
    given: dict[str, Any] | None = None,
) -> HttpResponse:
    rows = shown.breaks.select_related("reroute", "filing")
    breaks = list(rows.defer("filing__answers", "filing__sealed_answers")[:AT_MOST])
    offered = _offered(request.user, shown)
    terms = shown.terms
    context = {
        "acceleration": shown,
        "plan": {"name": said(terms.name), **_told(terms)},
        "packages": listed(terms.packages),
        "areas": listed([said(AREAS[code].name) for code in shown.areas if code in AREAS]),
        "ball": _ball(request.user, shown, breaks),
        "has_number": terms.needs_filing and number_in_force(shown.organization, shown.domain) is not None,
        "breaks": [(row, said(row.consequence)) for row in breaks],
        "may_read_filing": _may_read_filing(request.user, shown),
        "buttons": [VERBS[name] for name in offered if not VERBS[name].needs_reason],
        "may_decline": "decline" in offered,
        "refusal": refusal,
        "file_first": refusal.extra.get("query", "") if refusal else "",
        "reason": (given or {}).get("reason", ""),
    }
    status = refusal.status if refusal else 200
    return render(request, "networks/acceleration.html", context, status=status)


def _ball(user: User, shown: Acceleration, breaks: list[Break]) -> str | Promise:
    if any(row.closed_at is None for row in breaks):
        return WITH_THE_CUSTOMER if user.staff_roles() else NUMBER_LOST
    return BALL.get(shown.state, "")


def _offered(user: User, shown: Acceleration) -> list[str]:
    fitting = lifecycle.allowed_verbs(shown.state)
    return [
        name
        for name, verb in VERBS.items()
        if name in fitting and may(user, verb.permission, shown.organization)
    ]


def _may_read_filing(user: User, shown: Acceleration) -> bool:
    """An architect sees that there is a number, and not what was answered for it."""
    return FILING_SPECIALIST in user.staff_roles() or bool(user.roles_in(shown.organization_id))
