"""When a paper is deleted, and the deleting itself: files first, then the row, with a certificate.

A deletion that is interrupted begins anew and comes to the same end. A hold stops every deletion.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from icp.documents.models import Certificate, Hold, Opening, Paper, StoredFile
from icp.documents.rules import retention
from icp.documents.rules.retention import Due, Kept
from icp.documents.workflow.telling import tell
from icp.licenses.rules.lifecycle import EDITABLE
from portal.accounts.models import User
from portal.calendar.clock import ClockTimestamp, after, now
from portal.vault import files

# A draft, for retention: nobody has read it yet, or it came back and nobody goes on.
DRAFTS = ("DRAFT", "DOCS")
DRAFTS_OF_LICENSES = EDITABLE
AT_ONCE = 50


def due_papers() -> QuerySet[Paper]:
    """Papers whose time has come by the clock of their organization, or whose deletion was asked for."""
    at = Coalesce(F("filing__organization__frozen_at"), ClockTimestamp(), output_field=DateTimeField())
    changed = Coalesce(F("license__changed_at"), F("filing__changed_at"))
    newest = Greatest(F("uploaded_at"), changed, output_field=DateTimeField())
    rows = Paper.objects.exclude(state=Paper.State.DELETED).alias(at=at, touched=newest)
    is_due = (
        ~Q(purge_reason="")
        | Q(replaced_at__lte=F("at") - retention.AFTER_REPLACEMENT)
        # Each by its own: the filing of a license was granted long before.
        | (Q(license=None) & _is_over("filing", DRAFTS))
        | (Q(license__isnull=False) & _is_over("license", DRAFTS_OF_LICENSES))
    )
    held = Hold.objects.filter(filing=OuterRef("filing"), lifted_at=None)
    return rows.filter(is_due, ~Exists(held), not_before__lte=ClockTimestamp())


def _is_over(matter: str, drafts: Iterable[str]) -> Q:
    return (
        Q(**{f"{matter}__granted_at__lte": F("at") - retention.AFTER_GRANT})
        | Q(**{f"{matter}__ended_at__lte": F("at") - retention.AFTER_CLOSING})
        | Q(**{f"{matter}__state__in": drafts, "touched__lte": F("at") - retention.IDLE_DRAFT})
    )


def due_of(paper: Paper) -> Due | None:
    """When and why it is deleted, by the rule; None while its filing or license is under way."""
    matter = paper.matter
    drafts = DRAFTS if paper.license_id is None else DRAFTS_OF_LICENSES
    return retention.due(
        Kept(
            touched_at=max(matter.changed_at, paper.uploaded_at),
            is_draft=matter.state in drafts,
            granted_at=matter.granted_at,
            ended_at=matter.ended_at,
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
    related = ("filing__organization", "license__filing", "organization")
    paper = Paper.objects.select_related(*related).get(pk=pk)
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
        license=paper.license,
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
