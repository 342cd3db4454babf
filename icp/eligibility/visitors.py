"""Who asks, for which organization, on which day, and how often."""

from __future__ import annotations

from datetime import date, timedelta, timezone

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.accounts.models import Organization, User
from portal.api.addresses import address_of
from portal.api.refusals import TooMany
from portal.api.throttling import Allowance, take
from portal.calendar.clock import now

# China keeps one time all year; working days are counted in it.
CHINA = timezone(timedelta(hours=8))
# A person needs minutes for the pages; a class in one room shares an address.
CHECKS_FROM_ONE_ADDRESS = Allowance(per_minute=6, burst=20)


def today_in_china(organization: Organization | None = None) -> date:
    return now(organization).astimezone(CHINA).date()


def organization_of(user: User | AnonymousUser) -> Organization | None:
    """The organization a result belongs to at once: the only one of a customer. Nobody's for all others."""
    own = list(organizations_of(user)[:2])
    return own[0] if len(own) == 1 else None


def organizations_of(user: User | AnonymousUser) -> QuerySet[Organization]:
    if not isinstance(user, User):
        return Organization.objects.none()
    return Organization.objects.filter(pk__in=user.organization_ids(), is_operator=False).order_by("name")


def count_one_check(request: HttpRequest) -> None:
    """Raises TooMany when this address asked for more results than people do."""
    wait = take(f"check:{address_of(request)}"[:80], CHECKS_FROM_ONE_ADDRESS)
    if wait is not None:
        seconds = max(1, round(wait))
        raise TooMany(
            "too_many_checks",
            _("Too many checks came from your network address in a short time."),
            _("We kept your answers. Go back and send the last page again in %(seconds)s seconds.")
            % {"seconds": seconds},
            extra={"retry_after": wait},
        )
