"""Somebody asks for the deletion of a paper; and the legal hold that stops every deletion."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from icp.documents.models import Hold, Paper
from icp.documents.workflow.consenting import PURGE
from icp.documents.workflow.opening import gone
from icp.documents.workflow.uploading import require_open
from icp.filings.models import Filing
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.events.models import Event
from portal.events.recording import record, wake
from portal.refusals import Malformed, Refused


@transaction.atomic
def delete_paper(paper: Paper, *, by: User) -> None:
    """The customer's own wish: it counts no more from now on, and a worker deletes it within a minute.

    Raises Refused (`papers_closed`, `on_hold`, `paper_gone`).
    """
    require(by, "paper.upload", paper.organization)
    require_open(paper.matter, paper.asked_for)
    require_no_hold(paper.filing)
    wanted = Paper.objects.filter(pk=paper.pk, purge_reason="").exclude(
        state__in=[*Paper.UNDER_WAY, Paper.State.DELETED]
    )
    if not wanted.update(purge_reason="asked"):
        raise gone()
    wake(PURGE)


@transaction.atomic
def place_hold(filing: Filing, *, reference: str, by: User) -> Hold:
    """Nothing of the filing is deleted until it is lifted. Raises Refused (`on_hold`) when one stands."""
    require(by, "paper.hold", filing.organization)
    reference = reference.strip()
    if not 1 <= len(reference) <= 60:
        sentence = _("Give the reference of the case, at most 60 characters.")
        raise Malformed("reference_missing", sentence, "", extra={"fields": {"reference": [sentence]}})
    Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)
    require_no_hold(filing)
    hold = Hold.objects.create(
        filing=filing, reference=reference, placed_by=by, placed_at=now(filing.organization)
    )
    _tell("papers.held", filing, by)
    return hold


@transaction.atomic
def lift_hold(filing: Filing, *, by: User) -> bool:
    """False when none stood. What became due meanwhile is deleted by the next sweep."""
    require(by, "paper.hold", filing.organization)
    standing = Hold.objects.filter(filing=filing, lifted_at=None)
    if not standing.update(lifted_at=now(filing.organization)):
        return False
    wake(PURGE)
    _tell("papers.released", filing, by)
    return True


def require_no_hold(filing: Filing) -> None:
    if Hold.objects.filter(filing=filing, lifted_at=None).exists():
        raise Refused(
            "on_hold",
            _("A legal hold stands on %(reference)s, so nothing of it is deleted.")
            % {"reference": filing.reference},
            _("The operator lifts it when the case is over."),
        )


def _tell(type: str, filing: Filing, by: User) -> None:
    record(
        type,
        organization=filing.organization,
        subject=filing,
        actor=by,
        payload={"reference": filing.reference},
        audience=Event.Audience.STAFF,
    )
