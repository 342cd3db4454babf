"""The specialist's desk: what waits for us, by least time left. Pages and programs ask here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from icp.filings.models import Filing
from icp.filings.models.filing import FilingQuerySet
from portal.accounts.models import User
from portal.accounts.roles import FILING_SPECIALIST
from portal.refusals import Forbidden

# In hand, in nobody's hands, with the text message running, to be read.
VIEWS = ("mine", "free", "sms", "review")
ORDER = ("due_at", "id")


def specialists_only(user: User) -> None:
    """The desk is for the people who review filings. Raises Forbidden."""
    if FILING_SPECIALIST not in user.staff_roles():
        raise Forbidden(
            "specialists_only",
            _("The desk is for filing specialists."),
            _("You find your own filings under Filings."),
        )


def waiting_for(user: User, shown: str = "") -> FilingQuerySet:
    """What waits, to be read in ORDER; one of VIEWS narrows it, any other word shows everything.

    Raises Forbidden "specialists_only".
    """
    specialists_only(user)
    rows = Filing.objects.visible_to(user).on_the_desk().filter(due_at__isnull=False)
    rows = rows.defer("answers", "sealed_answers").select_related("organization", "assigned_to")
    match shown:
        case "mine":
            return rows.filter(assigned_to=user)
        case "free":
            return rows.filter(assigned_to=None)
        case "sms":
            return rows.filter(state="SMS_PENDING")
        case "review":
            return rows.filter(state="SPECIALIST_REVIEW")
    return rows
