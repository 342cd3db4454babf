"""The verbs of the filing with the public security. Nobody outside is asked: people say what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.filings.models import Filing
from icp.filings.rules import filing_number
from icp.filings.rules.deadlines import day_in_china
from icp.filings.rules.filing_number import FilingNumber
from icp.filings.rules.number_refusals import NumberRefused
from icp.filings.workflow.rows import role_may_not, roles_of
from icp.publication.beginning import clock_from
from icp.publication.models import PsbFiling, Publication
from icp.publication.moving import tell
from icp.publication.rules import lifecycle
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.refusals import Malformed

TASKS = ("has_account", "interactive", "has_attachments")
LONGEST_REASON = 2000


@transaction.atomic
def save_tasks(psb: PsbFiling, *, tasks: Mapping[str, Any], by: User) -> PsbFiling:
    """What is prepared: `has_account` and `has_attachments` are flags, `interactive` is yes, no or empty."""
    require(by, "publication.work", psb.organization)
    current = _locked(psb)
    interactive = str(tasks.get("interactive", current.interactive))
    if interactive not in ("", *PsbFiling.Interactive.values):
        raise _not_yes_or_no(interactive)
    current.interactive = interactive
    current.has_account = bool(tasks.get("has_account", current.has_account))
    current.has_attachments = bool(tasks.get("has_attachments", current.has_attachments))
    current.save(update_fields=list(TASKS))
    return current


@transaction.atomic
def submit_psb(psb: PsbFiling, *, by: User) -> PsbFiling:
    """It was sent on the official site. Raises Malformed "interactive_open" while that question is open."""
    current = _asked(psb, "psb_submitted", by)
    if not current.interactive:
        raise Malformed(
            "interactive_open",
            _("It is not said whether people can publish to others on the site."),
            _("Answer the question first: it decides whether a safety assessment is asked for."),
            extra={"fields": {"interactive": [_("Answer this first.")]}},
        )
    at = now(current.organization)
    fields = {"state_since": at, "submitted_at": at, "next_at": None}
    current.move("psb_submitted", by=by, fields=fields, interactive=current.interactive)
    return current


@transaction.atomic
def return_psb(psb: PsbFiling, *, reason: str, by: User) -> PsbFiling:
    """The public security sent it back. Raises Malformed "reason_missing"."""
    current = _asked(psb, "return", by)
    said = reason.strip()[:LONGEST_REASON]
    if not said:
        raise Malformed(
            "reason_missing",
            _("No reason was given."),
            _("Write down what the public security asks for."),
            extra={"fields": {"reason": [_("Write down what the public security asks for.")]}},
        )
    fields = {"state_since": now(current.organization), "sealed_reason": current.seal_reason(said)}
    current.move("return", by=by, fields=fields)
    return current


@transaction.atomic
def resubmit_psb(psb: PsbFiling, *, by: User) -> PsbFiling:
    current = _asked(psb, "resubmit", by)
    at = now(current.organization)
    current.move("resubmit", by=by, fields={"state_since": at, "submitted_at": at})
    return current


@transaction.atomic
def approve_psb(psb: PsbFiling, *, number: str, by: User) -> FilingNumber:
    """It was approved with this number; the 30 days to show it begin. The number comes back with its
    warnings.

    Raises Malformed with the code of the number's refusal.
    """
    current = _asked(psb, "approve", by)
    read = read_number(current.about(), number)
    at = now(current.organization)
    began = current.approved_at or at
    fields = {
        "state_since": at,
        "psb_number": read.text,
        "approved_at": began,
        "sealed_reason": b"",
        **clock_from(day_in_china(began), at),
    }
    # Look at once whether it is shown already.
    Publication.objects.filter(pk=current.publication_id).exclude(domain="").update(check_due_at=at)
    current.move("approve", by=by, fields=fields, number=read.text, warnings=len(read.warnings))
    return read


def read_number(filing: Filing, number: str) -> FilingNumber:
    try:
        read = filing_number.parse(number)
        return filing_number.check(read, province=filing.province or None, kind=("psb", "psb_legacy"))
    except NumberRefused as error:
        sentence = error.words.said_in(get_language() or "en")
        raise Malformed(error.code, sentence, extra={"fields": {"number": [sentence]}}) from error


def tell_reminder(psb: PsbFiling, passed: int) -> None:
    """`show` runs after the approval, `file` before it."""
    kind = "show" if psb.approved_at else "file"
    tell(psb.about(), f"psb.{kind}_reminder", by=None, passed=passed, state=psb.state)


def _asked(psb: PsbFiling, verb: str, by: User) -> PsbFiling:
    """The row under its lock, when this person may say this verb of it."""
    require(by, "publication.work", psb.organization)
    current = _locked(psb)
    filing = current.about()
    allowed = frozenset(role for move in lifecycle.MOVES if move.verb == verb for role in move.roles)
    if not roles_of(filing, by) & allowed:
        raise role_may_not(filing, allowed)
    return current


def _locked(psb: PsbFiling) -> PsbFiling:
    rows = PsbFiling.objects.select_for_update(of=("self",))
    return rows.select_related("publication__filing__organization", "organization").get(pk=psb.pk)


def _not_yes_or_no(given: str) -> Malformed:
    sentence = _("“%(given)s” is not yes or no.") % {"given": given[:40]}
    return Malformed("not_yes_or_no", sentence, extra={"fields": {"interactive": [sentence]}})
