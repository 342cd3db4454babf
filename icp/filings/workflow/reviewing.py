"""What the specialist says of a filing: their own review, and what provider and authority decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.filings.models import Filing, Remark, sealed_text
from icp.filings.rules.fields.asking import fields_for
from icp.filings.rules.reasons import REASONS
from icp.filings.workflow.moving import perform
from icp.filings.workflow.rows import locked, require_verb
from portal.accounts.models import User
from portal.calendar.clock import now
from portal.refusals import Malformed, Refused

# Whose words the remarks of a verb are.
RETURNS: dict[str, str] = {"return": "specialist", "need_correction": "provider", "reject": "provider"}
MOST_REMARKS = 60
LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """One remark: a code of the library, beside a field, with a note in the words of a person."""

    field: str
    code: str
    note: str = ""


@transaction.atomic
def return_filing(filing: Filing, verb: str, remarks: Sequence[Said], *, by: User) -> Filing:
    """Send it back: `return` (ours), `need_correction` or `reject` (the provider's or the authority's).

    Raises Malformed "reasons_missing", "unknown_reason", "unknown_field" or "note_missing".
    """
    current = locked(filing)
    require_verb(current, verb, by)
    _require_readable(current, remarks)
    source = "authority" if current.state == "CA_REVIEW" else RETURNS[verb]
    at, language = now(current.organization), get_language() or "zh-hans"
    Remark.objects.bulk_create(
        [
            Remark(
                filing=current,
                round=current.round,
                field=said.field,
                code=said.code,
                sealed_note=sealed_text(current.organization_id, said.note.strip()[:LONGEST_NOTE]),
                language=language,
                source=source,
                written_by=by,
                written_at=at,
            )
            for said in remarks
        ]
    )
    codes = sorted({said.code for said in remarks})
    return perform(current, verb, by=by, reasons=codes, fields_marked=[said.field for said in remarks])


@transaction.atomic
def lodge_filing(filing: Filing, *, by: User) -> Filing:
    """It stands in the provider's console. Whose face was checked before goes straight to the provider."""
    current = locked(filing)
    verb = "relodge" if current.face_checked_at and current.state == "SPECIALIST_REVIEW" else "lodge"
    return perform(current, verb, by=by)


@transaction.atomic
def relodge_filing(filing: Filing, *, by: User) -> Filing:
    """The corrected filing stands in the provider's console again. Raises Refused "no_face_check"."""
    current = locked(filing)
    require_verb(current, "relodge", by)
    if current.face_checked_at is None:
        raise Refused(
            "no_face_check",
            _("Nobody's face was checked for %(reference)s yet.") % {"reference": current.reference},
            _("Mark it as entered at the provider first; the website person then does the face check."),
        )
    return perform(current, "relodge", by=by)


@transaction.atomic
def check_face(filing: Filing, *, passed: bool, by: User) -> Filing:
    """The website person did the face check in the provider's app. The portal never sees a face."""
    current = locked(filing)
    if not passed:
        return perform(current, "face_check_failed", by=by)
    return perform(current, "face_check_passed", by=by, fields={"face_checked_at": now(current.organization)})


@transaction.atomic
def pass_filing(filing: Filing, *, by: User) -> Filing:
    return perform(locked(filing), "pass", by=by)


@transaction.atomic
def send_to_authority(filing: Filing, *, by: User) -> Filing:
    """The provider sent it on. The text message runs from now, but for an order that leaves the provider."""
    current = locked(filing)
    if current.filing_type == "cancel_access" and current.state == "AWAIT_SUBMIT":
        return perform(current, "sent_without_sms", by=by)
    return perform(current, "sent_to_ca", by=by, fields={"codes_entered": [], "wrong_codes": {}})


@transaction.atomic
def send_without_text_message(filing: Filing, *, by: User) -> Filing:
    """Only leaving a provider needs no text message. Raises Refused "text_message_needed"."""
    current = locked(filing)
    require_verb(current, "sent_without_sms", by)
    if current.filing_type != "cancel_access":
        raise Refused(
            "text_message_needed",
            _("The authority sends a text message for %(reference)s.") % {"reference": current.reference},
            _("Only a filing that leaves its provider goes without. Mark it as sent to the authority."),
        )
    return perform(current, "sent_without_sms", by=by)


@transaction.atomic
def report_risk(filing: Filing, *, source: str, ends_at: datetime, by: User) -> Filing:
    """A check found a problem; `ends_at` is the provider's deadline. Raises Malformed "deadline_passed"."""
    current = locked(filing)
    require_verb(current, "risk_reported", by)
    if ends_at <= now(current.organization):
        raise Malformed(
            "deadline_passed",
            _("The deadline given has passed already."),
            _("Give the day that the provider names. Where it has passed, mark that access was cancelled."),
        )
    return perform(
        current,
        "risk_reported",
        by=by,
        ends_at=ends_at,
        detail={"source": source.strip()[:LONGEST_NOTE]},
        until=ends_at.isoformat(),
    )


@transaction.atomic
def fix_risk(filing: Filing, *, evidence: str, by: User) -> Filing:
    """Said to be mended, and how. It goes back to the state it left. Raises Malformed "evidence_missing"."""
    current = locked(filing)
    require_verb(current, "fixed", by)
    if not evidence.strip():
        raise Malformed(
            "evidence_missing",
            _("Nothing says how the problem was mended."),
            _("Say in a sentence what was changed and where it can be seen."),
        )
    return perform(current, "fixed", by=by, detail={"evidence": evidence.strip()[:LONGEST_NOTE]})


def _require_readable(filing: Filing, remarks: Sequence[Said]) -> None:
    if not remarks:
        raise Malformed(
            "reasons_missing",
            _("No reason was given."),
            _("Mark at least one field and choose its reason."),
        )
    if len(remarks) > MOST_REMARKS:
        raise Malformed(
            "too_many_reasons",
            _("%(count)s reasons were given; %(most)s are allowed.")
            % {"count": len(remarks), "most": MOST_REMARKS},
            _("Give the most important ones."),
        )
    fields = {each.name for each in fields_for(filing.filing_type, filing.service, filing.read_answers())}
    for said in remarks:
        if said.code not in REASONS:
            raise _unreadable("unknown_reason", _("“%(given)s” is no reason of the library."), said.code)
        if said.field and not said.field.startswith("document:") and said.field not in fields:
            raise _unreadable("unknown_field", _("This filing does not ask for “%(given)s”."), said.field)
        if said.code == "other" and not said.note.strip():
            raise Malformed(
                "note_missing",
                _("“Another reason” says nothing by itself."),
                _("Write a note that says what is to be changed."),
            )


def _unreadable(code: str, message: str, given: str) -> Malformed:
    facts: dict[str, Any] = {"given": given[:60]}
    return Malformed(code, message % facts, _("Choose one from the list."))
