"""Which rooms describe the records of their events: wiring, so a room that joins is named here only."""

from __future__ import annotations

from icp.documents import notices as papers
from icp.filings import notices as filings
from icp.licenses import notices as licenses
from networks.accelerations import notices as accelerations
from networks.requests import notices as networks
from portal.events.models import Event
from portal.notifications.about import About
from portal.notifications.walking import Describe

# By what an event is about.
SOURCES: dict[str, Describe] = {
    "networkrequest": networks.about,
    "run": networks.about,
    "acceleration": accelerations.about,
    "filing": filings.about,
    "paper": papers.about,
    "license": licenses.about,
}


def describe(event: Event) -> About | None:
    source = SOURCES.get(event.subject_type)
    return source(event) if source else None
