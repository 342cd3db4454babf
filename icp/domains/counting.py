"""How often one organization may ask, at both doors: registries limit how often all of us ask them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.accounts.models import Organization
from portal.api.refusals import TooMany
from portal.api.throttling import Allowance, take

LOOKUPS = Allowance(per_minute=10, burst=20)


def count_one_lookup(organization: Organization) -> None:
    """Raises TooMany when the organization asked more often than people do."""
    wait = take(f"look_up:{organization.pk}", LOOKUPS)
    if wait is not None:
        raise TooMany(
            "too_many_lookups",
            _("Your organization asked for many domains in a short time."),
            _("Look again in %(seconds)s seconds. Registries limit how often they may be asked.")
            % {"seconds": max(1, round(wait))},
            extra={"retry_after": wait},
        )
