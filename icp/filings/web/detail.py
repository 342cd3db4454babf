"""One filing: who has the ball and until when, its tasks, its clock, and what can be done to it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from icp.documents.standing import standings_of
from icp.filings.models import Filing
from icp.filings.rounds import told
from icp.filings.rules import lifecycle
from icp.filings.rules.deadlines import WRONG_CODES_ALLOWED, Kind
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.rules.states import STATES, Party
from icp.filings.timeline import timeline_of
from icp.filings.verbs import VERBS
from icp.filings.web.finding import filing_for
from icp.filings.web.tasks import Task, tasks_for
from icp.filings.words import said
from icp.filings.workflow import open_remarks, persons_asked, problems_of
from icp.filings.workflow.rows import roles_of
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now
from portal.refusals import Refused

WAITS: dict[Party, Promise] = {
    Party.CUSTOMER: _("Waits for you"),
    Party.WEBSITE_PERSON: _("Waits for the person in charge"),
    Party.SPECIALIST: _("With our specialist"),
    Party.PROVIDER: _("With the provider"),
    Party.AUTHORITY: _("With the authority"),
    Party.NOBODY: _("Nobody has to do anything"),
}
AUTHORITY_PAGE = "https://beian.miit.gov.cn/"
# What a verdict says where the site takes money.
LICENSE_NEEDED = "filing+commercial_licence"
# Verbs of the customer that have a button of their own on the page.
BUTTONS = ("withdraw", "abandon")


@dataclass(frozen=True)
class TextMessage:
    """The 24 hours: when they end, and who still has to enter a code."""

    ends: datetime
    left: timedelta
    people: tuple[tuple[str, bool, int], ...]  # person, entered, wrong entries left

    @property
    def hours_left(self) -> int:
        return max(int(self.left.total_seconds() // 3600), 0)

    @property
    def minutes_left(self) -> int:
        return max(int(self.left.total_seconds() % 3600 // 60), 0)

    @property
    def fewest_left(self) -> int:
        return min((wrong_left for _person, entered, wrong_left in self.people if not entered), default=5)


@login_required
@require_safe
def detail(request: PersonRequest, pk: UUID) -> HttpResponse:
    return detail_page(request, filing_for(request.user, pk))


def detail_page(request: PersonRequest, filing: Filing, refusal: Refused | None = None) -> HttpResponse:
    """The page; with a refusal on top of it when a button could not do its work."""
    live = request.headers.get("HX-Request") == "true" and refusal is None
    template = "icp/filings/_live.html" if live else "icp/filings/filing.html"
    status = refusal.status if refusal else 200
    return render(request, template, context_of(request, filing, refusal), status=status)


def context_of(request: PersonRequest, filing: Filing, refusal: Refused | None = None) -> dict[str, Any]:
    answers = filing.read_answers()
    problems = problems_of(filing, answers)
    returned = STATES[filing.state].editing == "flagged"
    remarks = list(filing.remarks.filter(round=filing.round).select_related("filing")) if returned else []
    tasks = tasks_for(filing, answers, problems, remarks)
    standings = standings_of(filing)
    papers = [each for each in standings if each.is_open] if filing.is_editable else []
    roles = roles_of(filing, request.user)
    verbs = {verb: VERBS[verb] for verb in lifecycle.allowed_verbs(filing.state) if verb in VERBS}
    mine = {name for name in verbs if any(lifecycle.may(role, filing.state, name) for role in roles)}
    return {
        "filing": filing,
        "type": said(FILING_TYPES[filing.filing_type].label),
        "state": STATES[filing.state],
        "state_label": said(STATES[filing.state].label),
        "waits": WAITS[STATES[filing.state].waits_for],
        "tasks": tasks,
        "papers": papers,
        "papers_asked": sum(each.requirement.needed for each in standings),
        "papers_given": sum(each.in_force is not None for each in standings),
        "first_open": _first_open(tasks),
        "is_ready": not papers and not any(task.open for task in tasks),
        "may_edit": may(request.user, "filing.edit", filing.organization) and filing.is_editable,
        "may_file": may(request.user, "filing.draft", filing.organization),
        "mine": mine,
        "buttons": [verbs[name] for name in BUTTONS if name in mine],
        "remarks": told(remarks),
        "remarks_open": len(open_remarks(filing)) if remarks else 0,
        "text_message": text_message(filing),
        "needs_license": any(row.get("need") == LICENSE_NEEDED for row in filing.verdicts),
        "deadline": filing.deadlines.filter(ended_at=None).first(),
        "timeline": timeline_of(filing),
        "authority_page": AUTHORITY_PAGE,
        "refusal": refusal,
        "is_moving": filing.state not in lifecycle.FINAL,
        "now": now(filing.organization),
    }


def text_message(filing: Filing) -> TextMessage | None:
    if filing.state != "SMS_PENDING":
        return None
    deadline = filing.deadlines.filter(ended_at=None, kind=Kind.SMS).first()
    if deadline is None:
        return None
    people = tuple(
        (
            person,
            person in filing.codes_entered,
            max(WRONG_CODES_ALLOWED - filing.wrong_codes.get(person, 0), 0),
        )
        for person in persons_asked(filing)
    )
    left = deadline.due_at - now(filing.organization)
    return TextMessage(deadline.due_at, left, people)


def _first_open(tasks: list[Task]) -> Task | None:
    return next((task for task in tasks if task.open or task.remarks), None)
