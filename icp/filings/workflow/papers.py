"""What a filing asks the room of papers: what is still open, what was replaced, what the papers make true."""

from __future__ import annotations

from icp.documents.models import Paper
from icp.documents.rules.requirements import REQUIREMENTS
from icp.documents.standing import open_requirements
from icp.domains.reading import facts_for
from icp.eligibility.rules.bilingual import Words
from icp.filings.models import Filing
from icp.filings.rules.fields.problem import Circumstances


def open_papers(filing: Filing) -> tuple[str, ...]:
    """Requirements without a paper that counts. Three queries."""
    return open_requirements(filing)


def replaced_papers(filing: Filing) -> frozenset[str]:
    """Requirements whose paper is newer than what was sent last."""
    sent = filing.versions.filter(round=filing.round).values_list("submitted_at", flat=True).first()
    if sent is None:
        return frozenset()
    newer = Paper.objects.in_force().of(filing).filter(uploaded_at__gt=sent)
    return frozenset(newer.values_list("requirement", flat=True))


def circumstances_of(filing: Filing) -> Circumstances:
    """What nobody types: the registrar that the look-up found, and which papers are there."""
    present = set(
        Paper.objects.in_force()
        .of(filing)
        .filter(requirement__in=["authorisation_letter", "preapproval"])
        .values_list("requirement", flat=True)
    )
    known = facts_for(filing.organization, filing.domain) if filing.domain else None
    registrar = known.value("registrar") if known else None
    return Circumstances(
        registrar_iana_id=registrar["id"] if registrar else None,
        has_authorisation_letter="authorisation_letter" in present,
        has_preapproval="preapproval" in present,
    )


def paper_words(requirement: str) -> Words:
    """What the paper of a requirement is called; its key where the table has changed since."""
    found = REQUIREMENTS.get(requirement)
    return found.label if found else Words(requirement, requirement)
