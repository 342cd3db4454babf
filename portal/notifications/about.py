"""What a room says about the record that an event tells of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from portal.notifications.rules.words import Words


@dataclass(frozen=True)
class About:
    """`lines` are what the rule's sentence cannot know: remarks, a reason, the price of what stays.

    `until` is a moment that each reader is told in their own time too.
    """

    record_type: str
    record_id: uuid.UUID
    reference: str
    name: str
    action: str = ""
    sender_id: uuid.UUID | None = None
    handler_id: uuid.UUID | None = None
    lines: tuple[Words, ...] = ()
    until: datetime | None = None
