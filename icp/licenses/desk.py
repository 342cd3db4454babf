"""The desk of licenses: what waits for a specialist, by least time left. Pages and programs ask here."""

from __future__ import annotations

from icp.filings.desk import specialists_only
from icp.licenses.models import HEAVY, License, LicenseQuerySet
from portal.accounts.models import User

# In hand, in nobody's hands, to be read, to be renewed.
VIEWS = ("mine", "free", "review", "renewal")
ORDER = ("desk_at", "id")


def waiting_for(user: User, shown: str = "") -> LicenseQuerySet:
    """What waits, to be read in ORDER; one of VIEWS narrows it, any other word shows everything.

    Raises Forbidden "specialists_only".
    """
    specialists_only(user)
    rows = License.objects.visible_to(user).on_the_desk()
    rows = rows.select_related("organization", "filing", "assigned_to").defer(*HEAVY)
    match shown:
        case "mine":
            return rows.filter(assigned_to=user)
        case "free":
            return rows.filter(assigned_to=None)
        case "review":
            return rows.filter(state="CHECKING")
        case "renewal":
            return rows.filter(state="GRANTED")
    return rows
