"""What falls due by itself: reminders of the public security's 30 days, and the yearly review.

Rows drive it. However late we come, only the newest reminder is said, and each at most once: what was said is
written in the transaction that records the event.
"""

from __future__ import annotations

import uuid

from django.db import transaction

from icp.publication.beginning import locked
from icp.publication.models import PsbFiling, Publication, YearlyReview
from icp.publication.moving import tell
from icp.publication.psb import tell_reminder
from icp.publication.rules import schedule
from portal.calendar.clock import now

AT_MOST = 100


def ring_due(at_most: int = AT_MOST) -> int:
    """Say every reminder that is due and open every review; how many were."""
    reminders = PsbFiling.objects.due().order_by("next_at").values_list("pk", flat=True)[:at_most]
    rung = sum(remind(pk) for pk in list(reminders))
    reviews = Publication.objects.due_for_review().order_by("review_due_at").values_list("pk", flat=True)
    return rung + sum(open_review(pk) for pk in list(reviews[:at_most]))


@transaction.atomic
def remind(pk: uuid.UUID) -> bool:
    """Say the newest reminder of one PSB filing; False when nothing is due or another worker was faster."""
    rows = PsbFiling.objects.due().select_for_update(of=("self",), skip_locked=True)
    psb = rows.select_related("publication__filing__organization", "organization").filter(pk=pk).first()
    if psb is None or psb.began_on is None:
        return False
    # It is due, so there is a reminder that was not said yet; of several the newest is.
    psb.passed = schedule.psb_clock(psb.began_on).latest(now(psb.organization))
    psb.next_at = schedule.next_reminder(psb.began_on, psb.passed)
    psb.save(update_fields=["passed", "next_at"])
    tell_reminder(psb, psb.passed)
    return True


@transaction.atomic
def open_review(pk: uuid.UUID) -> bool:
    """Open the yearly review of one number, and set the day of the next."""
    rows = Publication.objects.due_for_review().select_for_update(of=("self",), skip_locked=True)
    found = rows.filter(pk=pk).first()
    if found is None or found.review_due_at is None:
        return False
    publication = locked(found)
    due_at = found.review_due_at
    granted_at = publication.filing.granted_at or publication.created_at
    done = due_at.year - granted_at.year
    publication.review_due_at = schedule.yearly_review(granted_at, max(done, 1))
    publication.save(update_fields=["review_due_at"])
    _review, is_new = YearlyReview.objects.get_or_create(publication=publication, due_at=due_at)
    if is_new:
        tell(publication.filing, "publication.review_due", by=None, due_at=due_at.isoformat())
    return is_new
