"""What begins with a number: its publication, and the 30 days of the public security once a site is open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from icp.eligibility.rules.domain_names import NotADomainName, parse
from icp.filings.models import Filing
from icp.filings.rules.deadlines import day_in_china
from icp.filings.rules.filing_types import FILING_TYPES
from icp.publication.models import PsbFiling, Publication
from icp.publication.moving import tell
from icp.publication.rules import schedule
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.refusals import Malformed

# The first sites of mainland China opened then.
EARLIEST = date(1994, 4, 20)


@transaction.atomic
def begin_publication(filing: Filing) -> Publication | None:
    """The publication of a filing that was just granted; None for one that ends a filing.

    Called in the transaction of the grant, and harmless when it is called again. A granted change goes on
    with the publication of the filing that it changed.
    """
    if FILING_TYPES[filing.filing_type].ends:
        return None
    found = Publication.objects.filter(filing=filing).first() or _inherited(filing)
    if found is not None:
        return found
    at = now(filing.organization)
    granted_at = filing.granted_at or at
    domain = _domain_of(filing)
    publication = Publication.objects.create(
        filing=filing,
        organization=filing.organization,
        state="FOOTER_PENDING",
        state_since=at,
        domain=domain,
        check_due_at=at if domain else None,
        watch_due_at=at if domain else None,
        review_due_at=schedule.yearly_review(granted_at),
    )
    PsbFiling.objects.create(
        publication=publication,
        organization=filing.organization,
        state="PSB_TODO",
        state_since=at,
    )
    tell(filing, "publication.begun", by=None, state=publication.state)
    return publication


@transaction.atomic
def open_site(publication: Publication, *, on: date, by: User) -> Publication:
    """The day the site opened: the 30 days of the public security count from it.

    Raises Malformed "opening_day" for a day that has not come or that no site can have opened on.
    """
    require(by, "publication.work", publication.organization)
    current = locked(publication)
    today = day_in_china(now(current.organization))
    if not EARLIEST <= on <= today:
        raise Malformed(
            "opening_day",
            _("The site cannot have opened on %(day)s.") % {"day": on.isoformat()},
            _("Give a day up to today, in China: %(today)s.") % {"today": today.isoformat()},
            extra={"fields": {"opened_on": [_("Give a day up to today.")]}},
        )
    note_opening(current, on)
    tell(current.filing, "publication.site_opened", by=by, opened_on=on.isoformat())
    return current


def note_opening(publication: Publication, on: date) -> None:
    """Write the day, and begin the 30 days anew where nothing is sent yet. The caller holds the row."""
    publication.site_opened_on = on
    publication.save(update_fields=["site_opened_on"])
    waiting = PsbFiling.objects.filter(publication=publication, state="PSB_TODO")
    waiting.update(**clock_from(on, now(publication.organization)))


def clock_from(began_on: date, at: datetime) -> dict[str, Any]:
    """Columns of 30 days that begin on this day. What has passed already is not said late, one by one."""
    passed = schedule.psb_clock(began_on).latest(at)
    earlier = max((days for days in schedule.PSB_REMINDERS if days < passed), default=0)
    return {
        "began_on": began_on,
        "passed": earlier,
        "next_at": schedule.next_reminder(began_on, earlier),
    }


def locked(publication: Publication) -> Publication:
    rows = Publication.objects.select_for_update(of=("self",)).select_related("filing", "organization")
    return rows.get(pk=publication.pk)


def _inherited(filing: Filing) -> Publication | None:
    if filing.filing_type != "change" or filing.about_id is None:
        return None
    earlier = Publication.objects.select_for_update(of=("self",)).filter(filing=filing.about_id).first()
    if earlier is None:
        return None
    at = now(filing.organization)
    earlier.filing = filing
    earlier.domain = _domain_of(filing)
    earlier.check_due_at = earlier.watch_due_at = at if earlier.domain else None
    earlier.lookup = None
    earlier.save(update_fields=["filing", "domain", "check_due_at", "watch_due_at", "lookup"])
    return earlier


def _domain_of(filing: Filing) -> str:
    """The name as registered; nothing for an app, or where no domain was given."""
    if filing.service != "website" or not filing.domain:
        return ""
    try:
        return parse(filing.domain).ascii
    except NotADomainName:
        return ""
