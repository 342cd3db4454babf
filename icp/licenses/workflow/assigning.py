"""Which specialist has a license in hand: taken from the desk, handed back to it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from icp.licenses.models import License
from icp.licenses.workflow.rows import locked, require_not_anothers
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.events.models import Event
from portal.events.recording import record
from portal.refusals import Refused


@transaction.atomic
def claim_license(license: License, *, take_over: bool = False, by: User) -> License:
    """Take it in hand. From somebody else's hands only with `take_over`, which is recorded as such.

    Raises Forbidden "role_may_not", Refused "not_on_the_desk" or "held_by_another".
    """
    current = locked(license)
    require(by, "license.work", current.organization)
    if current.desk_at is None:
        raise Refused(
            "not_on_the_desk",
            _("%(reference)s does not wait for a specialist now.") % {"reference": current.reference},
            _("It comes back to the desk when the customer sends it, or when its renewal is due."),
        )
    if current.assigned_to == by:
        return current
    if not take_over:
        require_not_anothers(current, by)
    return _assign(current, by, "license.taken_over" if current.assigned_to else "license.claimed", by)


@transaction.atomic
def hand_back_license(license: License, *, by: User) -> License:
    """Put it back on the common pile. Raises Forbidden "role_may_not" or Refused "not_in_hand"."""
    current = locked(license)
    require(by, "license.work", current.organization)
    if current.assigned_to != by:
        raise Refused(
            "not_in_hand",
            _("%(reference)s is not in your hands.") % {"reference": current.reference},
            _("Only who has it in hand hands it back."),
        )
    return _assign(current, None, "license.handed_back", by)


def _assign(license: License, person: User | None, type: str, by: User) -> License:
    license.assigned_to = person
    license.assigned_at = now(license.organization) if person else None
    license.save(update_fields=["assigned_to", "assigned_at"])
    record(
        type,
        organization=license.organization,
        subject=license,
        actor=by,
        payload={
            "reference": license.reference,
            "state": license.state,
            "to": str(person.pk) if person else None,
        },
        audience=Event.Audience.STAFF,
    )
    return license
