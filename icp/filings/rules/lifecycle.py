"""The life of a filing: which verb leads from which state to which, and who may say it.

Out of `data/workflow.json` (2026-11-23) as the product settles it: the specialist reads a filing before the
provider does and again after every return; RISK goes back to the state it left; a state that is final has no
way out, so ACCESS_CANCELLED and SHELL are not final. No public interface tells the live state at the
provider or the authority, so people say what happened there and this table guards what they say.

The table is the documentation; the page in docs/ is made from it.

>>> target("PRELIM_REVIEW", "pass")
'AWAIT_SUBMIT'
>>> target("CA_REVIEW", "withdraw") is None
True
>>> refusal("F-12", "CA_REVIEW", "withdraw").message.en
'F-12 is with the authority, so it cannot be withdrawn.'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.lifecycle_words import PARTICIPLES, STATE_CLAUSES, STATE_REMEDIES, VERB_CLAUSES
from icp.filings.rules.states import IN_PROGRESS, STATES

CUSTOMER = frozenset({"owner", "requester"})
SPECIALIST = frozenset({"filing_specialist"})
EITHER = CUSTOMER | SPECIALIST
CLOCK = frozenset({"clock"})  # our worker; no person says these verbs


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. `needs` names what must come with the verb; the workflow asks for it."""

    state: str
    verb: str
    target: str
    roles: frozenset[str]
    needs: str = ""


class Refusal(NamedTuple):
    """Why a verb does not fit the state, and what would do."""

    message: Words
    remedy: Words

    def said_in(self, language: str) -> tuple[str, str]:
        return self.message.said_in(language), self.remedy.said_in(language)


def _moves() -> list[Move]:
    table = [
        Move("DRAFT", "start_docs", "DOCS", CUSTOMER, "consent"),
        Move("DRAFT", "submit", "SPECIALIST_REVIEW", CUSTOMER, "complete"),
        Move("DOCS", "submit", "SPECIALIST_REVIEW", CUSTOMER, "complete"),
        Move("SPECIALIST_REVIEW", "return", "SPECIALIST_RETURNED", SPECIALIST, "reasons"),
        Move("SPECIALIST_REVIEW", "lodge", "IDENTITY_CHECK", SPECIALIST),
        # Whose face was checked in an earlier round is not asked again.
        Move("SPECIALIST_REVIEW", "relodge", "PRELIM_REVIEW", SPECIALIST, "face check"),
        Move("SPECIALIST_REVIEW", "withdraw", "DRAFT", CUSTOMER),
        Move("IDENTITY_CHECK", "face_check_passed", "PRELIM_REVIEW", EITHER),
        Move("IDENTITY_CHECK", "face_check_failed", "IDENTITY_CHECK", EITHER),
        Move("IDENTITY_CHECK", "withdraw", "DRAFT", CUSTOMER),
        Move("PRELIM_REVIEW", "need_correction", "PRELIM_CORRECTION", SPECIALIST, "reasons"),
        Move("PRELIM_REVIEW", "reject", "PRELIM_REJECTED", SPECIALIST, "reasons"),
        Move("PRELIM_REVIEW", "pass", "AWAIT_SUBMIT", SPECIALIST),
        Move("PRELIM_REVIEW", "withdraw", "DRAFT", CUSTOMER),
        Move("AWAIT_SUBMIT", "sent_to_ca", "SMS_PENDING", SPECIALIST),
        Move("AWAIT_SUBMIT", "sent_without_sms", "CA_REVIEW", SPECIALIST, "cancel_access"),
        Move("AWAIT_SUBMIT", "withdraw", "DRAFT", CUSTOMER),
        Move("SMS_PENDING", "code_entered", "SMS_PENDING", EITHER, "person"),
        Move("SMS_PENDING", "sms_verified", "CA_REVIEW", EITHER),
        Move("SMS_PENDING", "wrong_code", "SMS_PENDING", EITHER, "person"),
        Move("SMS_PENDING", "six_wrong_entries", "SMS_RETURNED", EITHER),
        Move("SMS_PENDING", "timeout_24h", "SMS_RETURNED", CLOCK),
        Move("CA_REVIEW", "approve", "APPROVED", SPECIALIST, "number"),
        Move("CA_REVIEW", "approve_cancellation", "CANCELLED", SPECIALIST, "cancellation"),
        Move("CA_REVIEW", "approve_access_end", "ACCESS_CANCELLED", SPECIALIST, "cancel_access"),
        Move("CA_REVIEW", "reject", "CA_REJECTED", SPECIALIST, "reasons"),
        Move("APPROVED", "unlock", "APPROVED", SPECIALIST),
        Move("APPROVED", "risk_reported", "RISK", SPECIALIST, "deadline"),
        Move("RISK", "fixed", "APPROVED", EITHER, "evidence"),
        # Whether the provider did end it is seen there, so our clock only says that the day has come.
        Move("RISK", "deadline_passed", "ACCESS_CANCELLED", SPECIALIST),
        Move("ACCESS_CANCELLED", "no_other_provider", "SHELL", SPECIALIST),
    ]
    table += [Move(state, "resubmit", "SPECIALIST_REVIEW", CUSTOMER, "answered") for state in _RETURNED]
    table += [Move(state, "abandon", "ABANDONED", CUSTOMER) for state in _GIVEN_UP]
    table += [Move(state, "idle_45_days", "EXPIRED", CLOCK) for state in _IDLE]
    # By an order of its own (see `filing_types`), or by the authority.
    table += [Move(state, "cancel_access", "ACCESS_CANCELLED", SPECIALIST) for state in ("APPROVED", "RISK")]
    table += [Move(state, "cancel", "CANCELLED", SPECIALIST) for state in _NUMBERED]
    table += [Move(state, "lapse", "LAPSED", SPECIALIST, "reason") for state in _NUMBERED]
    return table


_RETURNED = ("SPECIALIST_RETURNED", "PRELIM_CORRECTION", "PRELIM_REJECTED", "SMS_RETURNED", "CA_REJECTED")
_IDLE = ("DRAFT", "DOCS", "IDENTITY_CHECK", *_RETURNED)
_GIVEN_UP = (*_IDLE, "AWAIT_SUBMIT")
_NUMBERED = ("APPROVED", "RISK", "ACCESS_CANCELLED", "SHELL")

MOVES: tuple[Move, ...] = tuple(_moves())
VERBS: tuple[str, ...] = tuple(dict.fromkeys(move.verb for move in MOVES))
FINAL: tuple[str, ...] = tuple(code for code in STATES if code not in {move.state for move in MOVES})
# The order stands still while its 45 days run; every change begins them anew.
IDLE_STATES: tuple[str, ...] = _IDLE
OPEN: tuple[str, ...] = IN_PROGRESS
_TABLE = {(move.state, move.verb): move for move in MOVES}


def move_for(state: str, verb: str) -> Move | None:
    """The row for this verb in this state. Raises `KeyError` for unknown words."""
    _known(state, verb)
    return _TABLE.get((state, verb))


def target(state: str, verb: str) -> str | None:
    move = move_for(state, verb)
    return None if move is None else move.target


def allowed_verbs(state: str) -> tuple[str, ...]:
    """The verbs that fit this state, in the order of the table."""
    _known(state)
    return tuple(move.verb for move in MOVES if move.state == state)


def may(role: str, state: str, verb: str) -> bool:
    move = _TABLE.get((state, verb))
    return move is not None and role in move.roles


def roles_of(verb: str) -> frozenset[str]:
    """Everybody who may say this verb in some state."""
    _known("DRAFT", verb)
    return frozenset(role for move in MOVES if move.verb == verb for role in move.roles)


def participle(verb: str) -> str:
    """The word behind the dot in the event's type: `filing.submitted`."""
    return PARTICIPLES[verb]


def refusal(reference: str, state: str, verb: str) -> Refusal:
    """The sentences for a verb that does not fit the state of this filing."""
    _known(state, verb)
    is_so, cannot = STATE_CLAUSES[state], VERB_CLAUSES[verb]
    return Refusal(
        Words(
            f"{reference} {is_so.en}, so it cannot be {cannot.en}.",
            f"{reference} {is_so.zh}，不能{cannot.zh}。",
        ),
        STATE_REMEDIES[state],
    )


def _known(state: str, *verbs: str) -> None:
    if state not in STATES:
        raise KeyError(f"A filing has no state {state!r}.")
    for verb in verbs:
        if verb not in VERBS:
            raise KeyError(f"A filing has no verb {verb!r}.")
