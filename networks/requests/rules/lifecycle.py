"""The life of a network request: which verb leads from which state to which, and who may say it.

A request is drafted and sent; a worker surveys the cloud and plans; an architect decides; the engine
builds. What can go wrong has a way on: a returned request is revised, a failed build is retried or undone.
Changing or removing a finished connection is a new request, so ``fulfilled`` has no way out.

The table is the documentation; the docs page and the diagram are made from it. The sentences for a verb that
does not fit stand in ``refusal``; the pills that people see, in ``portal.web.pills``.

>>> target("in_review", "approve")
'approved'
>>> target("approved", "withdraw") is None
True
>>> print(*refusal("NR-41", "approved", "withdraw").in_language("en"))
NR-41 is already approved, so it cannot be withdrawn. The build begins on its own. To stop it, choose Undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from networks.catalog.bilingual import Bilingual
from networks.requests.rules.lifecycle_words import (
    PARTICIPLES,
    STATE_CLAUSES,
    STATE_REMEDIES,
    VERB_CLAUSES,
)

CUSTOMER = frozenset({"owner", "requester"})
ARCHITECT = frozenset({"architect"})
ENGINE = frozenset({"engine"})  # our worker; no person says these verbs
BUILDERS = CUSTOMER | {"architect", "operator"}


class Ground(StrEnum):
    """Whether a move depends on resources that an earlier run has left in the cloud."""

    ANY = "any"
    CLEAR = "clear"
    BUILT = "built"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table."""

    state: str
    verb: str
    target: str
    roles: frozenset[str]
    ground: Ground = Ground.ANY


class Refusal(NamedTuple):
    """Why a verb does not fit the state, and what would do."""

    message: Bilingual
    remedy: Bilingual

    def in_language(self, language: str) -> tuple[str, str]:
        return self.message.in_language(language), self.remedy.in_language(language)


# A replan can send a request back to review after something was built. From then on, declining or
# withdrawing would leave resources that cost money with nobody to remove them: those moves need clear ground.
MOVES: tuple[Move, ...] = (
    Move("draft", "submit", "submitted", CUSTOMER),
    Move("draft", "withdraw", "withdrawn", CUSTOMER, Ground.CLEAR),
    Move("submitted", "survey_passed", "in_review", ENGINE),
    Move("submitted", "survey_failed", "returned", ENGINE),
    Move("submitted", "withdraw", "withdrawn", CUSTOMER, Ground.CLEAR),
    Move("in_review", "approve", "approved", ARCHITECT),
    Move("in_review", "return", "returned", ARCHITECT),
    Move("in_review", "decline", "declined", ARCHITECT, Ground.CLEAR),
    Move("in_review", "withdraw", "withdrawn", CUSTOMER, Ground.CLEAR),
    Move("in_review", "unwind", "unwinding", BUILDERS, Ground.BUILT),
    Move("returned", "revise", "draft", CUSTOMER),
    Move("returned", "withdraw", "withdrawn", CUSTOMER, Ground.CLEAR),
    Move("returned", "unwind", "unwinding", BUILDERS, Ground.BUILT),
    Move("approved", "build", "building", ENGINE),
    Move("approved", "replan", "in_review", ENGINE),
    Move("approved", "unwind", "unwinding", BUILDERS),
    Move("building", "fulfil", "fulfilled", ENGINE),
    Move("building", "fail", "failed", ENGINE),
    Move("building", "replan", "in_review", ENGINE),
    Move("building", "unwind", "unwinding", BUILDERS),
    Move("failed", "retry", "building", BUILDERS),
    Move("failed", "unwind", "unwinding", BUILDERS),
    Move("unwinding", "finish_unwind", "unwound", ENGINE),
)

STATES: tuple[str, ...] = (
    "draft",
    "submitted",
    "in_review",
    "returned",
    "approved",
    "building",
    "fulfilled",
    "failed",
    "unwinding",
    "unwound",
    "declined",
    "withdrawn",
)
# In the customer's hands: sending, and editing, begins here.
EDITABLE: tuple[str, ...] = ("draft", "returned")
VERBS: tuple[str, ...] = tuple(dict.fromkeys(move.verb for move in MOVES))
FINAL: tuple[str, ...] = tuple(
    state for state in STATES if state not in frozenset(move.state for move in MOVES)
)
_TABLE = {(move.state, move.verb): move for move in MOVES}


def target(state: str, verb: str) -> str | None:
    """Where the verb leads, or none when it does not fit. Raises ``KeyError`` for unknown words."""
    _known(state, verb)
    move = _TABLE.get((state, verb))
    return None if move is None else move.target


def allowed_verbs(state: str, *, is_built: bool = False) -> tuple[str, ...]:
    """The verbs that fit this state, in the order of the table.

    ``is_built`` says that an earlier run has left resources in the cloud.
    """
    _known(state)
    unfit = Ground.CLEAR if is_built else Ground.BUILT
    return tuple(move.verb for move in MOVES if move.state == state and move.ground is not unfit)


def next_states(state: str) -> tuple[str, ...]:
    """Every state that one move can reach from here."""
    _known(state)
    return tuple(dict.fromkeys(move.target for move in MOVES if move.state == state))


def is_final(state: str) -> bool:
    _known(state)
    return state in FINAL


def may(role: str, state: str, verb: str) -> bool:
    """Whether this role may say the verb in this state."""
    move = _TABLE.get((state, verb))
    return move is not None and role in move.roles


def participle(verb: str) -> str:
    """The word behind the dot in the event's type: ``network_request.approved``."""
    return PARTICIPLES[verb]


def refusal(reference: str, state: str, verb: str) -> Refusal:
    """The sentences for a verb that does not fit the state of this request."""
    _known(state, verb)
    is_so, cannot = STATE_CLAUSES[state], VERB_CLAUSES[verb]
    return Refusal(
        Bilingual(
            f"{reference} {is_so.en}, so it cannot be {cannot.en}.",
            f"{reference} {is_so.zh}，不能{cannot.zh}。",
        ),
        STATE_REMEDIES[state],
    )


def _known(state: str, *verbs: str) -> None:
    if state not in STATES:
        raise KeyError(f"A network request has no state {state!r}.")
    for verb in verbs:
        if verb not in VERBS:
            raise KeyError(f"A network request has no verb {verb!r}.")
