"""Choosing a kind, drawing the network, checking the answers, sending them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from networks.requests import workflow
from networks.requests.models import NetworkRequest
from networks.requests.rules.lifecycle import EDITABLE
from networks.web.conflict import Conflict, Seen, conflict_of, seen_in, seen_now, version_of
from networks.web.detail import detail_page
from networks.web.document import blank_document, document_from, tidy, with_row, with_value, without_row
from networks.web.editor import Editor, editor
from networks.web.finding import request_for
from networks.web.judging import judge
from portal.accounts.models import Organization, User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Which kind, and for which organization. The draft begins with the answer."""
    own = Organization.objects.filter(pk__in=request.user.organization_ids(), is_operator=False)
    organizations = [row for row in own.order_by("name") if may(request.user, "network_request.draft", row)]
    if request.method != "POST":
        return render(request, "networks/request_new.html", {"organizations": organizations})
    chosen = next((row for row in organizations if str(row.pk) == request.POST.get("organization")), None)
    chosen = chosen or (organizations[0] if len(organizations) == 1 else None)
    if chosen is None:
        refusal = Refused(
            "no_organization_chosen",
            _("It is not clear for which organization the network is."),
            _("Choose one of those in which you may draft requests."),
        )
        context = {"organizations": organizations, "refusal": refusal}
        return render(request, "networks/request_new.html", context, status=422 if organizations else 403)
    opened = workflow.open_request(
        organization=chosen, kind="cen", document=blank_document(), by=request.user
    )
    return redirect("networks:request-edit", pk=opened.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, pk: UUID) -> HttpResponse:
    network_request = request_for(request.user, pk)
    if request.method != "POST":
        if network_request.status not in EDITABLE or network_request.action != "create":
            return redirect("networks:request-detail", pk=pk)
        shown = editor(network_request, network_request.spec, str(request.user))
        return _page(request, shown, seen_now(network_request))
    document = document_from(request.POST)
    do = request.POST.get("do", "update")
    changed = _after(network_request, document, do)
    seen = seen_in(request.POST)
    try:
        network_request = _save(network_request, changed, seen, request.user)
    except Refused as refusal:
        if refusal.code == "changed_meanwhile":
            return _both_versions(request, request_for(request.user, pk), changed)
        if request.headers.get("HX-Request"):
            raise
        shown = editor(network_request, document, str(request.user))
        return _page(request, shown, seen, refusal=refusal, status=refusal.status)
    seen = Seen(network_request.row_version, seen.page)
    if request.headers.get("HX-Request"):
        return _fragments(request, editor(network_request, changed, str(request.user)), seen)
    if do == "check":
        shown = editor(network_request, changed, str(request.user), asked=True)
        if shown.judgement.blocking:
            return _page(request, shown, seen, asked=True, status=422)
        return redirect("networks:request-check", pk=pk)
    if do == "mine":
        messages.success(request, _("Your version is saved."))
    if do == "save":
        messages.success(
            request, _("%(reference)s is saved as a draft.") % {"reference": network_request.reference}
        )
        return redirect("networks:requests")
    return redirect(f"{reverse('networks:request-edit', args=[pk])}{_anchor(do, changed)}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Everything once more, then send."""
    network_request = request_for(request.user, pk)
    refusal = None
    if request.method == "POST":
        try:
            row_version = version_of(request.POST.get("row_version"))
            workflow.submit_request(network_request, row_version=row_version, by=request.user)
        except Refused as error:
            refusal = error
            network_request = request_for(request.user, pk)
            if _is_sent_by(network_request, request.user):
                return redirect("networks:request-detail", pk=pk)  # The second click of two.
            if network_request.status not in EDITABLE:
                return detail_page(request, network_request, refusal)
        else:
            return redirect("networks:request-detail", pk=pk)
    elif network_request.status not in EDITABLE or network_request.action != "create":
        return redirect("networks:request-detail", pk=pk)
    context = {
        "editor": editor(network_request, network_request.spec, str(request.user)),
        "network_request": network_request,
        "refusal": refusal,
    }
    return render(request, "networks/request_check.html", context, status=refusal.status if refusal else 200)


def _after(network_request: NetworkRequest, document: dict[str, Any], do: str) -> dict[str, Any]:
    """The document after the button: a row more, a row less, or an offer taken."""
    verb, _dash, where = do.partition("-")
    if verb == "add":
        return with_row(document)
    if verb == "remove" and where.isdecimal():
        return without_row(document, int(where))
    if verb == "use":
        offer = judge(tidy(document), workflow.facts_of(network_request)).offer(where)
        return with_value(document, where, offer) if offer else document
    return document


def _is_sent_by(network_request: NetworkRequest, user: User) -> bool:
    return network_request.status in ("submitted", "in_review") and network_request.requester_id == user.pk


def _save(
    network_request: NetworkRequest, document: Mapping[str, Any], seen: Seen, by: User
) -> NetworkRequest:
    """A draft that did not change is not written, so looking at it makes no new version of it."""
    if network_request.status in EDITABLE and tidy(network_request.spec) == tidy(document):
        return network_request
    return workflow.edit_request(
        network_request, document=document, row_version=seen.row_version, page=seen.page, by=by
    )


def _both_versions(
    request: PersonRequest, network_request: NetworkRequest, document: Mapping[str, Any]
) -> HttpResponse:
    """Somebody else's version is saved, and this one stays in the fields until the person has chosen."""
    shown = editor(network_request, document, str(request.user))
    conflict = conflict_of(network_request, document, request.user)
    seen = seen_in(request.POST)
    if request.headers.get("HX-Request"):
        return _fragments(request, shown, seen, conflict)
    return _page(request, shown, seen, conflict=conflict, status=409)


def _anchor(do: str, document: Mapping[str, Any]) -> str:
    verb, _dash, where = do.partition("-")
    if verb == "add":
        return f"#vpcs-{len(document['vpcs']) - 1}-key"
    if verb == "remove":
        return "#networks"
    if verb == "use":
        return f"#{where.replace('.', '-')}" if where.startswith("vpcs.") else "#bandwidth"
    return "#picture"


def _page(
    request: HttpRequest,
    shown: Editor,
    seen: Seen,
    *,
    asked: bool = False,
    refusal: Refused | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """`asked` says that the person wanted to go on: what is missing is then an error."""
    context = {
        "editor": shown,
        "network_request": shown.network_request,
        "seen": seen,
        "asked": asked,
        "refusal": refusal,
        "conflict": conflict,
        "form": {"errors": asked},
    }
    return render(request, "networks/request_edit.html", context, status=status)


def _fragments(
    request: HttpRequest, shown: Editor, seen: Seen, conflict: Conflict | None = None
) -> HttpResponse:
    """Price, checks and picture in one answer, so that they never disagree; fields stay where they are."""
    context = {
        "editor": shown,
        "network_request": shown.network_request,
        "seen": seen,
        "conflict": conflict,
        "is_known": conflict is not None and version_of(request.POST.get("theirs")) == conflict.version,
        "redraw": request.POST.get("pairs") != shown.pairs,
        "price_changed": request.POST.get("seen_price") != str(shown.price.total or ""),
        "oob": True,
    }
    return render(request, "networks/_editor_live.html", context, status=409 if conflict else 200)
