"""What a page shows: found through `visible_to`, or the 404 of a thing that never was."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from icp.documents.models import Certificate, Paper
from icp.filings.models import Filing
from icp.filings.web.finding import filing_for
from portal.accounts.models import User
from portal.accounts.permissions import may


def paper_for(user: User, pk: UUID, paper: UUID) -> Paper:
    rows = Paper.objects.visible_to(user).select_related(
        "filing__organization", "organization", "uploaded_by"
    )
    found = rows.filter(pk=paper, filing=pk).first()
    if found is None:
        raise Http404
    return found


def certificate_for(user: User, pk: UUID, certificate: UUID) -> Certificate:
    filing = filing_for(user, pk)
    found = Certificate.objects.filter(filing=filing, pk=certificate).select_related("by").first()
    if found is None:
        raise Http404
    return found


def may_upload(user: User, filing: Filing) -> bool:
    return may(user, "paper.upload", filing.organization)


def may_open(user: User, filing: Filing) -> bool:
    """Owner and requester, and the specialist who has the case in hand."""
    if not may(user, "paper.open", filing.organization):
        return False
    return bool(user.roles_in(filing.organization_id)) or filing.assigned_to_id == user.pk


def has_case(user: User, filing: Filing) -> bool:
    return filing.assigned_to_id == user.pk and may(user, "paper.review", filing.organization)
