"""What notices say about a filing: who began it, who has it in hand, and how long a clock still runs."""

from __future__ import annotations

from datetime import datetime

from icp.filings.models import Filing
from icp.filings.rounds import place_of
from icp.filings.rules.deadlines import BEIJING
from icp.filings.rules.reasons import REASONS
from icp.publication.notices import lines_of
from portal.events.models import Event
from portal.notifications.about import About
from portal.notifications.rules.words import Words

MOST_LINES = 12


def about(event: Event) -> About | None:
    """The filing behind one of its events; None when there is none.

    Lines hold codes and fields only: what a person wrote may name people, and letters are read by others.
    """
    filing = Filing.objects.filter(pk=event.subject_id).first()
    if filing is None:
        return None
    return About(
        record_type="filing",
        record_id=filing.pk,
        reference=filing.reference,
        name=filing.title or filing.reference,
        sender_id=filing.opened_by_id,
        handler_id=filing.assigned_to_id,
        lines=_lines(event, filing)[:MOST_LINES],
        until=_until(event),
    )


def _lines(event: Event, filing: Filing) -> tuple[Words, ...]:
    payload = event.payload
    match event.type:
        case "filing.returned" | "filing.correction_needed" | "filing.rejected":
            rows = filing.remarks.filter(round=payload["round"]).values_list("field", "code")
            return tuple(_marked(field, code) for field, code in rows)
        case "filing.sms_reminder":
            hours = 24 - int(payload["passed"])
            until = _instant(payload["until"])
            return (Words(f"{hours} h, until {until} in Beijing", f"{hours} 小时，至北京时间 {until}"),)
        case "filing.idle_reminder" | "filing.risk_reminder":
            until = _instant(payload["until"])
            return (Words(f"until {until} in Beijing", f"至北京时间 {until}"),)
        case "filing.wrong_code":
            return (Words(str(payload["left"]), str(payload["left"])),)
    return lines_of(event.type, payload)


def _until(event: Event) -> datetime | None:
    if event.type in ("filing.sms_reminder", "filing.idle_reminder", "filing.risk_reminder"):
        return datetime.fromisoformat(event.payload["until"])
    return None


def _marked(field: str, code: str) -> Words:
    place, reason = place_of(field), REASONS[code]
    return Words(f"{place.en}: {reason.words.en}", f"{place.zh}：{reason.words.zh}")


def _instant(written: str) -> str:
    return f"{datetime.fromisoformat(written).astimezone(BEIJING):%Y-%m-%d %H:%M}"
