"""What of licenses waits for this person, for the dashboard. One question to the database for each side."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from icp.filings.rules.deadlines import BEIJING, end_of_day
from icp.licenses.models import HEAVY, License
from icp.licenses.rules import clock
from icp.licenses.rules.lifecycle import EDITABLE, IN_FORCE
from portal.accounts.models import User
from portal.calendar.clock import ClockTimestamp
from portal.web.dashboard import Need

SHOWN = 5


def needs(user: User) -> tuple[Need, ...]:
    """For a customer: what came back or was begun, reports that are open, renewals that are due."""
    at = Coalesce(F("organization__frozen_at"), ClockTimestamp())
    rows = (
        License.objects.filter(organization_id__in=user.organization_ids())
        .annotate(this_year=ExtractYear(at, tzinfo=BEIJING))
        .filter(Q(state__in=EDITABLE) | Q(state="GRANTED", desk_at__isnull=False) | _REPORT)
    )
    waiting = (
        rows.select_related("filing")
        .defer(*HEAVY)
        .order_by(F("desk_at").asc(nulls_last=True), "state_since", "id")
    )
    return tuple(need for license in waiting[:SHOWN] for need in _needs_of(license))


def to_read(user: User) -> tuple[Need, ...]:
    """For a specialist: what they have in hand and should look at."""
    mine = License.objects.visible_to(user).on_the_desk().filter(assigned_to=user)
    rows = mine.filter(state__in=["CHECKING", "GRANTED"]).select_related("organization", "filing")
    words = {
        "CHECKING": _("Read %(reference)s of %(customer)s"),
        "GRANTED": _("Ask for the renewal of %(reference)s of %(customer)s"),
    }
    return tuple(
        Need(
            text=words[row.state] % {"reference": row.reference, "customer": row.organization},
            url=reverse("icp:license", args=[row.pk]),
            about=row.filing.title,
            due=row.desk_at,
        )
        for row in rows.defer(*HEAVY).order_by("desk_at", "id")[:SHOWN]
    )


# The year before is over, it was in force in it, and its report is not in.
_REPORT = Q(state__in=IN_FORCE, granted_on__year__lt=F("this_year"), reported_year__lt=F("this_year") - 1)


def _needs_of(license: License) -> Iterator[Need]:
    about, reference = license.filing.title, {"reference": license.reference}
    url = reverse("icp:license", args=[license.pk])
    if license.state == "RETURNED":
        yield Need(_("Mend %(reference)s and send it again") % reference, url, about)
    elif license.state == "PREPARING":
        yield Need(_("Go on with %(reference)s") % reference, url, about)
    year = license.this_year - 1  # type: ignore[attr-defined]  # annotated above
    if license.is_in_force and license.granted_on and license.granted_on.year <= year > license.reported_year:
        text = _("Send the report of %(reference)s for %(year)s") % {**reference, "year": year}
        yield Need(text, url, about, end_of_day(clock.report_is_due_on(year)))
    if license.state == "GRANTED" and license.valid_until and license.desk_at:
        yield Need(_("Prepare the renewal of %(reference)s") % reference, url, about, license.desk_at)
