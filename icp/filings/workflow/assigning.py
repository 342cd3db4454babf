"""Which specialist gets a filing: by language, by province, and by who has least to do."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from icp.filings.models import Desk, Filing
from icp.filings.rules.states import ON_THE_DESK
from icp.filings.workflow.rows import locked, require_not_anothers
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.accounts.roles import FILING_SPECIALIST
from portal.calendar.clock import now
from portal.events.models import Event
from portal.events.recording import record
from portal.refusals import Malformed, Refused

CANDIDATES = 200


def suggested(filing: Filing) -> User | None:
    """Who should get it: knows the province and the customer's language, is not full, and has least to do.

    Nobody where every desk is full; it then waits on the common pile.
    """
    load = Count("person__assigned_filings", filter=Q(person__assigned_filings__state__in=list(ON_THE_DESK)))
    desks = (
        Desk.objects.filter(person__is_active=True, person__memberships__role=FILING_SPECIALIST)
        .select_related("person")
        .annotate(load=load)
        .order_by("load", "person_id")[:CANDIDATES]
    )
    fitting = [
        desk
        for desk in desks
        if desk.load < desk.most_filings
        and (not desk.provinces or filing.province in desk.provinces)
        and not desk.person.roles_in(filing.organization_id)
    ]
    language = filing.opened_by.language
    fitting.sort(key=lambda desk: (language not in desk.languages, not desk.provinces, desk.load, desk.pk))
    return fitting[0].person if fitting else None


@transaction.atomic
def claim_filing(filing: Filing, *, take_over: bool = False, by: User) -> Filing:
    """Take it in hand. From somebody else's hands only with `take_over`, which they are told."""
    current = locked(filing)
    require(by, "filing.work", current.organization)
    _require_on_the_desk(current)
    if current.assigned_to == by:
        return current
    if not take_over:
        require_not_anothers(current, by)
    before = current.assigned_to
    return _assign(current, by, "filing.taken_over" if before else "filing.claimed", by)


@transaction.atomic
def hand_back_filing(filing: Filing, *, to: User | None = None, by: User) -> Filing:
    """Put it back on the common pile, or into the hands of a colleague."""
    current = locked(filing)
    require(by, "filing.work", current.organization)
    if current.assigned_to != by:
        raise Refused(
            "not_in_hand",
            _("%(reference)s is not in your hands.") % {"reference": current.reference},
            _("Only who has it in hand hands it back."),
        )
    if to is not None and FILING_SPECIALIST not in to.staff_roles():
        raise Malformed(
            "no_specialist",
            _("%(person)s is no filing specialist.") % {"person": to},
            _("Choose one of the specialists, or nobody."),
        )
    return _assign(current, to, "filing.handed_back", by)


def _require_on_the_desk(filing: Filing) -> None:
    if filing.state not in ON_THE_DESK:
        raise Refused(
            "not_on_the_desk",
            _("%(reference)s does not wait for a specialist now.") % {"reference": filing.reference},
            _("It comes back to the desk when the customer sends it."),
        )


def _assign(filing: Filing, person: User | None, type: str, by: User) -> Filing:
    filing.assigned_to = person
    filing.assigned_at = now(filing.organization) if person else None
    filing.save(update_fields=["assigned_to", "assigned_at"])
    record(
        type,
        organization=filing.organization,
        subject=filing,
        actor=by,
        payload={
            "reference": filing.reference,
            "state": filing.state,
            "to": str(person.pk) if person else None,
        },
        audience=Event.Audience.STAFF,
    )
    return filing
