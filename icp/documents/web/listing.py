"""The list: one line for each paper, what it must be like, how it stands, and who has opened it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from icp.documents.models import Certificate, Consent, Hold, Opening
from icp.documents.rules.consents import TEXTS
from icp.documents.rules.reasons import ALL as REASONS
from icp.documents.rules.requirements import REQUIREMENTS
from icp.documents.standing import Standing, standings_of
from icp.documents.web.finding import has_case, may_open, may_upload
from icp.documents.words import (
    DELETED_BECAUSE,
    PILLS,
    kinds_of,
    notes_of,
    refusal_of,
    replace_reason_of,
)
from icp.documents.workflow import missing_consents
from icp.documents.workflow.reviewing import note_of
from icp.filings.models import Filing
from icp.filings.web.finding import filing_for
from icp.filings.words import said
from portal.accounts.sessions import PersonRequest
from portal.web.pills import Pill

MOST_OPENINGS = 200
STOP_POLLING = 286


@dataclass(frozen=True)
class Opened:
    who: str
    at: Any
    reason: str
    purpose: str
    is_staff: bool


@dataclass(frozen=True)
class Line:
    standing: Standing
    label: str
    why: str
    good: tuple[str, ...]
    kinds: str
    pill: Pill
    # What was wrong with it, and what would do.
    problem: str
    remedy: str
    note: str
    notes: tuple[str, ...]
    openings: tuple[Opened, ...]


@login_required
@require_safe
def papers(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing = filing_for(request.user, pk)
    context = context_of(request, filing)
    if request.headers.get("HX-Request") == "true":
        status = 200 if context["is_moving"] else STOP_POLLING
        return render(request, "icp/documents/_lines.html", context, status=status)
    return render(request, "icp/documents/papers.html", context)


def context_of(request: PersonRequest, filing: Filing) -> dict[str, Any]:
    lines = lines_of(filing)
    consents = Consent.objects.filter(filing=filing, withdrawn_at=None).select_related("person")
    return {
        "filing": filing,
        "lines": lines,
        "open_count": sum(line.standing.is_open for line in lines),
        "is_moving": any(line.standing.under_way for line in lines),
        "may_upload": may_upload(request.user, filing),
        "may_open": may_open(request.user, filing),
        "has_case": has_case(request.user, filing),
        "consent_missing": missing_consents(filing),
        "consents": [(row, said(TEXTS[row.purpose].title)) for row in consents if row.purpose in TEXTS],
        "hold": Hold.objects.filter(filing=filing, lifted_at=None).first(),
        "certificates": _certificates(filing),
        "can_be_asked": _can_be_asked(lines) if has_case(request.user, filing) else [],
    }


def lines_of(filing: Filing) -> list[Line]:
    standings = standings_of(filing)
    opened = _openings(filing)
    return [_line(standing, opened) for standing in standings]


def _line(standing: Standing, opened: dict[UUID, list[Opened]]) -> Line:
    problem = remedy = note = ""
    if standing.refused is not None and standing.under_way is None:
        problem, remedy = refusal_of(standing.refused)
    paper = standing.in_force
    if paper is not None and paper.review == paper.Review.REPLACE:
        problem, note = replace_reason_of(paper), note_of(paper)
    requirement = standing.requirement
    return Line(
        standing=standing,
        label=said(requirement.label),
        why=said(requirement.why),
        good=tuple(said(words) for words in requirement.good),
        kinds=kinds_of(requirement),
        pill=PILLS[standing.state],
        problem=problem,
        remedy=remedy,
        note=note,
        notes=tuple(notes_of(paper)) if paper else (),
        openings=tuple(opened.get(paper.pk, ())) if paper else (),
    )


def _openings(filing: Filing) -> dict[UUID, list[Opened]]:
    """The newest two hundred of the filing, by paper: one query for the page."""
    rows = (
        Opening.objects.filter(paper__filing=filing).select_related("person").order_by("-at")[:MOST_OPENINGS]
    )
    found: dict[UUID, list[Opened]] = defaultdict(list)
    for row in rows:
        found[row.paper_id].append(
            Opened(
                who=str(row.person),
                at=row.at,
                reason=said(REASONS[row.reason]),
                purpose=str(Opening.Purpose(row.purpose).label),
                is_staff=row.reason not in ("own_check", "own_correction", "own_record"),
            )
        )
    return found


def _certificates(filing: Filing) -> list[tuple[Certificate, str, str]]:
    rows = Certificate.objects.filter(filing=filing).order_by("-at")[:50]
    return [(row, what_of(row), str(DELETED_BECAUSE.get(row.reason, row.reason))) for row in rows]


def what_of(certificate: Certificate) -> str:
    requirement = REQUIREMENTS.get(certificate.what)
    return said(requirement.label) if requirement else _("Data of a person")


def _can_be_asked(lines: list[Line]) -> list[tuple[str, str]]:
    asked = {line.standing.requirement.key for line in lines}
    return [(key, said(each.label)) for key, each in REQUIREMENTS.items() if key not in asked]
