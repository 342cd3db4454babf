"""The states of a filing: who has the ball, who may edit, whether a number is held, by when.

Codes and labels are those of the published table (`data/workflow.json`, as of 2026-11-23), letter for letter.
Ours are the specialist's own review before the provider's, and LAPSED, for a number that the authority took
back or that ended with its domain. What follows the number (footer, public security) has a life of its own
in `icp.publication`.

>>> STATES["CA_REVIEW"].waits_for, STATES["CA_REVIEW"].customer_may_edit
(<Party.AUTHORITY: 'authority'>, False)
>>> [code for code, state in STATES.items() if state.holds_number]
['APPROVED', 'RISK']
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from icp.eligibility.rules.bilingual import Words


class Party(StrEnum):
    CUSTOMER = "customer"
    WEBSITE_PERSON = "website_person"
    SPECIALIST = "specialist"
    PROVIDER = "provider"
    AUTHORITY = "authority"
    NOBODY = "nobody"


class Editing(StrEnum):
    """What the customer may change: everything, only what was marked, or nothing."""

    ALL = "all"
    FLAGGED = "flagged"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class State:
    code: str
    label: Words
    waits_for: Party
    editing: Editing
    holds_number: bool = False

    @property
    def customer_may_edit(self) -> bool:
        return self.editing is not Editing.NOTHING


_published = {
    row["code"]: Words(row["label"]["en"], row["label"]["zh"])
    for row in json.loads((Path(__file__).parent / "data" / "workflow.json").read_text(encoding="utf-8"))[
        "states"
    ]
}
_ours = {
    "SPECIALIST_REVIEW": Words("With our specialist", "备案专员审核中"),
    "SPECIALIST_RETURNED": Words("Returned by our specialist", "备案专员退回修改"),
    "LAPSED": Words("Filing lapsed", "备案已失效"),
}


def _state(
    code: str, waits_for: Party, editing: Editing = Editing.NOTHING, *, holds_number: bool = False
) -> State:
    return State(code, _ours.get(code) or _published[code], waits_for, editing, holds_number)


_ALL = (
    _state("DRAFT", Party.CUSTOMER, Editing.ALL),
    _state("DOCS", Party.CUSTOMER, Editing.ALL),
    _state("SPECIALIST_REVIEW", Party.SPECIALIST),
    _state("SPECIALIST_RETURNED", Party.CUSTOMER, Editing.FLAGGED),
    # The specialist has read it and typed it into the provider's console; who changes it now, withdraws it.
    _state("IDENTITY_CHECK", Party.WEBSITE_PERSON),
    _state("PRELIM_REVIEW", Party.PROVIDER),
    _state("PRELIM_CORRECTION", Party.CUSTOMER, Editing.FLAGGED),
    _state("PRELIM_REJECTED", Party.CUSTOMER, Editing.FLAGGED),
    _state("AWAIT_SUBMIT", Party.PROVIDER),
    _state("SMS_PENDING", Party.WEBSITE_PERSON),
    _state("SMS_RETURNED", Party.CUSTOMER, Editing.FLAGGED),
    _state("CA_REVIEW", Party.AUTHORITY),
    _state("CA_REJECTED", Party.CUSTOMER, Editing.FLAGGED),
    _state("APPROVED", Party.NOBODY, holds_number=True),
    _state("RISK", Party.CUSTOMER, holds_number=True),
    # The number still exists at the authority; our provider may no longer serve the site with it.
    _state("ACCESS_CANCELLED", Party.NOBODY),
    _state("SHELL", Party.CUSTOMER),
    _state("CANCELLED", Party.NOBODY),
    _state("LAPSED", Party.NOBODY),
    _state("ABANDONED", Party.NOBODY),
    _state("EXPIRED", Party.NOBODY),
)
STATES: dict[str, State] = {state.code: state for state in _ALL}
HOLDING: tuple[str, ...] = tuple(state.code for state in _ALL if state.holds_number)
# In a review by somebody; one order of a subject at a time may be here, at any provider (rule E16).
IN_PROGRESS: tuple[str, ...] = (
    "DRAFT",
    "DOCS",
    "SPECIALIST_REVIEW",
    "SPECIALIST_RETURNED",
    "IDENTITY_CHECK",
    "PRELIM_REVIEW",
    "PRELIM_CORRECTION",
    "PRELIM_REJECTED",
    "AWAIT_SUBMIT",
    "SMS_PENDING",
    "SMS_RETURNED",
    "CA_REVIEW",
    "CA_REJECTED",
)
RETURNED: tuple[str, ...] = tuple(state.code for state in _ALL if state.editing is Editing.FLAGGED)
# Somebody of the customer has to do something, and a clock runs.
WAITING: tuple[str, ...] = tuple(
    state.code
    for state in _ALL
    if state.waits_for in (Party.CUSTOMER, Party.WEBSITE_PERSON) and state.code != "SHELL"
)
# What stands on the specialist's desk: to read, or to watch at the provider and the authority.
ON_THE_DESK: tuple[str, ...] = (
    "SPECIALIST_REVIEW",
    "IDENTITY_CHECK",
    "PRELIM_REVIEW",
    "AWAIT_SUBMIT",
    "SMS_PENDING",
    "CA_REVIEW",
)
