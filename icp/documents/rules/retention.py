"""Until when papers are kept. Pure: moments in, a moment out.

90 days after the grant, 30 days after the filing was closed, drafts after 90 idle days (DECISIONS 26); a
license likewise, from its own grant and its own end. A version that another took the place of is kept for 30
days, so that both can be compared. A legal hold stops all of it; the rule does not know of holds, the sweep
does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

AFTER_GRANT = timedelta(days=90)
AFTER_CLOSING = timedelta(days=30)
IDLE_DRAFT = timedelta(days=90)
AFTER_REPLACEMENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """One paper and what it belongs to. `touched_at`: when somebody last worked on that or on its papers."""

    touched_at: datetime
    is_draft: bool = False
    granted_at: datetime | None = None
    ended_at: datetime | None = None
    replaced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    at: datetime
    # "granted", "closed", "idle", "replaced": why it is deleted, for the certificate.
    reason: str


def due(kept: Kept) -> Due | None:
    """The earliest moment at which it is to be deleted; None while the filing is under way.

    >>> day = datetime(2026, 1, 1)
    >>> due(Kept(touched_at=day, granted_at=day, ended_at=day + timedelta(days=10))).reason
    'closed'
    """
    found = [
        Due(moment + span, reason)
        for moment, span, reason in (
            (kept.replaced_at, AFTER_REPLACEMENT, "replaced"),
            (kept.ended_at, AFTER_CLOSING, "closed"),
            (kept.granted_at, AFTER_GRANT, "granted"),
            (kept.touched_at if kept.is_draft else None, IDLE_DRAFT, "idle"),
        )
        if moment is not None
    ]
    return min(found, key=lambda each: each.at, default=None)
