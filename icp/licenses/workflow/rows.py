"""The license under its lock, who may do what to it, and one move with its clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from icp.filings.rules.deadlines import end_of_day
from icp.licenses.models import License, changed_meanwhile, not_in_this_state
from icp.licenses.rules import clock, lifecycle
from portal.accounts.models import User
from portal.accounts.roles import FILING_SPECIALIST
from portal.calendar.clock import now
from portal.refusals import Forbidden, Malformed, Refused

LONGEST_REASON = 2000
A_SECOND = timedelta(seconds=1)


def locked(license: License) -> License:
    rows = License.objects.select_for_update(of=("self",)).select_related(
        "organization", "filing", "assigned_to"
    )
    return rows.get(pk=license.pk)


def asked(license: License, verb: str, by: User | None) -> License:
    """The row under its lock, when `by` may say this verb of it now; nobody (`None`) is our clock.

    Raises Forbidden "role_may_not" for somebody who may never say it of this license, and Refused
    "not_in_this_state" where it does not fit, or "held_by_another" where a colleague has it in hand.
    """
    current = locked(license)
    if not roles_of(current, by) & lifecycle.roles_of(verb):
        raise role_may_not(current, lifecycle.roles_of(verb))
    if lifecycle.move_for(current.state, verb) is None:
        raise not_in_this_state(current, verb)
    if by is not None and lifecycle.roles_of(verb) == lifecycle.SPECIALIST:
        require_not_anothers(current, by)
    return current


def perform(
    license: License,
    verb: str,
    *,
    by: User | None,
    fields: Mapping[str, Any] | None = None,
    **payload: Any,
) -> License:
    """Move a locked license; the clock of its new state and its place on the desk are set in the same UPDATE.

    A place on the desk that `fields` gives stays.
    """
    at = now(license.organization)
    values = {"changed_at": at, **(fields or {})}
    target = lifecycle.target(license.state, verb)
    if target is not None and target != license.state:
        values["state_since"] = at
    license.move(verb, by=by, fields={**values, **_clock(license, target, values)}, **payload)
    return license


def _clock(license: License, target: str | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """`due_at`, `rung_at`, `next_at` and `desk_at` of the license as it is after the move."""
    after = License(**{field.attname: getattr(license, field.attname) for field in License._meta.fields})
    for name, value in values.items():
        setattr(after, name, value)
    after.state = target or license.state
    moments = after.moments()
    if not moments or after.rung_at is None:
        return {"due_at": None, "rung_at": None, "next_at": None, **_desk(after, values)}
    after.due_at = ends = _end_of(after)
    # A license that ended while its renewal was decided has its end before it once more.
    rung = min(after.rung_at, ends - A_SECOND) if after.state == "GRANTED" else after.rung_at
    after.rung_at = rung
    next_at = clock.next_after(moments, rung)
    return {"due_at": ends, "rung_at": rung, "next_at": next_at, **_desk(after, values)}


def _desk(after: License, values: Mapping[str, Any]) -> dict[str, Any]:
    return {} if "desk_at" in values else {"desk_at": after.desk_by()}


def _end_of(license: License) -> datetime:
    if license.is_in_force and license.valid_until is not None:
        return end_of_day(license.valid_until)
    return license.moments()[-1].at


def roles_of(license: License, by: User | None) -> frozenset[str]:
    if by is None:
        return lifecycle.CLOCK
    return by.roles_in(license.organization_id) | (by.staff_roles() & {FILING_SPECIALIST})


def role_may_not(license: License, roles: frozenset[str]) -> Forbidden:
    who = ", ".join(sorted(role.replace("_", " ") for role in roles))
    return Forbidden(
        "role_may_not",
        _("Your role does not allow this for %(reference)s.") % {"reference": license.reference},
        _("These roles may: %(roles)s.") % {"roles": who},
        extra={"roles": sorted(roles)},
    )


def require_not_anothers(license: License, by: User) -> None:
    """One specialist at a time has a license in hand. Raises Refused "held_by_another"."""
    if license.assigned_to is not None and license.assigned_to != by:
        raise Refused(
            "held_by_another",
            _("%(reference)s is in the hands of %(person)s.")
            % {"reference": license.reference, "person": license.assigned_to},
            _("Ask them to hand it back, or take it over on the desk."),
        )


def require_version(license: License, row_version: int | None) -> None:
    if row_version is not None and row_version != license.row_version:
        raise changed_meanwhile(license)


def require_number(license: License) -> None:
    """First the filing, then the license. Raises Refused "filing_without_number"."""
    if not license.filing.holds_number:
        raise without_number(license.filing.reference)


def without_number(reference: str) -> Refused:
    return Refused(
        "filing_without_number",
        _("%(reference)s holds no number, so no license can be asked for.") % {"reference": reference},
        _("First the filing, then the license: begin it once the filing is granted."),
    )


def read_reason(reason: str) -> str:
    """Raises Malformed "reason_missing"."""
    said = reason.strip()[:LONGEST_REASON]
    if not said:
        sentence = _("Write down what is asked for, or why it ended.")
        raise Malformed(
            "reason_missing", _("No reason was given."), sentence, extra={"fields": {"reason": [sentence]}}
        )
    return said
