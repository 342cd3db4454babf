"""What a page shows: found through `visible_to`, or the 404 of a thing that never was.

Papers of a filing and of a license have the same pages, at addresses of their own; a view is told by `of`
which of the two it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from icp.documents.models import Certificate, Matter, Paper, filing_of, license_of
from icp.filings.web.finding import filing_for
from icp.licenses.web.finding import license_for
from portal.accounts.models import User
from portal.accounts.permissions import may


@dataclass(frozen=True)
class Place:
    """The names of the pages around the papers of one kind of thing."""

    of: str
    home: str
    papers: str
    consent: str
    upload: str
    certificate: str
    open: str
    file: str
    review: str
    delete: str


def _place(of: str, prefix: str) -> Place:
    """`prefix` stands before "papers" and "paper" in the names of the routes."""
    return Place(
        of=of,
        home=f"icp:{of}",
        papers=f"icp:{prefix}papers",
        consent=f"icp:{prefix}papers-consent",
        upload=f"icp:{prefix}paper-upload",
        certificate=f"icp:{prefix}papers-certificate",
        open=f"icp:{prefix}paper-open",
        file=f"icp:{prefix}paper-file",
        review=f"icp:{prefix}paper-review",
        delete=f"icp:{prefix}paper-delete",
    )


FILING, LICENSE = "filing", "license"
PLACES = {FILING: _place(FILING, ""), LICENSE: _place(LICENSE, "license-")}


def place_of(matter: Matter) -> Place:
    return PLACES[LICENSE if license_of(matter) else FILING]


def matter_for(user: User, pk: UUID, of: str) -> Matter:
    return license_for(user, pk) if of == LICENSE else filing_for(user, pk)


def paper_for(user: User, pk: UUID, paper: UUID, of: str) -> Paper:
    rows = Paper.objects.visible_to(user).select_related(
        "filing__organization", "license__organization", "license__filing", "organization", "uploaded_by"
    )
    found = (rows.filter(license=pk) if of == LICENSE else rows.filter(filing=pk, license=None)).filter(
        pk=paper
    )
    one = found.first()
    if one is None:
        raise Http404
    return one


def certificate_for(matter: Matter, certificate: UUID) -> Certificate:
    rows = Certificate.objects.filter(filing=filing_of(matter), license=license_of(matter))
    found = rows.filter(pk=certificate).select_related("by").first()
    if found is None:
        raise Http404
    return found


def may_upload(user: User, matter: Matter) -> bool:
    return may(user, "paper.upload", matter.organization)


def may_open(user: User, matter: Matter) -> bool:
    """Owner and requester, and the specialist who has the case in hand."""
    if not may(user, "paper.open", matter.organization):
        return False
    return bool(user.roles_in(matter.organization_id)) or matter.assigned_to_id == user.pk


def has_case(user: User, matter: Matter) -> bool:
    return matter.assigned_to_id == user.pk and may(user, "paper.review", matter.organization)
