"""When a paper is deleted, and the deleting itself: files first, then the row, with a certificate.

A deletion that is interrupted begins anew and comes to the same end. A hold stops every deletion.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from icp.documents.models import Certificate, Hold, Opening, Paper, StoredFile
from icp.documents.rules import retention
from icp.documents.rules.retention import Due, Kept
from icp.documents.workflow.telling import tell
from portal.accounts.models import User
from portal.calendar.clock import ClockTimestamp, after, now
from portal.vault import files

# A draft, for retention: nobody has read it yet, or it came back and nobody goes on.
DRAFTS = ("DRAFT", "DOCS")
AT_ONCE = 50


def due_papers() -> QuerySet[Paper]:
    """Papers whose time has come by the clock of their organization, or whose deletion was asked for."""
    at = Coalesce(F("filing__organization__frozen_at"), ClockTimestamp(), output_field=DateTimeField())
    newest = Case(
        When(uploaded_at__gt=F("filing__changed_at"), then=F("uploaded_at")), default=F("filing__changed_at")
    )
    rows = Paper.objects.exclude(state=Paper.State.DELETED).alias(at=at, touched=newest)
    is_due = (
        ~Q(purge_reason="")
        | Q(replaced_at__lte=F("at") - retention.AFTER_REPLACEMENT)
        | Q(filing__granted_at__lte=F("at") - retention.AFTER_GRANT)
        | Q(filing__ended_at__lte=F("at") - retention.AFTER_CLOSING)
        | Q(filing__state__in=DRAFTS, touched__lte=F("at") - retention.IDLE_DRAFT)
    )
    held = Hold.objects.filter(filing=OuterRef("filing"), lifted_at=None)
    return rows.filter(is_due, ~Exists(held), not_before__lte=ClockTimestamp())


def due_of(paper: Paper) -> Due | None:
    """When and why it is deleted, by the rule; None while its filing is under way."""
    filing = paper.filing
    return retention.due(
        Kept(
            touched_at=max(filing.changed_at, paper.uploaded_at),
            is_draft=filing.state in DRAFTS,
            granted_at=filing.granted_at,
            ended_at=filing.ended_at,
            replaced_at=paper.replaced_at,
        )
    )


def purge_due(at_most: int = AT_ONCE) -> int:
    """Delete what is due, at most so many; how many were deleted."""
    due = list(due_papers().order_by("not_before").values_list("pk", flat=True)[:at_most])
    return sum(purge(pk) for pk in due)


def purge(pk: uuid.UUID) -> bool:
    """Delete one due paper; False when another worker has it, it is not due, or the storage is away."""
    if not due_papers().filter(pk=pk).update(not_before=after(Paper.LEASE.total_seconds())):
        return False
    paper = Paper.objects.select_related("filing__organization", "organization").get(pk=pk)
    found = due_of(paper)
    reason = paper.purge_reason or (found.reason if found else "asked")
    return destroy(paper, reason, by=None)


def destroy(paper: Paper, reason: str, *, by: User | None) -> bool:
    """Every file of the paper and what its row says of a person; False while the storage is away.

    The caller has made sure that no hold stands in the way.
    """
    stored = list(paper.files.all())
    if not all(_destroyed(stored)):
        return False
    with transaction.atomic():
        locked = Paper.objects.select_for_update().filter(pk=paper.pk).exclude(state=Paper.State.DELETED)
        if locked.first() is None:
            return False
        StoredFile.objects.filter(paper=paper).delete()
        _certify(paper, stored, reason, by)
        Paper.objects.filter(pk=paper.pk).update(
            state=Paper.State.DELETED,
            deleted_at=now(paper.organization),
            sealed_name=b"",
            sealed_note=b"",
            persons=[],
            purge_reason="",
            expires_on=None,
        )
        # A reason in somebody's own words may name the person.
        Opening.objects.filter(paper=paper).exclude(sealed_note=b"").update(sealed_note=b"")
        paper.refresh_from_db()
        tell("paper.deleted", paper, by=by, reason=reason)
    return True


def _destroyed(stored: Iterable[StoredFile]) -> Iterable[bool]:
    for row in stored:
        try:
            files.destroy(row.name)
        except files.StorageAway:
            yield False
        else:
            yield True


def _certify(paper: Paper, stored: list[StoredFile], reason: str, by: User | None) -> Certificate:
    return Certificate.objects.create(
        organization=paper.organization,
        filing=paper.filing,
        subject="paper",
        what=paper.requirement,
        version=paper.version,
        sha256=paper.sha256,
        files=len(stored),
        size_bytes=sum(row.size_bytes for row in stored),
        reason=reason,
        by=by,
        at=now(paper.organization),
    )
