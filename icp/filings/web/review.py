"""The specialist's desk: what waits, by least time left, and one filing beside its papers.

The console's field order is that of the registry, whose `console` names are the ones of the provider's form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from icp.documents.standing import standings_of
from icp.filings.desk import ORDER, specialists_only, waiting_for
from icp.filings.models import Filing, Remark
from icp.filings.rounds import rounds_of
from icp.filings.rules import lifecycle
from icp.filings.rules.fields.asking import fields_for
from icp.filings.rules.fields.field import Field
from icp.filings.rules.fields.problem import Problem
from icp.filings.rules.filing_types import FILING_TYPES, TASK_LABELS
from icp.filings.rules.reasons import REASONS, Reason
from icp.filings.rules.states import STATES
from icp.filings.timeline import timeline_of
from icp.filings.verbs import VERBS
from icp.filings.web.finding import filing_for
from icp.filings.words import said
from icp.filings.workflow import claim_filing, hand_back_filing, persons_asked, problems_of
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now
from portal.refusals import Refused
from portal.web.paging import keyset_page

# Verbs that come with reasons beside fields have one form for all of them.
WITH_REASONS = ("return", "need_correction", "reject")
VIEWS: dict[str, Any] = {
    "": _("All"),
    "mine": _("In my hands"),
    "free": _("In nobody's hands"),
    "sms": _("Text message running"),
    "review": _("To read"),
}


@dataclass(frozen=True)
class Waiting:
    filing: Filing
    type: str
    state_label: str
    is_late: bool


@dataclass(frozen=True)
class Value:
    """One field as the console wants it: its Chinese name, what it means, and the text to copy."""

    field: Field
    meaning: str
    text: str
    options: str
    problems: tuple[Problem, ...]
    reasons: tuple[Reason, ...]
    was_returned: bool

    @property
    def copy_id(self) -> str:
        return f"copy-{self.field.name}"


@login_required
@require_safe
def desk(request: PersonRequest) -> HttpResponse:
    """What waits, the one with the least time left first."""
    shown = request.GET.get("show", "")
    page = keyset_page(waiting_for(request.user, shown), request, ORDER)
    at = now()
    context = {
        "page": page,
        "rows": [_waiting(filing, at) for filing in page.rows],
        "show": shown,
        "views": [(value, label, value == shown) for value, label in VIEWS.items()],
    }
    return render(request, "icp/filings/desk.html", context)


@login_required
@require_safe
def desk_filing(request: PersonRequest, pk: UUID) -> HttpResponse:
    specialists_only(request.user)
    return review_page(request, filing_for(request.user, pk))


def review_page(request: PersonRequest, filing: Filing, refusal: Refused | None = None) -> HttpResponse:
    specialists_only(request.user)
    answers = filing.read_answers()
    problems = problems_of(filing, answers)
    verbs = [
        VERBS[name]
        for name in lifecycle.allowed_verbs(filing.state)
        if name in VERBS
        and lifecycle.may("filing_specialist", filing.state, name)
        # Whose face was checked goes straight to the provider, and nobody else does.
        and name != ("lodge" if filing.face_checked_at else "relodge")
    ]
    context = {
        "filing": filing,
        "type": said(FILING_TYPES[filing.filing_type].label),
        "state_label": said(STATES[filing.state].label),
        "groups": _values(filing, answers, problems),
        "returns": [verb for verb in verbs if verb.name in WITH_REASONS],
        "verbs": [verb for verb in verbs if verb.name not in WITH_REASONS],
        "all_reasons": list(REASONS.values()),
        "rounds": rounds_of(filing),
        "papers": [(each, said(each.requirement.label)) for each in standings_of(filing)],
        "timeline": timeline_of(filing),
        "persons": persons_asked(filing),
        "is_mine": filing.assigned_to_id == request.user.pk,
        "refusal": refusal,
        "given": request.POST if refusal else {},
        "now": now(filing.organization),
    }
    return render(request, "icp/filings/desk_filing.html", context, status=refusal.status if refusal else 200)


@login_required
@require_POST
def claim(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing = filing_for(request.user, pk)
    try:
        claim_filing(filing, take_over=request.POST.get("take_over") == "yes", by=request.user)
    except Refused as refusal:
        return review_page(request, filing_for(request.user, pk), refusal)
    return redirect("icp:desk-filing", pk=pk)


@login_required
@require_POST
def hand_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing = filing_for(request.user, pk)
    try:
        hand_back_filing(filing, by=request.user)
    except Refused as refusal:
        return review_page(request, filing_for(request.user, pk), refusal)
    return redirect("icp:desk")


def _waiting(filing: Filing, at: datetime) -> Waiting:
    """Late by the time of its own organization, which a test may have stopped."""
    at = filing.organization.frozen_at or at
    return Waiting(
        filing=filing,
        type=said(FILING_TYPES[filing.filing_type].label),
        state_label=said(STATES[filing.state].label),
        is_late=filing.due_at is not None and filing.due_at < at,
    )


def _values(
    filing: Filing, answers: dict[str, Any], problems: Sequence[Problem]
) -> list[tuple[str, list[Value]]]:
    returned = set(Remark.objects.filter(filing=filing).values_list("field", flat=True)[:500])
    groups: dict[str, list[Value]] = {}
    for field in fields_for(filing.filing_type, filing.service, answers):
        groups.setdefault(said(TASK_LABELS[field.task]), []).append(
            Value(
                field=field,
                meaning=field.label.en,
                text=_text(field, answers.get(field.name)),
                options=_options(field, answers.get(field.name)),
                problems=tuple(problem for problem in problems if problem.field == field.name),
                reasons=tuple(reason for reason in REASONS.values() if field.name in reason.fields),
                was_returned=field.name in returned,
            )
        )
    return list(groups.items())


def _text(field: Field, value: Any) -> str:
    """As it is typed into the console: in Chinese where it is one of our choices."""
    chosen = value if isinstance(value, list) else [value] if value else []
    names = {option.key: option.label.zh for option in field.options}
    if field.kind == "confirm":
        names = {"yes": "已确认"}
    return "、".join(names.get(key, str(key)) for key in chosen)


def _options(field: Field, value: Any) -> str:
    """The same in English, where it differs: what the customer chose."""
    chosen = value if isinstance(value, list) else [value] if value else []
    names = {option.key: option.label.en for option in field.options}
    return ", ".join(names[key] for key in chosen if key in names)
