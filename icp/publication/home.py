"""What waits for a customer after the number, for the dashboard: the footer, then the public security."""

from __future__ import annotations

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from icp.filings.rules.states import HOLDING
from icp.publication.models import PSB_WAITS_FOR_CUSTOMER, PsbFiling
from icp.publication.rules.schedule import psb_clock
from portal.accounts.models import User
from portal.web.dashboard import Need

SHOWN = 5


def needs(user: User) -> tuple[Need, ...]:
    """At most five, the oldest clock first. One question to the database."""
    rows = PsbFiling.objects.filter(
        organization_id__in=user.organization_ids(),
        state__in=PSB_WAITS_FOR_CUSTOMER,
        publication__filing__state__in=HOLDING,
    )
    waiting = rows.select_related("publication__filing").order_by(F("began_on").asc(nulls_last=True), "id")
    return tuple(_need(psb) for psb in waiting[:SHOWN])


def _need(psb: PsbFiling) -> Need:
    filing, is_pending = psb.publication.filing, psb.publication.state == "FOOTER_PENDING"
    if is_pending and psb.state == "PSB_TODO":
        text, page = _("Put the number of %(reference)s into the footer"), "icp:filing-footer"
    elif psb.state == "PSB_APPROVED":
        text, page = _("Show the police number of %(reference)s in the footer"), "icp:filing-footer"
    else:
        text, page = _("File %(reference)s with the public security"), "icp:filing-psb"
    return Need(
        text=text % {"reference": filing.reference},
        url=reverse(page, args=[filing.pk]),
        about=filing.title,
        due=psb_clock(psb.began_on).due_at if psb.began_on else None,
    )
