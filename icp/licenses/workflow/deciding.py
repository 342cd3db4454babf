"""What our specialist and the administration do. Nobody outside is asked: people say what happened there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.filings.rules import filing_number
from icp.filings.rules.deadlines import BEIJING, day_in_china
from icp.filings.rules.filing_number import FilingNumber
from icp.filings.rules.number_refusals import NumberRefused
from icp.licenses.models import License
from icp.licenses.rules import clock
from icp.licenses.workflow.rows import asked, perform, read_reason, require_number
from portal.accounts.models import User
from portal.calendar.clock import now
from portal.refusals import Malformed, Refused

# The kinds of number that each license bears, the usual one first.
NUMBER_KINDS = {"B25": ("vat_licence", "icp_licence"), "B21": ("vat_licence",)}
# The telecom regulations that licenses rest on are of that day.
EARLIEST = date(2000, 9, 25)
MOST_YEARS = 10


@transaction.atomic
def return_license(license: License, *, reason: str, by: User) -> License:
    """Our specialist sends it back. Raises Malformed "reason_missing"."""
    return _with_reason(license, "return", reason, by)


@transaction.atomic
def correct_license(license: License, *, reason: str, by: User) -> License:
    """The administration wants it changed. Raises Malformed "reason_missing"."""
    return _with_reason(license, "correct", reason, by)


@transaction.atomic
def lodge_license(license: License, *, by: User) -> License:
    """It was sent to the administration: the 40 to 60 working days begin."""
    current = asked(license, "lodge", by)
    require_number(current)
    at = now(current.organization)
    return perform(current, "lodge", by=by, fields={"lodged_at": at, "rung_at": at})


@transaction.atomic
def take_back_license(license: License, *, by: User) -> License:
    return perform(asked(license, "take_back", by), "take_back", by=by)


@transaction.atomic
def refuse_license(license: License, *, reason: str, by: User) -> License:
    """The administration said no. Raises Malformed "reason_missing"."""
    return _with_reason(license, "refuse", reason, by, is_end=True)


@transaction.atomic
def grant_license(
    license: License,
    *,
    number: str,
    granted_on: date | None = None,
    valid_until: date | None = None,
    by: User,
) -> FilingNumber:
    """The administration granted it with this number, which comes back with its warnings.

    Without days it counts from today for five years. Raises Malformed with the code of the number's refusal,
    or "days_do_not_fit".
    """
    return _number(license, "grant", number, granted_on, valid_until, by)


@transaction.atomic
def amend_license(
    license: License,
    *,
    number: str,
    granted_on: date | None = None,
    valid_until: date | None = None,
    by: User,
) -> FilingNumber:
    """A number or a day that was mistyped is mended; a day that is not given stays."""
    return _number(license, "amend", number, granted_on, valid_until, by)


@transaction.atomic
def report_license(license: License, *, by: User) -> License:
    """The annual report of the year that is over was sent. Raises Refused "no_report_open"."""
    current = asked(license, "report", by)
    granted_on = current.granted_on or day_in_china(current.opened_at)
    today = day_in_china(now(current.organization))
    year = clock.open_report(granted_on, current.reported_year, today)
    if year is None:
        raise Refused(
            "no_report_open",
            _("No annual report of %(reference)s is open.") % {"reference": current.reference},
            _("The report of a year opens on January 1 after it."),
        )
    return perform(current, "report", by=by, fields={"reported_year": year}, year=year)


@transaction.atomic
def ask_renewal(license: License, *, by: User) -> License:
    current = asked(license, "ask_renewal", by)
    return perform(current, "ask_renewal", by=by, fields={"renewal_lodged_at": now(current.organization)})


@transaction.atomic
def renew_license(license: License, *, valid_until: date | None = None, by: User) -> License:
    """Renewed until this day; without one, for five more years. Raises Malformed "days_do_not_fit"."""
    current = asked(license, "renew", by)
    before = current.valid_until or day_in_china(current.opened_at)
    until = valid_until or clock.five_years_after(before)
    if not before < until <= clock.years_after(before, MOST_YEARS):
        raise _days_do_not_fit(_("The new last day must lie after the old one, within ten years of it."))
    fields = {"valid_until": until, "renewal_lodged_at": None, "sealed_reason": b""}
    return perform(current, "renew", by=by, fields=fields, valid_until=until.isoformat())


@transaction.atomic
def refuse_renewal(license: License, *, reason: str, by: User) -> License:
    """It is not renewed; it ends on its last day, unless a renewal is asked for anew.

    The refusal is news of its own, so reminders that stood still meanwhile are not said after it.
    """
    current = asked(license, "refuse_renewal", by)
    fields = {
        "sealed_reason": current.seal_reason(read_reason(reason)),
        "renewal_lodged_at": None,
        "rung_at": now(current.organization),
        # Nobody waits for anything then; the next reminder brings it back.
        "desk_at": None,
    }
    return perform(current, "refuse_renewal", by=by, fields=fields)


@transaction.atomic
def end_license(license: License, *, reason: str, by: User) -> License:
    """It was given back or taken away. Raises Malformed "reason_missing"."""
    return _with_reason(license, "end", reason, by, is_end=True)


def _with_reason(license: License, verb: str, reason: str, by: User, *, is_end: bool = False) -> License:
    current = asked(license, verb, by)
    fields: dict[str, Any] = {"sealed_reason": current.seal_reason(read_reason(reason))}
    if is_end:
        fields["ended_at"] = now(current.organization)
    return perform(current, verb, by=by, fields=fields)


def _number(
    license: License, verb: str, number: str, granted_on: date | None, valid_until: date | None, by: User
) -> FilingNumber:
    current = asked(license, verb, by)
    read = read_number(current, number)
    today = day_in_china(now(current.organization))
    since = granted_on or current.granted_on or today
    until = valid_until or current.valid_until or clock.five_years_after(since)
    _require_days(since, until, today)
    fields: dict[str, Any] = {"license_number": read.text, "granted_on": since, "valid_until": until}
    if verb == "grant":
        at = now(current.organization)
        fields |= {"rung_at": _morning(since), "sealed_reason": b"", "granted_at": at}
    perform(
        current,
        verb,
        by=by,
        fields=fields,
        number=read.text,
        valid_until=until.isoformat(),
        warnings=len(read.warnings),
    )
    return read


def read_number(license: License, number: str) -> FilingNumber:
    """The number as it is kept. A license for several provinces is of no single one of them."""
    province = license.filing.province if license.answers.get("scope") == "province" else ""
    try:
        return filing_number.check(
            filing_number.parse(number, allow_test=license.organization.is_test),
            province=province or None,
            kind=NUMBER_KINDS.get(str(license.answers.get("kind")), NUMBER_KINDS["B25"]),
        )
    except NumberRefused as error:
        sentence = error.words.said_in(get_language() or "en")
        raise Malformed(
            error.code,
            sentence,
            _("Copy it from the license, as in 浙B2-20080101."),
            extra={"fields": {"number": [sentence]}},
        ) from error


def _require_days(since: date, until: date, today: date) -> None:
    if not EARLIEST <= since <= today:
        raise _days_do_not_fit(_("The day of the grant cannot be in the future."), "granted_on")
    if until < today or not since < until <= clock.years_after(since, MOST_YEARS):
        raise _days_do_not_fit(_("The last day must not be over, and lie within ten years of the grant."))


def _days_do_not_fit(sentence: str, field: str = "valid_until") -> Malformed:
    return Malformed(
        "days_do_not_fit",
        sentence,
        _("Copy both days from the license."),
        extra={"fields": {field: [sentence]}},
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
