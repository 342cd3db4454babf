"""What notices say about a license: its website, who began it, and which day counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from icp.licenses.models import License
from portal.events.models import Event
from portal.notifications.about import About
from portal.notifications.rules.words import Words


def about(event: Event) -> About | None:
    """The license behind one of its events; None when there is none.

    What a person wrote stays on its page.
    """
    license = License.objects.select_related("filing").filter(pk=event.subject_id).first()
    if license is None:
        return None
    return About(
        record_type="license",
        record_id=license.pk,
        reference=license.reference,
        name=license.filing.title or license.filing.reference,
        sender_id=license.opened_by_id,
        handler_id=license.assigned_to_id,
        lines=lines_of(event.type, event.payload),
    )


def lines_of(event_type: str, payload: Mapping[str, Any]) -> tuple[Words, ...]:
    match event_type:
        case "license.report_due":
            year, until = payload["year"], payload["until"]
            return (Words(f"{year}, usually by {until}", f"{year}年度，通常须在 {until} 前提交"),)
        case "license.renewal_due" | "license.validity_ended":
            return (Words(str(payload["until"]), str(payload["until"])),)
        case "license.granted" | "license.amended" | "license.renewed":
            return (Words(str(payload["valid_until"]), str(payload["valid_until"])),)
    return ()
