"""One request before an architect: the checks, the exact plan, and the decision bound to its hash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from networks.requests import workflow
from networks.requests.models import Approval, NetworkRequest
from networks.requests.rules import approvals
from networks.requests.rules.drafts import read
from networks.web import interrupted
from networks.web.changes import changes_since
from networks.web.document import tidy
from networks.web.finding import request_for, staff_only
from networks.web.interrupted import Interrupted
from networks.web.picture import picture_of
from networks.web.plan import plan_page
from networks.web.policy import policy_of, typed_reasons
from networks.web.remarks import Part, parts_of, remarks_of
from networks.web.words import said
from portal.accounts.permissions import may
from portal.accounts.proof import ask_for_proof, proven_lately
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused

DECIDED = {
    "return": gettext_lazy("%(reference)s is returned to the customer."),
    "decline": gettext_lazy("%(reference)s is declined."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    staff_only(request.user)
    if request.method != "POST":
        return _again(request, network_request)
    do = request.POST.get("do", "")
    if do == "approve" and not proven_lately(request) and _waits_for(request, network_request):
        interrupted.keep(request, network_request, _typed(request))
        return ask_for_proof(request, back_to=request.path)
    try:
        _decide(request, network_request, do)
    except Refused as refusal:
        if do == "approve" and _has_approved(request, request.POST.get("plan_hash", "")):
            return redirect("networks:request-detail", pk=pk)  # The second click of two.
        return _page(request, request_for(request.user, pk), _typed(request), refusal)
    interrupted.forget(request)
    if do == "approve":
        return redirect("networks:request-detail", pk=pk)
    messages.success(request, DECIDED[do] % {"reference": network_request.reference})
    return redirect("networks:queue")


def _again(request: PersonRequest, network_request: NetworkRequest) -> HttpResponse:
    """The page as it is read, with what was typed before the person was asked who they are."""
    typed, plan = interrupted.kept(request, network_request), network_request.plan
    if typed.plan_hash and plan and typed.plan_hash != plan.plan_hash:
        return _page(request, network_request, typed, workflow.plan_changed(network_request, plan))
    return _page(request, network_request, typed)


def _waits_for(request: PersonRequest, network_request: NetworkRequest) -> bool:
    """Whether this person's approval is waited for; if not, they are refused without further questions."""
    plan = network_request.plan
    return not _hindrance(request, network_request, list(plan.approvals.all()) if plan else [])


def _typed(request: PersonRequest) -> Interrupted:
    return Interrupted(
        plan_hash=request.POST.get("plan_hash", "")[:64],
        reason=request.POST.get("reason", "").replace("\x00", "")[:2000],
        path=request.POST.get("path", "")[:120],
        reasons=typed_reasons(request.POST.dict()),
    )


def _decide(request: PersonRequest, network_request: NetworkRequest, do: str) -> None:
    typed = _typed(request)
    match do:
        case "approve":
            workflow.approve_request(
                network_request,
                plan_hash=typed.plan_hash,
                decisions=typed.reasons,
                by=request.user,
            )
        case "return":
            workflow.return_request(
                network_request, reason=typed.reason, path=_path(network_request, typed.path), by=request.user
            )
        case "decline":
            workflow.decline_request(network_request, reason=typed.reason, by=request.user)
        case _:
            raise Refused("no_decision", _("No decision was given."), _("Approve, return or decline."))


def _path(network_request: NetworkRequest, given: str) -> str:
    return given if given in {field.path for field in _fields(tidy(network_request.spec))} else ""


def _has_approved(request: PersonRequest, plan_hash: str) -> bool:
    return Approval.objects.filter(
        plan_hash=plan_hash[:64], approver=request.user, decision=Approval.Decision.APPROVED
    ).exists()


def _page(
    request: PersonRequest,
    network_request: NetworkRequest,
    typed: Interrupted,
    refusal: Refused | None = None,
) -> HttpResponse:
    document = tidy(network_request.spec)
    plan = network_request.plan
    given = list(plan.approvals.select_related("approver")) if plan else []
    errors = {
        one["path"].removeprefix("decisions."): one["message"]
        for one in (refusal.extra.get("errors", []) if refusal else [])
        if one["path"].startswith("decisions.")
    }
    context = {
        "network_request": network_request,
        "refusal": refusal,
        "plan": plan_page(plan) if plan else None,
        "changes": changes_since(network_request),
        "policy": policy_of(network_request, given, typed=typed.reasons, errors=errors),
        "document": document,
        "picture": picture_of(read(document)),
        "fields": _fields(document),
        "remarks": remarks_of(network_request),
        "may_decide": may(request.user, "network_request.approve", network_request.organization),
        "hindrance": _hindrance(request, network_request, given),
        "built": network_request.organization.network_requests.filter(status="fulfilled").count(),
        "typed": typed,
        "is_confirmed": bool(typed.plan_hash) and request.method != "POST" and proven_lately(request),
    }
    return render(request, "networks/review.html", context, status=refusal.status if refusal else 200)


def _hindrance(request: PersonRequest, network_request: NetworkRequest, given: list[Approval]) -> str:
    """Why this person cannot approve, in a sentence; nothing when they can."""
    plan = network_request.plan
    if network_request.status != "in_review" or plan is None:
        return _("This request does not wait for a decision.")
    if not may(request.user, "network_request.approve", network_request.organization):
        return _("Architects decide; your role may read.")
    if network_request.survey_due is not None:
        return _("A new plan is being made. Read it in a moment, then decide.")
    found = approvals.refusal(
        approvals.Candidate(str(request.user.pk), frozenset(map(str, request.user.organization_ids()))),
        requester=str(network_request.requester_id),
        customer=str(network_request.organization_id),
        plan_hash=plan.plan_hash,
        approvals=[
            approvals.Approval(str(row.approver_id), row.plan_hash)
            for row in given
            if row.decision == Approval.Decision.APPROVED
        ],
    )
    return f"{said(found.message)} {said(found.remedy)}" if found else ""


def _fields(document: Mapping[str, Any]) -> list[Part]:
    return [Part("", _("The whole request"), ""), *parts_of(document)]
