"""A paper is opened: a reason first, then a record, then a link for one person and five minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from icp.documents.models import Opening, Paper
from icp.documents.rules.reasons import (
    CUSTOMER_REASONS,
    LINK_SECONDS,
    LONGEST_NOTE,
    MOST_PER_HOUR,
    STAFF_REASONS,
)
from icp.documents.workflow.telling import tell
from icp.eligibility.rules.bilingual import Words
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import engine_now
from portal.refusals import Forbidden, Malformed, Refused, TooMany
from portal.vault.sealing import seal

SALT = "icp.documents.opening"
NOTE = "opening.note"


@transaction.atomic
def open_paper(
    paper: Paper,
    *,
    reason: str,
    note: str = "",
    purpose: str = Opening.Purpose.LOOK,
    by: User,
) -> Opening:
    """The record of this opening; `link_of` makes its link.

    Raises Forbidden (`role_may_not`, `not_your_case`, `not_for_customers`), Malformed (`reason_unknown`,
    `note_missing`), Refused (`paper_gone`) or TooMany (`too_many_openings`).
    """
    require(by, "paper.open", paper.organization)
    is_own = bool(by.roles_in(paper.organization_id))
    if not is_own:
        require_case(paper, by)
    if is_own and purpose != Opening.Purpose.LOOK:
        raise Forbidden(
            "not_for_customers",
            _("The picture for the authority is for the specialist who enters it there."),
            _("Open the paper to look at it instead."),
        )
    _require_reason(reason, note, CUSTOMER_REASONS if is_own else STAFF_REASONS)
    if not paper.can_be_opened:
        raise gone()
    _require_pace(by)
    opening = Opening.objects.create(
        paper=paper,
        organization=paper.organization,
        person=by,
        purpose=purpose,
        reason=reason,
        sealed_note=seal(paper.organization, NOTE, note.strip().encode()) if note.strip() else b"",
    )
    opening.refresh_from_db(fields=["at"])
    tell("paper.opened", paper, by=by, opening=str(opening.pk), purpose=str(purpose), reason=reason)
    return opening


def require_case(paper: Paper, by: User) -> None:
    """Only the specialist who has the case in hand."""
    if paper.matter.assigned_to_id == by.pk:
        return
    raise Forbidden(
        "not_your_case",
        _("Papers of %(reference)s are opened by the specialist who has it in hand.")
        % {"reference": paper.matter.reference},
        _("Take the case on the desk first, or ask the person who has it."),
    )


def link_of(opening: Opening) -> str:
    """What the address of the file carries: this opening, for this person."""
    return signing.dumps([str(opening.pk), str(opening.person_id)], salt=SALT)


def opening_behind(token: str, paper: Paper, by: User) -> Opening:
    """Raises Forbidden (`link_not_yours`) or Refused (`link_old`, `paper_gone`)."""
    try:
        pk, person = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise _not_yours() from error
    opening = Opening.objects.filter(pk=pk, paper=paper).first()
    if opening is None or person != str(by.pk) or opening.person_id != by.pk:
        raise _not_yours()
    if engine_now() - opening.at > timedelta(seconds=LINK_SECONDS):
        raise Refused(
            "link_old",
            _("This link worked for five minutes, and they are over."),
            _("Open the paper again and say why."),
        )
    # What the person may do can have changed since.
    require(by, "paper.open", paper.organization)
    if not by.roles_in(paper.organization_id):
        require_case(paper, by)
    if not paper.can_be_opened:
        raise gone()
    return opening


def gone() -> Refused:
    return Refused(
        "paper_gone",
        _("There is no file to open: it is not read yet, was not taken, or has been deleted."),
        _("The list of papers shows its state."),
    )


def _not_yours() -> Forbidden:
    return Forbidden(
        "link_not_yours",
        _("This link was made for another person or another paper."),
        _("Open the paper yourself and say why."),
    )


def _require_reason(reason: str, note: str, reasons: Mapping[str, Words]) -> None:
    if reason not in reasons:
        sentence = _("Choose one of the reasons.")
        raise Malformed(
            "reason_unknown",
            _("A paper is opened for a reason, and none was given."),
            sentence,
            extra={"fields": {"reason": [sentence]}},
        )
    if len(note) > LONGEST_NOTE:
        sentence = _("The note has %(count)s characters; 300 are allowed.") % {"count": len(note)}
        raise Malformed("note_too_long", sentence, _("Shorten it."), extra={"fields": {"note": [sentence]}})
    if reason == "other" and not note.strip():
        sentence = _("Say in the note why the paper is opened.")
        raise Malformed("note_missing", sentence, "", extra={"fields": {"note": [sentence]}})


def _require_pace(by: User) -> None:
    # The row of the person is the lock, so that many requests at once count each other.
    User.objects.select_for_update().get(pk=by.pk)
    since = engine_now() - timedelta(hours=1)
    if Opening.objects.filter(person=by, at__gt=since).count() < MOST_PER_HOUR:
        return
    raise TooMany(
        "too_many_openings",
        _("You opened %(count)s papers within an hour, which is the most.") % {"count": MOST_PER_HOUR},
        _("Go on later. If your work needs more, talk to the operator."),
        extra={"retry_after": 600},
    )
