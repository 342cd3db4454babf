"""The specialist's word on one paper, and papers asked for beyond the rules."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from icp.documents.models import AskedPaper, Paper
from icp.documents.rules.reasons import LONGEST_NOTE
from icp.documents.rules.requirements import REQUIREMENTS
from icp.documents.rules.verdicts import REPLACE_REASONS
from icp.documents.workflow.opening import require_case
from icp.documents.workflow.telling import tell
from icp.filings.models import Filing
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.events.recording import record
from portal.refusals import Forbidden, Malformed, Refused
from portal.vault.sealing import seal, unseal

NOTE = "paper.review.note"


@transaction.atomic
def review_paper(paper: Paper, *, replace: str = "", note: str = "", by: User) -> Paper:
    """Accept the paper in force, or ask for another one by a code of REPLACE_REASONS.

    Raises Forbidden (`role_may_not`, `not_your_case`), Malformed (`reason_unknown`, `note_missing`) or
    Refused (`paper_gone`).
    """
    require(by, "paper.review", paper.organization)
    require_case(paper, by)
    note = note.strip()[:LONGEST_NOTE]
    if replace:
        _require_reason(replace, note)
    verdict = Paper.Review.REPLACE if replace else Paper.Review.ACCEPTED
    changed = (
        Paper.objects.in_force()
        .filter(pk=paper.pk, purge_reason="")
        .update(
            review=verdict,
            review_reason=replace,
            sealed_note=seal(paper.organization, NOTE, note.encode()) if note else b"",
            reviewed_by=by,
            reviewed_at=now(paper.organization),
        )
    )
    if not changed:
        raise Refused(
            "paper_gone",
            _("This version is not in force any more."),
            _("Look at the newest one in the list of papers."),
        )
    paper.refresh_from_db()
    tell("paper.reviewed", paper, by=by, review=str(verdict), reason=replace)
    return paper


@transaction.atomic
def ask_for_paper(filing: Filing, requirement: str, *, by: User) -> bool:
    """Put a paper on the list that the rules do not ask for; False when it stands there already."""
    require(by, "paper.review", filing.organization)
    if filing.assigned_to_id != by.pk:
        raise Forbidden(
            "not_your_case",
            _("Papers of %(reference)s are asked for by the specialist who has it in hand.")
            % {"reference": filing.reference},
            _("Take the case on the desk first, or ask the person who has it."),
        )
    if requirement not in REQUIREMENTS:
        raise Malformed(
            "no_such_paper",
            _("There is no such kind of paper."),
            _("Choose one of the list."),
            extra={"fields": {"requirement": [_("Choose one of the list.")]}},
        )
    asked = AskedPaper(filing=filing, requirement=requirement, asked_by=by, asked_at=now(filing.organization))
    if AskedPaper.objects.filter(filing=filing, requirement=requirement).exists():
        return False
    AskedPaper.objects.bulk_create([asked], ignore_conflicts=True)
    record(
        "paper.asked",
        organization=filing.organization,
        subject=filing,
        actor=by,
        payload={"reference": filing.reference, "requirement": requirement},
    )
    return True


def note_of(paper: Paper) -> str:
    if not paper.sealed_note:
        return ""
    return unseal(paper.organization, NOTE, bytes(paper.sealed_note)).decode()


def _require_reason(code: str, note: str) -> None:
    sentence = _("Choose one of the reasons.")
    if code not in REPLACE_REASONS:
        raise Malformed(
            "reason_unknown",
            _("Another paper is asked for with a reason, and none was given."),
            sentence,
            extra={"fields": {"replace": [sentence]}},
        )
    if code == "other" and not note:
        sentence = _("Say in the note what is wrong with the paper.")
        raise Malformed("note_missing", sentence, "", extra={"fields": {"note": [sentence]}})
