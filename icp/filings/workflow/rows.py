"""The filing under its lock, and who may do what to it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from icp.filings.models import Filing, changed_meanwhile, not_in_this_state
from icp.filings.rules import lifecycle
from portal.accounts.models import User
from portal.accounts.roles import FILING_SPECIALIST
from portal.refusals import Forbidden, Refused


def locked(filing: Filing) -> Filing:
    rows = Filing.objects.select_for_update(of=("self",)).select_related("organization", "assigned_to")
    return rows.get(pk=filing.pk)


def require_version(filing: Filing, row_version: int | None) -> None:
    if row_version is not None and row_version != filing.row_version:
        raise changed_meanwhile(filing)


def require_verb(filing: Filing, verb: str, by: User | None) -> None:
    """Whether `by` may say this verb now; nobody (`None`) is our clock.

    Raises Forbidden "role_may_not" for somebody who may never say it of this filing, and Refused
    "not_in_this_state" where it does not fit.
    """
    held = roles_of(filing, by)
    if not held & lifecycle.roles_of(verb):
        raise role_may_not(filing, lifecycle.roles_of(verb))
    move = lifecycle.move_for(filing.state, verb)
    if move is None:
        raise not_in_this_state(filing, verb)
    if not held & move.roles:
        raise role_may_not(filing, move.roles)


def roles_of(filing: Filing, by: User | None) -> frozenset[str]:
    if by is None:
        return lifecycle.CLOCK
    return by.roles_in(filing.organization_id) | (by.staff_roles() & {FILING_SPECIALIST})


def role_may_not(filing: Filing, roles: frozenset[str]) -> Forbidden:
    who = ", ".join(sorted(role.replace("_", " ") for role in roles))
    return Forbidden(
        "role_may_not",
        _("Your role does not allow this for %(reference)s.") % {"reference": filing.reference},
        _("These roles may: %(roles)s.") % {"roles": who},
        extra={"roles": sorted(roles)},
    )


def is_specialist(filing: Filing, by: User) -> bool:
    """Acting as one: a specialist who belongs to the filing's own organization acts as its customer."""
    return FILING_SPECIALIST in by.staff_roles() and not by.roles_in(filing.organization_id)


def require_not_anothers(filing: Filing, by: User) -> None:
    """One specialist at a time has a filing in hand. Raises Refused "held_by_another"."""
    if filing.assigned_to is not None and filing.assigned_to != by:
        raise Refused(
            "held_by_another",
            _("%(reference)s is in the hands of %(person)s.")
            % {"reference": filing.reference, "person": filing.assigned_to},
            _("Ask them to hand it back, or take it over on the desk."),
        )
