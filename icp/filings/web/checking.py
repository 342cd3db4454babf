"""The answers read once more before they are sent, each with a way to change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.filings.models import Filing
from icp.filings.rounds import shown, told
from icp.filings.rules.fields.values import Level
from icp.filings.rules.states import RETURNED
from icp.filings.web.finding import filing_for
from icp.filings.web.tasks import Task, tasks_for
from icp.filings.words import said
from icp.filings.workflow import open_remarks, problems_of, resubmit_filing, submit_filing
from icp.filings.workflow.papers import open_papers
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused


@dataclass(frozen=True)
class Answer:
    name: str
    label: str
    text: str
    problems: tuple[tuple[str, str], ...]  # tone, sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Read, and with POST send; what was read is what is sent, or it is refused."""
    filing = filing_for(request.user, pk)
    if request.method != "POST":
        return _page(request, filing)
    given = request.POST.get("row_version", "")
    version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
    try:
        if filing.state in RETURNED:
            replies = {
                name.removeprefix("reply-"): str(text)
                for name, text in request.POST.items()
                if name.startswith("reply-")
            }
            sent = resubmit_filing(filing, replies=replies, row_version=version, by=request.user)
        else:
            sent = submit_filing(filing, row_version=version, by=request.user)
    except Refused as refusal:
        return _page(request, filing_for(request.user, pk), refusal)
    messages.success(request, _("%(reference)s is with our specialist now.") % {"reference": sent.reference})
    return redirect("icp:filing", pk=pk)


def _page(request: PersonRequest, filing: Filing, refusal: Refused | None = None) -> HttpResponse:
    answers = filing.read_answers()
    problems = problems_of(filing, answers)
    tasks = tasks_for(filing, answers, problems)
    remarks = open_remarks(filing) if filing.state in RETURNED else []
    context = {
        "filing": filing,
        "groups": [(task, _answers(task, answers)) for task in tasks],
        "papers": open_papers(filing),
        "blocking": sum(task.open for task in tasks),
        "remarks": told(remarks),
        "is_returned": filing.state in RETURNED,
        "refusal": refusal,
        "given": request.POST if refusal else {},
    }
    return render(request, "icp/filings/check.html", context, status=refusal.status if refusal else 200)


def _answers(task: Task, answers: dict[str, Any]) -> list[Answer]:
    return [
        Answer(
            field.name,
            said(field.label),
            shown(field, answers.get(field.name)),
            tuple(
                ("bad" if problem.level is Level.WRONG else "warn", said(problem.words))
                for problem in task.problems
                if problem.field == field.name
            ),
        )
        for field in task.fields
    ]
