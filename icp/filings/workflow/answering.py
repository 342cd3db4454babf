"""Keeping what is typed, finished or not, after every change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.filings.models import ANSWER_COLUMNS, Filing, not_in_this_state
from icp.filings.rules.fields import values
from icp.filings.rules.fields.asking import FIELDS, field
from icp.filings.rules.fields.field import Field
from icp.filings.rules.states import STATES, Editing
from icp.filings.workflow.mentions import keep_mentions
from icp.filings.workflow.moving import restart_idle
from icp.filings.workflow.rows import locked, require_version
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.lists import listed
from portal.refusals import Malformed, Refused

NAMES = frozenset(each.name for each in FIELDS)
# A text message that nobody answered is mended by another phone.
PHONES = frozenset({"subject_person_mobile", "site_person_mobile", "emergency_phone"})
LONGEST = 4000


@transaction.atomic
def save_answers(
    filing: Filing,
    answers: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    page: str = "",
    row_version: int | None = None,
    by: User,
) -> Filing:
    """Keep these answers as they were typed; the others stay. Judging waits until the filing is sent.

    `seen` is what the page showed before it was changed: where somebody else wrote another value meanwhile,
    nothing is kept and Refused "changed_meanwhile" names the fields. The opened `page` that wrote last is not
    told of its own writing, whose answer may have been lost. Raises Refused "not_in_this_state"
    or "field_not_flagged" for what may not be changed now, Malformed "unknown_field".
    """
    current = locked(filing)
    require(by, "filing.edit", current.organization)
    require_version(current, row_version)
    _require_known(answers)
    if STATES[current.state].editing is Editing.NOTHING:
        raise not_in_this_state(current, "submit")
    kept = current.read_answers()
    read = {name: values.read(field(name).kind, given).value for name, given in _bounded(answers).items()}
    changed = {name: value for name, value in read.items() if kept.get(name, _nothing(value)) != value}
    if not changed:
        return current
    _require_flagged(current, changed)
    if not (page and page == current.edited_in):
        _require_unchanged(current, kept, seen, changed)
    current.write_answers({**kept, **changed})
    at = now(current.organization)
    current.changed_at, current.edited_in = at, page[:32]
    current.row_version = models.F("row_version") + 1
    current.save(update_fields=[*ANSWER_COLUMNS, "changed_at", "edited_in", "row_version"])
    current.refresh_from_db(fields=["row_version"])
    keep_mentions(current, {**kept, **changed})
    restart_idle(current, at)
    return current


def editable_fields(filing: Filing) -> frozenset[str] | None:
    """The fields that may be changed now; `None` says all of them."""
    match STATES[filing.state].editing:
        case Editing.ALL:
            return None
        case Editing.NOTHING:
            return frozenset()
    flagged = frozenset(filing.remarks.filter(round=filing.round).values_list("field", flat=True))
    # Where a remark concerns the whole filing, the whole filing may be mended.
    if "" in flagged:
        return None
    return flagged | PHONES if filing.state == "SMS_RETURNED" else flagged


def _nothing(value: object) -> object:
    return [] if isinstance(value, list) else ""


def _require_known(answers: Mapping[str, Any]) -> None:
    unknown = [name for name in answers if name not in NAMES]
    if unknown:
        raise Malformed(
            "unknown_field",
            _("A filing has no field “%(name)s”.") % {"name": str(unknown[0])[:60]},
            _("Leave it out. Fields are listed in the API description."),
            extra={"fields": {str(name)[:60]: [str(_("There is no such field."))] for name in unknown[:20]}},
        )


def _bounded(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a field can hold at all; a sentence about its own limit comes when it is judged."""
    return {
        name: given[:LONGEST] if isinstance(given, str | list) else given for name, given in answers.items()
    }


def _require_flagged(filing: Filing, changed: Mapping[str, Any]) -> None:
    allowed = editable_fields(filing)
    refused = [name for name in changed if allowed is not None and name not in allowed]
    if refused:
        names = [label(field(name)) for name in refused]
        raise Refused(
            "field_not_flagged",
            _("Only what was marked can be changed now; this was not: %(fields)s.")
            % {"fields": listed(names)},
            _("Mend what is marked and send it again. To change more, tell our specialist."),
            extra={"fields": refused},
        )


def _require_unchanged(
    filing: Filing, kept: Mapping[str, Any], seen: Mapping[str, Any] | None, changed: Mapping[str, Any]
) -> None:
    """Raises Refused where a field that is changed here was changed elsewhere since it was shown."""
    crossed = [
        name
        for name in changed
        if seen is not None and name in seen and seen[name] != kept.get(name, _nothing(seen[name]))
    ]
    if crossed:
        names = [label(field(name)) for name in crossed]
        raise Refused(
            "changed_meanwhile",
            _("Somebody else changed this in %(reference)s a moment ago: %(fields)s.")
            % {"reference": filing.reference, "fields": listed(names)},
            _("Both are shown. Keep theirs, or save yours once more."),
            extra={"fields": crossed},
        )


def label(each: Field) -> str:
    return each.label.said_in(get_language() or "en")
