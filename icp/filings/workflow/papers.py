"""What the filing asks the room of papers: what is still open, and what the papers make true."""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words
from icp.filings.models import Filing
from icp.filings.rules.fields.judging import Circumstances


def open_papers(filing: Filing) -> tuple[str, ...]:
    """Requirements without a paper that counts."""
    return ()


def circumstances_of(filing: Filing) -> Circumstances:
    return Circumstances()


def paper_words(requirement: str) -> Words:
    """What the paper of a requirement is called."""
    return Words(requirement, requirement)
