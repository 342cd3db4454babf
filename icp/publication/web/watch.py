"""What may cost the number, and the yearly review."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icp.domains.reading import facts_for
from icp.filings.models import Filing
from icp.filings.words import said
from icp.publication.models import Publication, WatchFinding, YearlyReview
from icp.publication.reviewing import answer_review
from icp.publication.rules import yearly
from icp.publication.rules.watch import MEANINGS
from icp.publication.web.finding import filing_and_publication, not_yet, shared
from portal.accounts.sessions import PersonRequest
from portal.refusals import Refused

SHOWN = 20


@dataclass(frozen=True)
class Told:
    row: WatchFinding
    title: str
    remedy: str
    tone: str


@dataclass(frozen=True)
class Question:
    name: str
    label: str
    given: str
    error: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Findings and the review; POST answers the review that is open."""
    filing, publication = filing_and_publication(request.user, pk)
    if publication is None:
        return not_yet(request, filing, "watch")
    review = publication.reviews.filter(answered_at=None).first()
    if request.method != "POST":
        return _page(request, filing, publication, review)
    if review is None:
        return redirect("icp:filing-watch", pk=pk)
    answers = {name: request.POST.get(name, "") for name in yearly.QUESTIONS}
    try:
        answered = answer_review(review, answers=answers, by=request.user)
    except Refused as refusal:
        return _page(request, filing, publication, review, refusal)
    if yearly.changed(answered.answers):
        messages.warning(request, _("File the change now: what changed must be reported at once."))
    else:
        messages.success(request, _("%(reference)s: reviewed.") % {"reference": filing.reference})
    return redirect("icp:filing-watch", pk=pk)


def _page(
    request: PersonRequest,
    filing: Filing,
    publication: Publication,
    review: YearlyReview | None,
    refusal: Refused | None = None,
) -> HttpResponse:
    rows = [_told(row) for row in publication.findings.all()[:SHOWN]]
    answered = publication.reviews.exclude(answered_at=None).first()
    context = {
        **shared(request, filing, publication, "watch"),
        "open": [told for told in rows if told.row.cleared_at is None],
        "cleared": [told for told in rows if told.row.cleared_at is not None],
        "facts": facts_for(filing.organization, publication.domain) if publication.domain else None,
        "review": review,
        "questions": _questions(request, refusal) if review else (),
        "answers": [(name, said(words)) for name, words in yearly.ANSWERS.items()],
        "answered": answered,
        "changed": [said(yearly.QUESTIONS[name]) for name in yearly.changed(answered.answers)]
        if answered
        else [],
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "icp/publication/watch.html", context, status=status)


def _told(row: WatchFinding) -> Told:
    meaning = MEANINGS[row.code]
    return Told(row, said(meaning.title), said(meaning.remedy), meaning.tone)


def _questions(request: PersonRequest, refusal: Refused | None) -> tuple[Question, ...]:
    errors = refusal.extra.get("fields", {}) if refusal else {}
    return tuple(
        Question(
            name,
            said(words),
            request.POST.get(name, "") if refusal else "",
            " ".join(errors.get(name, [])),
        )
        for name, words in yearly.QUESTIONS.items()
    )
