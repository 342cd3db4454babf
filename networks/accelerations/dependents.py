"""What the page of a filing shows of accelerations: those of its domain that need a number."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networks.accelerations.models import Acceleration, Break
from networks.accelerations.rules.plans import MAINLAND_PLANS
from portal.accounts.models import Organization, User
from portal.web.pills import pill_for
from portal.web.resting import Dependent

AT_MOST = 20


def resting_on(user: User, organization: Organization, domain: str) -> list[Dependent]:
    """Two questions to the database, however many there are."""
    rows = (
        Acceleration.objects.visible_to(user)
        .open()
        .filter(organization=organization, domain=domain, plan__in=MAINLAND_PLANS)
    )
    found = list(rows[:AT_MOST])
    broken = {
        row.acceleration_id: row
        for row in Break.objects.filter(acceleration__in=found, closed_at=None).select_related("reroute")
    }
    return [_row(acceleration, broken.get(acceleration.pk)) for acceleration in found]


def _row(acceleration: Acceleration, broken: Break | None) -> Dependent:
    language = get_language() or "en"
    pill = pill_for(acceleration.shown_as)
    note = ""
    if broken is not None:
        note = broken.consequence.in_language(language)
        if broken.reroute is not None:
            drafted = _("%(reference)s can take its place.") % {"reference": broken.reroute.reference}
            note = f"{note} {drafted}"
    return Dependent(
        text=f"{acceleration.reference} {acceleration.terms.name.in_language(language)}",
        url=reverse("networks:acceleration", args=[acceleration.pk]),
        tone="bad" if broken else pill.tone,
        state=str(_("Number lost")) if broken else str(pill.label),
        note=note,
    )
