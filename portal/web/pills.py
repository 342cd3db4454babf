"""The word, colour and picture of every state that people see. One table for pages of all rooms.

Pure: rooms ask by the state's own name, so a state renamed in a lifecycle table fails here at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Pill:
    tone: str  # "", "ok", "info", "warn" or "bad"
    icon: str  # a name of portal.web.icons, "pulse" for the moving dot, or nothing
    label: str | Promise


PILLS: dict[str, Pill] = {
    # A request
    "draft": Pill("", "", _("Draft")),
    "submitted": Pill("info", "clock", _("Being planned")),
    "in_review": Pill("info", "clock", _("Waiting for review")),
    "returned": Pill("warn", "undo", _("Returned to you")),
    "approved": Pill("ok", "check", _("Approved")),
    "building": Pill("info", "pulse", _("Building")),
    "fulfilled": Pill("ok", "check", _("In service")),
    "failed": Pill("bad", "x", _("Failed")),
    "unwinding": Pill("warn", "undo", _("Undoing")),
    "unwound": Pill("", "undo", _("Undone")),
    "declined": Pill("bad", "x", _("Declined")),
    "withdrawn": Pill("", "x", _("Withdrawn")),
    # A run
    "running": Pill("info", "pulse", _("Running")),
    "paused": Pill("warn", "pause", _("Paused")),
    "held": Pill("warn", "warn", _("Stopped, your decision")),
    "succeeded": Pill("ok", "check", _("Done")),
    "unwound_with_residue": Pill("warn", "warn", _("Undone, with a remainder")),
    "stopped": Pill("bad", "x", _("Stopped")),
    # A step
    "pending": Pill("", "clock", _("Not started")),
    "claimed": Pill("info", "pulse", _("Starting")),
    "intended": Pill("info", "pulse", _("Starting")),
    "calling": Pill("info", "pulse", _("Asking the cloud")),
    "waiting": Pill("info", "pulse", _("Waiting for the cloud")),
    "done": Pill("ok", "check", _("Done")),
    "backing_off": Pill("info", "clock", _("Trying again soon")),
    "unknown": Pill("warn", "search", _("Looking up the outcome")),
    "refused": Pill("bad", "x", _("Refused by the cloud")),
    "needs_human": Pill("warn", "warn", _("Needs a person")),
    "undo_pending": Pill("", "clock", _("Undo not started")),
    "undo_intended": Pill("warn", "pulse", _("Undoing")),
    "undo_waiting": Pill("warn", "pulse", _("Undoing")),
    "undone": Pill("", "undo", _("Undone")),
    "residue": Pill("warn", "warn", _("Left behind")),
    # A filing
    "DRAFT": Pill("", "", _("Draft")),
    "DOCS": Pill("", "doc", _("Collecting papers")),
    "SPECIALIST_REVIEW": Pill("info", "clock", _("With our specialist")),
    "SPECIALIST_RETURNED": Pill("warn", "undo", _("Returned to you")),
    "IDENTITY_CHECK": Pill("warn", "people", _("Face check")),
    "PRELIM_REVIEW": Pill("info", "clock", _("With the provider")),
    "PRELIM_CORRECTION": Pill("warn", "undo", _("Returned by the provider")),
    "PRELIM_REJECTED": Pill("bad", "x", _("Rejected by the provider")),
    "AWAIT_SUBMIT": Pill("info", "clock", _("Being sent to the authority")),
    "SMS_PENDING": Pill("warn", "clock", _("Text message running")),
    "SMS_RETURNED": Pill("bad", "undo", _("Text message missed")),
    "CA_REVIEW": Pill("info", "clock", _("With the authority")),
    "CA_REJECTED": Pill("bad", "x", _("Rejected by the authority")),
    "APPROVED": Pill("ok", "check", _("Number issued")),
    "RISK": Pill("bad", "warn", _("Problem found")),
    "ACCESS_CANCELLED": Pill("warn", "x", _("Access ended")),
    "SHELL": Pill("warn", "warn", _("No live service")),
    "CANCELLED": Pill("", "x", _("Cancelled")),
    "LAPSED": Pill("bad", "x", _("Lapsed")),
    "ABANDONED": Pill("", "x", _("Given up")),
    "EXPIRED": Pill("", "x", _("Closed, stood still")),
    # What follows its number
    "FOOTER_PENDING": Pill("warn", "doc", _("Not in the footer")),
    "LIVE": Pill("ok", "check", _("In the footer")),
    "PSB_TODO": Pill("warn", "doc", _("To be filed")),
    "PSB_REVIEW": Pill("info", "clock", _("With the public security")),
    "PSB_RETURNED": Pill("warn", "undo", _("Returned to you")),
    "PSB_APPROVED": Pill("warn", "doc", _("Approved, to be shown")),
    "COMPLETE": Pill("ok", "check", _("Approved and shown")),
    # A commercial license
    "license.PREPARING": Pill("", "doc", _("Being prepared")),
    "license.CHECKING": Pill("info", "clock", _("With our specialist")),
    "license.RETURNED": Pill("warn", "undo", _("Returned to you")),
    "license.IN_REVIEW": Pill("info", "clock", _("With the administration")),
    "license.GRANTED": Pill("ok", "check", _("In force")),
    "license.RENEWING": Pill("ok", "clock", _("In force, renewal asked for")),
    "license.REFUSED": Pill("bad", "x", _("Refused")),
    "license.EXPIRED": Pill("bad", "x", _("Expired")),
    "license.ENDED": Pill("bad", "x", _("No longer in force")),
    "license.ABANDONED": Pill("", "x", _("Given up")),
    # A connection
    "in_service": Pill("ok", "check", _("In service")),
    "planned": Pill("", "clock", _("Planned")),
    "ended": Pill("", "x", _("Ended")),
}


def pill_for(state: str) -> Pill:
    """The pill of a state. Raises KeyError for a state that nobody gave a word."""
    try:
        return PILLS[state]
    except KeyError:
        raise KeyError(
            f"{state!r} has no pill. Give it a word, a tone and a picture in portal/web/pills.py."
        ) from None
