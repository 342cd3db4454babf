"""Which rooms rest on filing numbers: wiring, so a room that joins is named here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from networks.accelerations.dependents import resting_on
from portal.accounts.models import Organization, User
from portal.web.resting import Dependent

# Each takes the reader, the organization and the domain (A-label), and asks the database once.
DEPENDENTS: tuple[Callable[[User, Organization, str], Sequence[Dependent]], ...] = (resting_on,)


def dependents_of(user: User, organization: Organization, domain: str) -> list[Dependent]:
    """What rests on the number of this domain, of all rooms. Nothing for a filing without a domain."""
    if not domain:
        return []
    return [row for room in DEPENDENTS for row in room(user, organization, domain)]
