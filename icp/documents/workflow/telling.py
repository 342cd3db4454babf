"""The events of papers: ids, codes and versions, never a name."""

from __future__ import annotations

from typing import Any

from icp.documents.models import Paper
from portal.accounts.models import User
from portal.events.recording import record


def tell(type: str, paper: Paper, *, by: User | None, **payload: Any) -> None:
    """Last in the transaction that changed the paper."""
    record(
        type,
        organization=paper.organization,
        subject=paper,
        actor=by,
        payload={
            "filing": str(paper.filing_id),
            **({"license": str(paper.license_id)} if paper.license_id else {}),
            "reference": paper.matter.reference,
            "paper": str(paper.pk),
            "requirement": paper.requirement,
            "version": paper.version,
            "state": paper.state,
            **payload,
        },
    )
