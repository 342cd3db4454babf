"""One row of the table of who is told what. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.accounts.roles import ARCHITECT, FILING_SPECIALIST, OPERATOR, OWNER, REQUESTER
from portal.notifications.rules.kinds import Kind
from portal.notifications.rules.words import Words


class Who(StrEnum):
    SENDER = "sender"  # the one person who began or sent it
    OWNERS = "owners"  # every owner of the organization it belongs to
    HANDLER = "handler"  # the specialist who has it in hand; all of them where nobody has
    ARCHITECTS = "architects"
    OPERATORS = "operators"


# A role that may hear as one of these; what of the table concerns a person follows from their roles.
HEARD_AS: dict[Who, frozenset[str]] = {
    Who.SENDER: frozenset({OWNER, REQUESTER}),
    Who.OWNERS: frozenset({OWNER}),
    Who.HANDLER: frozenset({FILING_SPECIALIST}),
    Who.ARCHITECTS: frozenset({ARCHITECT}),
    Who.OPERATORS: frozenset({OPERATOR}),
}
CUSTOMER = (Who.SENDER, Who.OWNERS)


@dataclass(frozen=True, slots=True)
class Rule:
    kind: Kind
    who: tuple[Who, ...]
    route: str  # the page that it leads to, with the record's id
    subject: Words
    body: Words
    lines: Words | None = None  # said before what the record adds: remarks, a reason, what stays
    # Where what happened may have happened to another kind of record: its type, and the page of that one.
    elsewhere: tuple[tuple[str, str], ...] = ()

    def route_for(self, record_type: str) -> str:
        return dict(self.elsewhere).get(record_type, self.route)
