"""A paper comes in: looked at from outside, noted, sealed, and handed to a worker.

The row is committed before the file is written. Whoever dies in between leaves a row that the sweep finds,
and never a file that nobody knows of. What was in force stays in force until a worker accepts the new one.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.documents import checking
from icp.documents.casebook import requirements_of
from icp.documents.models import Matter, Paper, StoredFile, filing_of, license_of, locked
from icp.documents.persons import indexes_of
from icp.documents.rules import sniffing
from icp.documents.rules.requirements import UPLOAD_BYTES, Requirement
from icp.documents.rules.verdicts import REFUSALS
from icp.documents.workflow.consenting import require_consent
from icp.documents.workflow.telling import tell
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import ClockTimestamp, now
from portal.events.recording import wake
from portal.refusals import Malformed, Refused
from portal.vault import files
from portal.vault.sealing import seal

MOST_FILES = 20
MOST_BYTES = 100 * 1024 * 1024
NAME = "paper.name"
CHECK = "icp.documents.check"


def upload_paper(
    matter: Matter,
    *,
    requirement: str,
    name: str,
    content: bytes,
    expires_on: date | None = None,
    by: User,
) -> Paper:
    """A new version, under way. A worker says later whether it is taken.

    Raises Malformed (`no_such_paper`, `paper_refused`), Refused (`papers_closed`, `consent_missing`,
    `too_many_papers`, `paper_under_way`, `region_not_served`) or Unstored.
    """
    require(by, "paper.upload", matter.organization)
    asked = _asked(matter, requirement)
    require_open(matter, asked)
    require_consent(matter)
    kind = first_look(asked, name, content)
    with transaction.atomic():
        paper = _noted(matter, asked, name, content, kind, expires_on, by)
        # After the outermost commit: a program's request commits later than this function ends.
        transaction.on_commit(partial(bring_in, paper, content))
    return paper


def first_look(asked: Requirement, name: str, content: bytes) -> str:
    """The kind of file, by name and beginning alike. Raises Malformed (`paper_refused`)."""
    code = ""
    kind = sniffing.kind_by_ending(name)
    if not content:
        code = "empty"
    elif len(content) > UPLOAD_BYTES:
        code = "too_large"
    elif kind not in asked.kinds:
        code = "other_kind"
    elif sniffing.kind_by_beginning(content) != kind:
        code = "not_what_it_says"
    elif sniffing.is_two_in_one(content, kind):
        code = "two_in_one"
    if code:
        raise refusal(code)
    return kind


def refusal(code: str) -> Malformed:
    language = get_language() or "en"
    found = REFUSALS[code]
    words, remedy = found.words.said_in(language), found.remedy.said_in(language)
    said = [{"code": code, "message": f"{words} {remedy}".strip()}]
    return Malformed("paper_refused", words, remedy, extra={"fields": {"file": said}, "reason": code})


def require_open(matter: Matter, asked: Requirement) -> None:
    """While somebody reads what papers belong to, they stand. Raises Refused (`papers_closed`)."""
    is_for_the_police = asked.key == "psb_attachments" and filing_of(matter).holds_number
    if matter.is_editable or is_for_the_police:
        return
    raise Refused(
        "papers_closed",
        _("%(reference)s is not being edited now, so its papers stay as they are.")
        % {"reference": matter.reference},
        _("Withdraw it first, or wait until it comes back to you."),
    )


def _asked(matter: Matter, requirement: str) -> Requirement:
    for each in requirements_of(matter):
        if each.key == requirement:
            return each
    raise Malformed(
        "no_such_paper",
        _("%(reference)s does not ask for this paper.") % {"reference": matter.reference},
        _("Choose one of its list of papers."),
        extra={"fields": {"requirement": [_("It is not on the list.")]}},
    )


def _noted(
    matter: Matter,
    asked: Requirement,
    name: str,
    content: bytes,
    kind: str,
    expires_on: date | None,
    by: User,
) -> Paper:
    # It may have been sent on while the file was on its way.
    require_open(locked(matter), asked)
    _require_room(matter, len(content))
    last = Paper.objects.of(matter).filter(requirement=asked.key).aggregate(last=Max("version"))["last"]
    paper = Paper(
        filing=filing_of(matter),
        license=license_of(matter),
        organization=matter.organization,
        requirement=asked.key,
        version=(last or 0) + 1,
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        sealed_name=seal(matter.organization, NAME, sniffing.plain_name(name).encode()),
        expires_on=expires_on,
        persons=indexes_of(filing_of(matter), asked.person),
        uploaded_by=by,
        uploaded_at=now(matter.organization),
        not_before=ClockTimestamp(),
    )
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            "paper_under_way",
            _("Another upload of this paper is being checked."),
            _("Wait for its result, it takes seconds; then upload again."),
        ) from error
    StoredFile.objects.create(
        name=files.new_name(matter.organization),
        paper=paper,
        part=StoredFile.Part.UPLOAD,
        kind=kind,
        size_bytes=len(content),
    )
    return paper


def _require_room(matter: Matter, size: int) -> None:
    kept = Paper.objects.kept().of(matter)
    count, held = kept.count(), kept.aggregate(held=Sum("size_bytes"))["held"] or 0
    if count < MOST_FILES and held + size <= MOST_BYTES:
        return
    raise Refused(
        "too_many_papers",
        _("%(reference)s holds %(count)s files; 20 files and 100 MB are the most.")
        % {"reference": matter.reference, "count": count},
        _("Delete versions that are no longer needed, then upload again."),
    )


def bring_in(paper: Paper, content: bytes) -> None:
    """Write the file that was noted. What cannot be written is forgotten again. Raises Unstored."""
    stored = StoredFile.objects.get(paper=paper, part=StoredFile.Part.UPLOAD)
    try:
        files.keep(paper.organization, checking.purpose_of(stored), content, stored.name)
    except files.Unstored:
        checking.give_up(paper)
        raise
    with transaction.atomic():
        arrived = Paper.objects.filter(pk=paper.pk, state=Paper.State.ARRIVING)
        if not arrived.update(state=Paper.State.CHECKING, not_before=ClockTimestamp()):
            # So late that the sweep had given it up.
            checking.discard([stored])
            return
        paper.state = Paper.State.CHECKING
        wake(CHECK, paper.pk)
        tell("paper.uploaded", paper, by=paper.uploaded_by, kind=paper.kind, bytes=paper.size_bytes)
