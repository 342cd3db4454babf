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

from icp.documents.models import Certificate, Hold, Matter, Opening, filing_of, license_of
from icp.documents.rules.consents import TEXTS
from icp.documents.rules.license_papers import ALL_REQUIREMENTS
from icp.documents.rules.reasons import words_of
from icp.documents.rules.requirements import REQUIREMENTS
from icp.documents.standing import Standing, standings_of
from icp.documents.web.finding import FILING, has_case, matter_for, may_open, may_upload, place_of
from icp.documents.words import (
    PILLS,
    because_of,
    kinds_of,
    notes_of,
    refusal_of,
    replace_reason_of,
)
from icp.documents.workflow import missing_consents
from icp.documents.workflow.consenting import live_consents
from icp.documents.workflow.reviewing import note_of
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
def papers(request: PersonRequest, pk: UUID, of: str = FILING) -> HttpResponse:
    context = context_of(request, matter_for(request.user, pk, of))
    if request.headers.get("HX-Request") == "true":
        status = 200 if context["is_moving"] else STOP_POLLING
        return render(request, "icp/documents/_lines.html", context, status=status)
    return render(request, "icp/documents/papers.html", context)


def context_of(request: PersonRequest, matter: Matter) -> dict[str, Any]:
    lines = lines_of(matter)
    consents = live_consents(matter).select_related("person")
    asks_more = license_of(matter) is None and has_case(request.user, matter)
    return {
        "matter": matter,
        "at": place_of(matter),
        "lines": lines,
        "open_count": sum(line.standing.is_open for line in lines),
        "is_moving": any(line.standing.under_way for line in lines),
        "may_upload": may_upload(request.user, matter),
        "may_open": may_open(request.user, matter),
        "has_case": has_case(request.user, matter),
        "consent_missing": missing_consents(matter),
        "consents": [(row, said(TEXTS[row.purpose].title)) for row in consents if row.purpose in TEXTS],
        "hold": Hold.objects.filter(filing=filing_of(matter), lifted_at=None).first(),
        "certificates": _certificates(matter),
        # What a license asks for stands fast.
        "can_be_asked": _can_be_asked(lines) if asks_more else [],
    }


def lines_of(matter: Matter) -> list[Line]:
    standings = standings_of(matter)
    opened = _openings(matter)
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


def _openings(matter: Matter) -> dict[UUID, list[Opened]]:
    """The newest two hundred of the filing or license, by paper: one query for the page."""
    rows = Opening.objects.filter(paper__filing=filing_of(matter), paper__license=license_of(matter))
    found: dict[UUID, list[Opened]] = defaultdict(list)
    for row in rows.select_related("person").order_by("-at")[:MOST_OPENINGS]:
        found[row.paper_id].append(
            Opened(
                who=str(row.person),
                at=row.at,
                reason=said(words_of(row.reason, for_license=license_of(matter) is not None)),
                purpose=str(Opening.Purpose(row.purpose).label),
                is_staff=row.reason not in ("own_check", "own_correction", "own_record"),
            )
        )
    return found


def _certificates(matter: Matter) -> list[tuple[Certificate, str, str]]:
    rows = Certificate.objects.filter(filing=filing_of(matter), license=license_of(matter))
    return [(row, what_of(row), because_of(row)) for row in rows.order_by("-at")[:50]]


def what_of(certificate: Certificate) -> str:
    requirement = ALL_REQUIREMENTS.get(certificate.what)
    return said(requirement.label) if requirement else _("Data of a person")


def _can_be_asked(lines: list[Line]) -> list[tuple[str, str]]:
    asked = {line.standing.requirement.key for line in lines}
    return [(key, said(each.label)) for key, each in REQUIREMENTS.items() if key not in asked]
