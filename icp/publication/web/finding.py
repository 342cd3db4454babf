"""The number's own pages begin with the filing; what begins with a grant is there only after it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from icp.filings.models import Filing
from icp.filings.web.finding import filing_for
from icp.publication.models import Publication
from portal.accounts.models import User
from portal.accounts.permissions import may
from portal.accounts.sessions import PersonRequest
from portal.calendar.clock import now


def filing_and_publication(user: User, pk: UUID) -> tuple[Filing, Publication | None]:
    """The filing this person may see, or the 404 of a thing that never was; and what follows its number."""
    filing = filing_for(user, pk)
    rows = Publication.objects.select_related("psb", "check_asked_by").filter(filing=filing)
    publication = rows.first()
    if publication is not None:
        # One object each, however often they are asked for.
        publication.filing, publication.organization = filing, filing.organization
        publication.psb.organization = filing.organization
        publication.psb.publication = publication
    return filing, publication


def not_yet(request: PersonRequest, filing: Filing, page: str) -> HttpResponse:
    """The page of a filing without a number: it says when it opens."""
    return render(request, "icp/publication/not_yet.html", {"filing": filing, "page": page})


def shared(request: PersonRequest, filing: Filing, publication: Publication, page: str) -> dict[str, Any]:
    return {
        "filing": filing,
        "publication": publication,
        "page": page,
        "may_work": may(request.user, "publication.work", filing.organization),
        "now": now(filing.organization),
    }
