"""What the clocks of licenses say when their moment comes. Rows drive it; messages are hints.

However late we come, of each kind only the newest reminder is said, and each at most once: what was said is
written in the transaction that records the events.
"""

from __future__ import annotations

import uuid

from django.db import transaction

from icp.licenses.models import License, tell
from icp.licenses.rules import clock
from icp.licenses.workflow.rows import asked, perform
from portal.calendar.clock import now

AT_MOST = 200
EVENTS = {
    "late": "license.review_late",
    "report": "license.report_due",
    "renewal": "license.renewal_due",
    "end": "license.validity_ended",
}


def ring_due(at_most: int = AT_MOST) -> int:
    """Ring every due license once; how many rang."""
    due = License.objects.due().order_by("next_at").values_list("pk", flat=True)
    return sum(ring(pk) for pk in list(due[:at_most]))


@transaction.atomic
def ring(pk: uuid.UUID) -> bool:
    """Say or do what is due for one license; False when another worker was faster or nothing is due."""
    rows = License.objects.due().select_for_update(of=("self",), skip_locked=True)
    license = rows.select_related("organization", "filing").filter(pk=pk).first()
    if license is None or license.rung_at is None:
        return False
    at = now(license.organization)
    moments = license.moments()
    come = clock.newest(moments, license.rung_at, at)
    if license.state == "GRANTED" and any(moment.code == "end" for moment in come):
        perform(asked(license, "expire", None), "expire", by=None, fields={"ended_at": at})
        return True
    license.rung_at, license.next_at = at, clock.next_after(moments, at)
    license.desk_at = license.desk_by()
    license.save(update_fields=["rung_at", "next_at", "desk_at"])
    for moment in come:
        _tell(license, moment)
    return bool(come)


def _tell(license: License, moment: clock.Moment) -> None:
    facts: dict[str, object] = {}
    if moment.code == "report":
        facts = {"year": moment.year, "until": clock.report_is_due_on(moment.year).isoformat()}
    elif license.valid_until is not None:
        facts = {"until": license.valid_until.isoformat()}
    tell(license, EVENTS[moment.code], by=None, **facts)
