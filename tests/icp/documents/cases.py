"""A filing that takes papers, and papers on their way into it."""

from __future__ import annotations

from datetime import date
from typing import Any

from icp.documents import checking
from icp.documents.models import Opening, Paper, StoredFile
from icp.documents.workflow import give_consent, missing_consents, open_paper, upload_paper
from icp.documents.workflow.uploading import bring_in
from icp.filings import workflow as filings
from icp.filings.models import Filing
from tests.icp.documents import papers
from tests.icp.filings.cases import WHOLE
from tests.world import World

LICENSE, ID = "business_licence", "subject_person_id"


def filing_of(world: World, *, consented: bool = True, **answers: Any) -> Filing:
    filing = filings.open_filing(
        organization=world.customer, filing_type="first_filing", answers={**WHOLE, **answers}, by=world.lena
    )
    if consented:
        give_consent(filing, agreed=missing_consents(filing), by=world.lena)
    return filing


def under_way(
    world: World,
    filing: Filing,
    requirement: str = ID,
    content: bytes | None = None,
    *,
    name: str = "护照 Lena Vogt.jpg",
    expires_on: date | None = None,
) -> Paper:
    """Uploaded and sealed; no worker has looked at it. (Most tests' transactions never commit.)"""
    content = papers.jpeg() if content is None else content
    paper = upload_paper(
        filing, requirement=requirement, name=name, content=content, expires_on=expires_on, by=world.lena
    )
    paper.refresh_from_db()
    if paper.state == Paper.State.ARRIVING:
        bring_in(paper, content)
    return paper


def uploaded(
    world: World, filing: Filing, requirement: str = ID, content: bytes | None = None, **given: Any
) -> Paper:
    """What a worker has made of it."""
    paper = under_way(world, filing, requirement, content, **given)
    checking.check(paper)
    return Paper.objects.select_related("filing__organization", "organization").get(pk=paper.pk)


def assigned(filing: Filing, world: World) -> Filing:
    """Sent once, in the hands of our specialist, wherever it stands now."""
    filing.assigned_to, filing.submitted_at = world.wei, filing.opened_at
    filing.save(update_fields=["assigned_to", "submitted_at"])
    return filing


def opened(paper: Paper, world: World, **given: Any) -> Opening:
    given = {"reason": "own_check", "by": world.lena, **given}
    return open_paper(paper, **given)


def names_of(*found: Paper) -> list[str]:
    rows = StoredFile.objects.filter(paper__in=[paper.pk for paper in found])
    return list(rows.values_list("name", flat=True))
