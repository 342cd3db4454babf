"""A look at the footer is asked for. A worker does it; see checking.py."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from icp.publication.beginning import locked
from icp.publication.models import Publication
from icp.publication.rules import schedule
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import engine_now, now
from portal.events.recording import wake
from portal.refusals import Refused

CHECK = "icp.publication.check_footer"


@transaction.atomic
def ask_for_check(publication: Publication, *, by: User) -> Publication:
    """Look now. Asked twice it is looked at once.

    Raises Refused "nothing_to_check" without a domain or a number in force, "too_many_looks" above 20 an
    hour.
    """
    require(by, "publication.work", publication.organization)
    current = locked(publication)
    if not current.domain or not current.filing.holds_number:
        raise Refused(
            "nothing_to_check",
            _("%(reference)s has no website to look at.") % {"reference": current.filing.reference},
            _("A look needs a domain and a number in force."),
        )
    at = now(current.organization)
    if current.check_due_at is not None and current.check_due_at <= at:
        wake(CHECK, current.pk)
        return current
    since = engine_now() - timedelta(hours=1)
    if current.checks.filter(asked_by__isnull=False, created_at__gt=since).count() >= schedule.CHECKS_AN_HOUR:
        raise Refused(
            "too_many_looks",
            _("This site was looked at %(n)s times within the hour.") % {"n": schedule.CHECKS_AN_HOUR},
            _("Wait a while, then check again."),
        )
    current.check_due_at, current.check_asked_by = at, by
    current.save(update_fields=["check_due_at", "check_asked_by"])
    wake(CHECK, current.pk)
    return current
