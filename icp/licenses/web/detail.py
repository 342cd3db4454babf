"""One license: its conditions, answers, papers, clock, what happened, and what can be said now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.filings.rules.deadlines import day_in_china
from icp.filings.rules.filing_number import FilingNumber
from icp.filings.words import said
from icp.licenses.models import License
from icp.licenses.rules import clock, lifecycle
from icp.licenses.rules.questions import QUESTIONS
from icp.licenses.verbs import VERBS
from icp.licenses.web.finding import license_for
from icp.licenses.web.showing import conditions_of, happened, paper_lines, question_lines
from icp.licenses.workflow import claim_license, hand_back_license, save_answers
from icp.licenses.workflow.rows import roles_of
from portal.accounts.models import User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now
from portal.refusals import Malformed, Refused

# Whoever ends something says so twice: the box beside the button.
CONFIRMED = frozenset({"abandon"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def license(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The page. POST says one thing, named by `do`: a verb of the table, "save", "claim", "hand_back"."""
    shown = license_for(request.user, pk)
    if request.method != "POST":
        return _page(request, shown)
    try:
        warnings = _do(shown, request.POST, request.user)
    except Refused as refusal:
        return _page(request, license_for(request.user, pk), refusal)
    messages.success(request, _("%(reference)s: saved.") % {"reference": shown.reference})
    for warning in warnings:
        messages.warning(request, warning)
    return redirect("icp:license", pk=pk)


def _do(shown: License, data: QueryDict, by: User) -> list[str]:
    verb = data.get("do", "")
    if verb in ("claim", "hand_back"):
        if verb == "claim":
            claim_license(shown, take_over=data.get("take_over") == "yes", by=by)
        else:
            hand_back_license(shown, by=by)
        return []
    if verb == "save" or (verb in ("submit", "resubmit") and "saves" in data):
        shown = _save(shown, data, by)
    if verb == "save":
        return []
    if verb not in VERBS:
        raise Http404
    if verb in CONFIRMED and data.get("sure") != "yes":
        sentence = _("Tick the box to say that you are sure.")
        raise Malformed("not_confirmed", sentence, extra={"fields": {"sure": [sentence]}})
    result = VERBS[verb].say(shown, _given(verb, data), by)
    return [said(words) for words in result.warnings] if isinstance(result, FilingNumber) else []


def _save(shown: License, data: QueryDict, by: User) -> License:
    answers = {name: data.get(name, "") for name in QUESTIONS if name in data or name in shown.answers}
    return save_answers(
        shown,
        answers,
        papers_ready=data.getlist("papers"),
        row_version=_whole(data.get("version", "")),
        by=by,
    )


def _given(verb: str, data: QueryDict) -> dict[str, Any]:
    wants = VERBS[verb].wants
    texts: dict[str, Any] = {name: data.get(name, "") for name in ("reason", "number") if name in wants}
    days: dict[str, Any] = {
        name: _day(name, data.get(name, "")) for name in ("granted_on", "valid_until") if name in wants
    }
    return {**texts, **days}


def _day(name: str, text: str) -> date | None:
    """The day that was typed; None for an empty field."""
    if not text.strip():
        return None
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if found is None:
        sentence = _("Write the day as 2026-12-31.")
        raise Malformed(
            "no_date",
            _("“%(given)s” is no day.") % {"given": text[:40]},
            sentence,
            extra={"fields": {name: [sentence]}},
        )
    return found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _page(request: PersonRequest, shown: License, refusal: Refused | None = None) -> HttpResponse:
    errors: Mapping[str, Any] = refusal.extra.get("fields", {}) if refusal else {}
    typed = request.POST if refusal else None
    is_saving = typed is not None and "saves" in typed
    was_changed = refusal is not None and refusal.code == "changed_meanwhile"
    mine = lifecycle.verbs_for(shown.state, roles_of(shown, request.user))
    today = day_in_china(now(shown.organization))
    report_year = _report_year(shown, today)
    # Sending stands below the answers; a report only while one is open.
    unshown = {"submit", "resubmit"} if report_year else {"submit", "resubmit", "report"}
    context: dict[str, Any] = {
        "license": shown,
        "filing": shown.filing,
        "label": said(lifecycle.LABELS[shown.state]),
        "conditions": conditions_of(shown.answers),
        "questions": question_lines(
            shown.answers, typed if is_saving else None, errors, was_changed=was_changed
        ),
        "papers": paper_lines(shown, typed.getlist("papers") if typed and is_saving else None),
        "may_edit": shown.is_editable and may(request.user, "license.edit", shown.organization),
        "verbs": mine,
        "labels": {name: VERBS[name].label for name in mine if name not in unshown},
        "review": _review(shown),
        "report_year": report_year,
        "renewal_on": clock.renewal_is_due_on(shown.valid_until) if shown.valid_until else None,
        "days_left": (shown.valid_until - today).days if shown.valid_until else None,
        "entries": happened(shown, request.user),
        "may_claim": shown.desk_at is not None and may(request.user, "license.work", shown.organization),
        "is_mine": shown.assigned_to_id == request.user.pk,
        "refusal": refusal,
        "errors": errors,
        "given": typed or {},
        "today": today,
    }
    status = refusal.status if refusal else 200
    return render(request, "icp/licenses/license.html", context, status=status)


def _review(shown: License) -> clock.Span | None:
    if shown.state != "IN_REVIEW" or shown.lodged_at is None:
        return None
    return clock.review(day_in_china(shown.lodged_at))


def _report_year(shown: License, today: date) -> int | None:
    if not shown.is_in_force or shown.granted_on is None:
        return None
    return clock.open_report(shown.granted_on, shown.reported_year, today)
