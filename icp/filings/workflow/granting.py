"""What the authority decides, and how a filing ends."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.filings.models import ANSWER_COLUMNS, Filing
from icp.filings.rules import filing_number
from icp.filings.rules.fields.asking import fields_for
from icp.filings.rules.filing_number import FilingNumber, subject_of
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.rules.number_refusals import NumberRefused
from icp.filings.rules.states import HOLDING
from icp.filings.workflow.mentions import keep_mentions
from icp.filings.workflow.moving import perform
from icp.filings.workflow.rows import locked, require_verb
from icp.publication.beginning import begin_publication
from portal.accounts.models import User
from portal.calendar.clock import now
from portal.refusals import Malformed, Refused

# The kinds of number that a granted filing may bear, the most exact one first.
KINDS = {"website": ("icp_site", "icp_subject", "icp_licence", "vat_licence"), "app": ("icp_app",)}
# Orders that are granted a number of their own; the others go on with one that is there.
WITH_A_NEW_NUMBER = frozenset({"first_filing", "add_website", "app_filing"})
# The type that asks everything of a service.
WHOLE = {"website": "first_filing", "app": "app_filing"}
AT_MOST = 500


@transaction.atomic
def grant_filing(filing: Filing, *, number: str, by: User) -> Filing:
    """The authority granted it: the number is read and checked by province and kind, then it is in force.

    Raises Malformed "number_unreadable", "number_does_not_fit" or "number_in_use", Refused "ends_no_number"
    for an order that ends a filing.
    """
    current = locked(filing)
    require_verb(current, "approve", by)
    if FILING_TYPES[current.filing_type].ends:
        raise Refused(
            "ends_no_number",
            _("%(reference)s ends a filing, so no number is granted.") % {"reference": current.reference},
            _("Confirm the cancellation instead."),
        )
    read = read_number(current, number)
    _require_new_number(current, read)
    at = now(current.organization)
    fields = {"icp_number": read.text, "granted_at": at, "assigned_to": None, "assigned_at": None}
    earlier = _changed_by(current, read)
    if earlier is not None:
        fields |= _taken_over(current, earlier)
        perform(earlier, "cancel", by=by, fields={"ended_at": at}, because=current.reference)
        # A commercial license rests on the filing that holds the number.
        earlier.licenses.update(filing=current)
    granted = perform(
        current,
        "approve",
        by=by,
        fields=fields,
        number=read.text,
        warnings=len(read.warnings),
    )
    begin_publication(granted)
    return granted


def read_number(filing: Filing, number: str) -> FilingNumber:
    language = get_language() or "en"
    try:
        return filing_number.check(
            filing_number.parse(number, allow_test=filing.organization.is_test),
            province=filing.province,
            kind=KINDS[filing.service],
        )
    except NumberRefused as error:
        raise Malformed(
            error.code,
            error.words.said_in(language),
            _("Copy it from the authority's message, as in 沪ICP备2026019482号-1."),
            extra={"fields": {"number": [error.words.said_in(language)]}},
        ) from error


def _require_new_number(filing: Filing, read: FilingNumber) -> None:
    """A website whose number is mistaken for a neighbor's would show that one in its footer."""
    if filing.filing_type not in WITH_A_NEW_NUMBER:
        return
    held = Filing.objects.holding_a_number().filter(organization=filing.organization_id, icp_number=read.text)
    other = held.exclude(pk=filing.pk).first()
    if other is None:
        return
    sentence = _("%(number)s is the number of %(other)s already.") % {
        "number": read.text,
        "other": other.reference,
    }
    raise Malformed(
        "number_in_use",
        sentence,
        _("Each website has a number of its own. Copy it from the authority's message again."),
        extra={"fields": {"number": [sentence]}},
    )


@transaction.atomic
def confirm_cancellation(filing: Filing, *, by: User) -> Filing:
    """The authority confirmed the end: of one website, of the applicant with everything, or of the access."""
    current = locked(filing)
    ends = {
        "cancel_website": ("approve_cancellation", "cancel"),
        "cancel_subject": ("approve_cancellation", "cancel"),
        "cancel_access": ("approve_access_end", "cancel_access"),
    }.get(current.filing_type)
    if ends is None:
        require_verb(current, "approve_cancellation", by)
        raise Refused(
            "cancels_nothing",
            _("%(reference)s does not end a filing.") % {"reference": current.reference},
            _("Enter the number that was granted instead."),
        )
    verb, follows = ends
    require_verb(current, verb, by)
    at = now(current.organization)
    for other in _ended_by(current):
        perform(other, follows, by=by, fields={"ended_at": at}, because=current.reference)
    return perform(current, verb, by=by, fields={"ended_at": at, "assigned_to": None, "assigned_at": None})


@transaction.atomic
def unlock_filing(filing: Filing, *, by: User) -> Filing:
    """The provider opened its account for the domain: from now on the website may be switched on."""
    current = locked(filing)
    return perform(current, "unlock", by=by, fields={"unlocked_at": now(current.organization)})


@transaction.atomic
def end_access(filing: Filing, *, by: User) -> Filing:
    """The provider ended its service for the number: a risk was not mended in time."""
    return perform(locked(filing), "deadline_passed", by=by)


@transaction.atomic
def mark_shell(filing: Filing, *, by: User) -> Filing:
    return perform(locked(filing), "no_other_provider", by=by)


@transaction.atomic
def lapse_filing(filing: Filing, *, reason: str, by: User) -> Filing:
    """The number is no longer in force. Raises Malformed "reason_missing"."""
    current = locked(filing)
    require_verb(current, "lapse", by)
    _require_reason(reason)
    at = now(current.organization)
    return perform(current, "lapse", by=by, fields={"ended_at": at}, detail={"reason": reason.strip()[:2000]})


@transaction.atomic
def cancel_filing(filing: Filing, *, reason: str, by: User) -> Filing:
    """The authority cancelled it without an order of ours. Raises Malformed "reason_missing"."""
    current = locked(filing)
    require_verb(current, "cancel", by)
    _require_reason(reason)
    at = now(current.organization)
    return perform(
        current, "cancel", by=by, fields={"ended_at": at}, detail={"reason": reason.strip()[:2000]}
    )


@transaction.atomic
def cancel_access(filing: Filing, *, reason: str, by: User) -> Filing:
    """The provider ended its service without an order of ours. Raises Malformed "reason_missing"."""
    current = locked(filing)
    require_verb(current, "cancel_access", by)
    _require_reason(reason)
    return perform(current, "cancel_access", by=by, detail={"reason": reason.strip()[:2000]})


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Malformed(
            "reason_missing",
            _("No reason was given."),
            _("Say in a sentence what happened and where it was seen."),
        )


def _ended_by(filing: Filing) -> list[Filing]:
    """The filings of ours that this order ends, locked: the one it is about, or all of its applicant."""
    rows = Filing.objects.filter(organization=filing.organization_id, state__in=HOLDING)
    subject = subject_of(str(filing.answers.get("existing_number", "")))
    if filing.filing_type == "cancel_subject" and subject:
        # With its 号: a longer number that begins alike is another applicant's.
        rows = rows.filter(icp_number__startswith=subject)
    else:
        rows = rows.filter(followed_by=filing)
    found = rows.select_for_update(of=("self",)).select_related("organization", "assigned_to")
    return list(found.order_by("pk")[:AT_MOST])


def _changed_by(filing: Filing, read: FilingNumber) -> Filing | None:
    """What a granted change takes the place of, locked: the filing it is about, or that of its number."""
    if filing.filing_type != "change":
        return None
    held = Filing.objects.holding_a_number().filter(organization=filing.organization_id).exclude(pk=filing.pk)
    same = held.filter(pk=filing.about_id) if filing.about_id else held.filter(icp_number=read.text)
    rows = same.select_for_update(of=("self",)).select_related("organization", "assigned_to")
    return rows.order_by("-granted_at", "-pk").first()


def _taken_over(filing: Filing, earlier: Filing) -> dict[str, Any]:
    """What the change did not ask is as it was: from now on its row says everything that is filed.

    An answer that is asked no more, such as a person of the website who is now the one in charge, is left.
    """
    changed = filing.read_answers()
    answers = {**earlier.read_answers(), **changed}
    asked = {each.name for each in fields_for(WHOLE[filing.service], filing.service, answers)}
    kept = {name: value for name, value in answers.items() if name in asked or name in changed}
    filing.about = earlier
    filing.write_answers(kept)
    keep_mentions(filing, kept)
    return {"about": earlier, **{name: getattr(filing, name) for name in ANSWER_COLUMNS}}
