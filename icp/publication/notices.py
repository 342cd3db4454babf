"""What notices add about a number after its grant: what was seen or found, how long a clock still runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from icp.publication.rules.results import RESULTS
from icp.publication.rules.schedule import PSB_DAYS
from icp.publication.rules.watch import MEANINGS
from portal.notifications.rules.words import Words


def lines_of(event_type: str, payload: Mapping[str, Any]) -> tuple[Words, ...]:
    """Lines for one of this room's events; nothing for the others."""
    match event_type:
        case "publication.footer_lost":
            title = RESULTS[payload["code"]].title
            return (Words(title.en, title.zh),)
        case "publication.watch_found":
            title = MEANINGS[payload["code"]].title
            return (Words(title.en, title.zh),)
        case "psb.file_reminder" | "psb.show_reminder":
            left = PSB_DAYS - int(payload["passed"])
            if not left:
                return (Words("Today is the last day.", "今天是最后一天。"),)
            return (Words(f"{left} days", f"{left} 天"),)
    return ()
