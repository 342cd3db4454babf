"""The life of a commercial license (经营性许可证): which verb leads from which state to which, and who may
say it.

First the filing, then the license: it is asked for by the company of a filing that holds a number, read by
our specialist, and decided by the provincial administration, or by the MIIT for several provinces (rule book
section 11, 2026-11-23). No interface tells what the administration does, so a specialist says it. That a
renewal is due is a date and no state. A license whose renewal is with the administration does not end by our
clock: what counts until the answer, the administration says.

>>> target("IN_REVIEW", "grant"), target("PREPARING", "grant")
('GRANTED', None)
>>> refusal("L-3", "IN_REVIEW", "abandon").message.en
'L-3 is with the administration, so it cannot be given up.'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.lifecycle import CLOCK, CUSTOMER, EITHER, SPECIALIST, Refusal
from icp.licenses.rules.lifecycle_words import PARTICIPLES, STATE_CLAUSES, STATE_REMEDIES, VERB_CLAUSES

LABELS: Mapping[str, Words] = MappingProxyType(
    {
        "PREPARING": Words("Being prepared", "准备中"),
        "CHECKING": Words("With our specialist", "专员核对中"),
        "RETURNED": Words("Returned to you", "已退回修改"),
        "IN_REVIEW": Words("With the administration", "主管部门审查中"),
        "GRANTED": Words("In force", "有效"),
        "RENEWING": Words("In force, renewal asked for", "有效，续期审查中"),
        "REFUSED": Words("Refused", "未获许可"),
        "EXPIRED": Words("Expired", "已到期"),
        "ENDED": Words("No longer in force", "已失效"),
        "ABANDONED": Words("Given up", "已放弃"),
    }
)
STATES = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. `needs` names what must come with the verb; the workflow asks for it."""

    state: str
    verb: str
    target: str
    roles: frozenset[str]
    needs: str = ""

    @property
    def event(self) -> str:
        return f"license.{PARTICIPLES[self.verb]}"


MOVES: tuple[Move, ...] = (
    Move("PREPARING", "submit", "CHECKING", CUSTOMER, "complete"),
    Move("PREPARING", "abandon", "ABANDONED", CUSTOMER),
    Move("CHECKING", "return", "RETURNED", SPECIALIST, "reason"),
    Move("CHECKING", "lodge", "IN_REVIEW", SPECIALIST),
    Move("CHECKING", "withdraw", "PREPARING", CUSTOMER),
    Move("RETURNED", "resubmit", "CHECKING", CUSTOMER, "complete"),
    Move("RETURNED", "abandon", "ABANDONED", CUSTOMER),
    Move("IN_REVIEW", "correct", "RETURNED", SPECIALIST, "reason"),
    Move("IN_REVIEW", "take_back", "PREPARING", SPECIALIST),
    Move("IN_REVIEW", "grant", "GRANTED", SPECIALIST, "number"),
    Move("IN_REVIEW", "refuse", "REFUSED", SPECIALIST, "reason"),
    # A number or a day that was mistyped is mended.
    Move("GRANTED", "amend", "GRANTED", SPECIALIST, "number"),
    Move("GRANTED", "report", "GRANTED", EITHER),
    Move("RENEWING", "report", "RENEWING", EITHER),
    Move("GRANTED", "ask_renewal", "RENEWING", SPECIALIST),
    Move("RENEWING", "renew", "GRANTED", SPECIALIST, "valid_until"),
    Move("RENEWING", "refuse_renewal", "GRANTED", SPECIALIST, "reason"),
    Move("GRANTED", "expire", "EXPIRED", CLOCK),
    Move("GRANTED", "end", "ENDED", SPECIALIST, "reason"),
    Move("RENEWING", "end", "ENDED", SPECIALIST, "reason"),
)
VERBS: tuple[str, ...] = tuple(dict.fromkeys(move.verb for move in MOVES))
FINAL: tuple[str, ...] = tuple(code for code in STATES if code not in {move.state for move in MOVES})
EDITABLE = ("PREPARING", "RETURNED")
IN_FORCE = ("GRANTED", "RENEWING")
_TABLE = {(move.state, move.verb): move for move in MOVES}


def move_for(state: str, verb: str) -> Move | None:
    """The row for this verb in this state. Raises `KeyError` for unknown words."""
    if state not in STATES or verb not in VERBS:
        raise KeyError(f"{state!r} and {verb!r} are not both in the table.")
    return _TABLE.get((state, verb))


def target(state: str, verb: str) -> str | None:
    move = move_for(state, verb)
    return move.target if move else None


def roles_of(verb: str) -> frozenset[str]:
    """Everybody who may say this verb; the same in every state that it fits."""
    return frozenset(role for move in MOVES if move.verb == verb for role in move.roles)


def verbs_for(state: str, roles: frozenset[str]) -> tuple[str, ...]:
    """What somebody with these roles may say now, in the order of the table."""
    return tuple(move.verb for move in MOVES if move.state == state and move.roles & roles)


def refusal(reference: str, state: str, verb: str) -> Refusal:
    """The sentences for a verb that does not fit the state of this license."""
    is_so, cannot = STATE_CLAUSES[state], VERB_CLAUSES[verb]
    return Refusal(
        Words(
            f"{reference} {is_so.en}, so it cannot be {cannot.en}.",
            f"{reference} {is_so.zh}，不能{cannot.zh}。",
        ),
        STATE_REMEDIES[state],
    )
