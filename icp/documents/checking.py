"""What a worker does with an upload: scan it, have it read, keep what was made anew, forget the rest.

The row drives it; messages are hints. Every file is noted before it is written, so an attempt that dies
leaves nothing that the next one does not find.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from icp.documents.child import examined
from icp.documents.examining import Examined
from icp.documents.models import Paper, StoredFile, locked
from icp.documents.persons import count_person
from icp.documents.refused import RefusedFile
from icp.documents.rules.expiry import notes_on_expiry
from icp.documents.workflow.telling import tell
from portal.calendar.clock import ClockTimestamp, after, now
from portal.vault import files
from portal.vault.scanning import NoAnswer, Scan, scan
from portal.vault.wrapping import Unreadable

WAIT_SECONDS = 60
logger = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another attempt has this paper now."""


def purpose_of(stored: StoredFile) -> str:
    """What the file is sealed for: its part of this very paper."""
    return f"paper|{stored.paper_id}|{stored.part}|{stored.page}"


def check(paper: Paper) -> None:
    """One attempt. Attempts are counted when they begin, so one that kills its worker counts too."""
    if not paper.claim():
        return
    if paper.is_tried_out:
        refuse(paper, "too_heavy")
        return
    discard(paper.files.exclude(part=StoredFile.Part.UPLOAD))
    try:
        content = _content(paper)
        if scan(content) is Scan.FOUND:
            raise RefusedFile("infected")
        found = examined(content, paper.kind, paper.asked_for, reference=paper.matter.reference)
        accept(paper, found)
    except RefusedFile as refused:
        refuse(paper, refused.code)
    except NoAnswer as error:
        logger.warning("scanner of papers gives no answer: %s", error)
        _wait(paper, Paper.State.NOT_SCANNED)
    except (files.StorageAway, files.Unstored) as error:
        logger.warning("storage of papers is away: %s", type(error).__name__)
        _wait(paper, paper.state)
    except Overtaken:
        return


def _content(paper: Paper) -> bytes:
    stored = paper.files.get(part=StoredFile.Part.UPLOAD)
    try:
        return files.read(paper.organization, purpose_of(stored), stored.name)
    except Unreadable as error:
        raise RefusedFile("lost") from error


def accept(paper: Paper, found: Examined) -> None:
    """Keep what was made anew; from the commit on it is in force, and the version before it is not."""
    stored = _keep(paper, found)
    at = now(paper.organization)
    notes = [
        *(["reduced"] if found.copy_is_reduced else []),
        *(["above_400_kb"] if len(found.copy) > (paper.asked_for.copy_warning or len(found.copy)) else []),
        *notes_on_expiry(paper.expires_on, at),
    ]
    try:
        with transaction.atomic():
            # Uploads of one filing or license queue up here, so that one version at a time is in force.
            locked(paper.matter)
            earlier = Paper.objects.in_force().of(paper.matter).filter(requirement=paper.requirement)
            earlier.update(state=Paper.State.REPLACED, replaced_at=at)
            taken = paper.mine().update(
                state=Paper.State.ACCEPTED,
                pages=found.pages,
                width=found.width,
                height=found.height,
                notes=notes,
                reason="",
                not_before=ClockTimestamp(),
            )
            if not taken:
                raise Overtaken
            paper.refresh_from_db()
            count_person(paper, at)
            tell("paper.accepted", paper, by=None, pages=paper.pages, notes=notes)
    except Overtaken:
        discard(stored)
        raise
    discard(paper.files.filter(part=StoredFile.Part.UPLOAD))


def _keep(paper: Paper, found: Examined) -> list[StoredFile]:
    part = StoredFile.Part
    made = [
        (part.ORIGINAL, 0, found.original_kind, found.original),
        (part.COPY, 0, paper.asked_for.copy_kind, found.copy),
        *((part.VIEW, page, "jpeg", view) for page, view in enumerate(found.views, start=1)),
    ]
    stored = [
        StoredFile(
            name=files.new_name(paper.organization),
            paper=paper,
            part=which,
            page=page,
            kind=kind,
            size_bytes=len(content),
        )
        for which, page, kind, content in made
    ]
    StoredFile.objects.bulk_create(stored)
    for row, (_part, _page, _kind, content) in zip(stored, made, strict=True):
        files.keep(paper.organization, purpose_of(row), content, row.name)
    return stored


def refuse(paper: Paper, code: str) -> None:
    """It is not taken, and nothing of it is left. What was in force still is."""
    with transaction.atomic():
        if not paper.mine().update(state=Paper.State.REFUSED, reason=code, not_before=ClockTimestamp()):
            return
        paper.refresh_from_db()
        tell("paper.refused", paper, by=None, reason=code)
    discard(paper.files.all())


def give_up(paper: Paper) -> None:
    """Its file never arrived whole."""
    with transaction.atomic():
        arriving = Paper.objects.filter(pk=paper.pk, state=Paper.State.ARRIVING)
        if not arriving.update(state=Paper.State.REFUSED, reason="lost"):
            return
        paper.refresh_from_db()
        tell("paper.refused", paper, by=None, reason="lost")
    discard(paper.files.all())


def discard(rows: Iterable[StoredFile]) -> None:
    """Destroy each file, then forget its row. A storage that is away is asked again by the sweep."""
    for row in list(rows):
        try:
            files.destroy(row.name)
        except files.StorageAway:
            continue
        StoredFile.objects.filter(name=row.name).delete()


def _wait(paper: Paper, state: str) -> None:
    paper.mine().update(state=state, waits=F("waits") + 1, not_before=after(WAIT_SECONDS))
