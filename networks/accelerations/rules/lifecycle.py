"""The life of an acceleration: which verb leads from which state to which, and who may say it.

An order is drafted and sent; an architect decides, sets it up at the cloud by hand and says that it is in
service. The engine does not build this kind, so no verb of its own stands here.

>>> target("submitted", "approve")
'approved'
>>> target("draft", "put_in_service") is None
True
>>> print(*refusal("GA-3", "in_service", "withdraw").in_language("en"))
GA-3 is in service, so it cannot be withdrawn. To end it, ask the architect who set it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from networks.catalog.bilingual import Bilingual

CUSTOMER = frozenset({"owner", "requester"})
ARCHITECT = frozenset({"architect"})


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. ``asks_for_filing``: a plan of the mainland needs a number right then."""

    state: str
    verb: str
    target: str
    roles: frozenset[str]
    asks_for_filing: bool = False


class Refusal(NamedTuple):
    """Why a verb does not fit the state, and what would do."""

    message: Bilingual
    remedy: Bilingual

    def in_language(self, language: str) -> tuple[str, str]:
        return self.message.in_language(language), self.remedy.in_language(language)


MOVES: tuple[Move, ...] = (
    Move("draft", "submit", "submitted", CUSTOMER, asks_for_filing=True),
    Move("draft", "withdraw", "withdrawn", CUSTOMER),
    Move("submitted", "approve", "approved", ARCHITECT, asks_for_filing=True),
    Move("submitted", "decline", "declined", ARCHITECT),
    Move("submitted", "withdraw", "withdrawn", CUSTOMER),
    Move("approved", "put_in_service", "in_service", ARCHITECT, asks_for_filing=True),
    Move("approved", "decline", "declined", ARCHITECT),
    Move("approved", "withdraw", "withdrawn", CUSTOMER),
    # Only who has switched it off at the cloud knows that it is off.
    Move("in_service", "end", "ended", ARCHITECT),
)
STATES: tuple[str, ...] = (
    "draft",
    "submitted",
    "approved",
    "in_service",
    "declined",
    "withdrawn",
    "ended",
)
VERBS: tuple[str, ...] = tuple(dict.fromkeys(move.verb for move in MOVES))
FINAL: tuple[str, ...] = tuple(
    state for state in STATES if state not in frozenset(move.state for move in MOVES)
)
OPEN: tuple[str, ...] = tuple(state for state in STATES if state not in FINAL)
# Somebody relies on it: when the number ends, this is what breaks.
RELIED_ON: tuple[str, ...] = ("approved", "in_service")
_TABLE = {(move.state, move.verb): move for move in MOVES}

PARTICIPLES: dict[str, str] = {
    "submit": "submitted",
    "approve": "approved",
    "put_in_service": "put_in_service",
    "decline": "declined",
    "withdraw": "withdrawn",
    "end": "ended",
}
STATE_CLAUSES: dict[str, Bilingual] = {
    "draft": Bilingual("is still a draft", "仍是草稿"),
    "submitted": Bilingual("waits for an architect", "正在等待架构师审核"),
    "approved": Bilingual("is approved", "已获批准"),
    "in_service": Bilingual("is in service", "已投入使用"),
    "declined": Bilingual("was declined", "未获批准"),
    "withdrawn": Bilingual("was withdrawn", "已撤回"),
    "ended": Bilingual("has ended", "已结束"),
}
VERB_CLAUSES: dict[str, Bilingual] = {
    "submit": Bilingual("sent", "提交"),
    "approve": Bilingual("approved", "批准"),
    "put_in_service": Bilingual("put in service", "投入使用"),
    "decline": Bilingual("declined", "拒绝"),
    "withdraw": Bilingual("withdrawn", "撤回"),
    "end": Bilingual("ended", "结束"),
}
_NEW_ORDER = Bilingual("Open a new order.", "请新建订单。")
STATE_REMEDIES: dict[str, Bilingual] = {
    "draft": Bilingual("Look at it and send it, or withdraw it.", "请查看后提交，或撤回。"),
    "submitted": Bilingual(
        "An architect decides next. To change it, withdraw it and order anew.",
        "接下来由架构师决定。如需修改，请撤回后重新下单。",
    ),
    "approved": Bilingual(
        "An architect sets it up next. To stop it, withdraw it.",
        "接下来由架构师配置。如需停止，请撤回。",
    ),
    "in_service": Bilingual(
        "To end it, ask the architect who set it up.", "如需结束，请联系为您配置的架构师。"
    ),
    "declined": Bilingual("Open a new order that answers the reason given.", "请根据所述原因新建订单。"),
    "withdrawn": _NEW_ORDER,
    "ended": _NEW_ORDER,
}


def target(state: str, verb: str) -> str | None:
    """Where the verb leads, or none when it does not fit. Raises ``KeyError`` for unknown words."""
    _known(state, verb)
    move = _TABLE.get((state, verb))
    return None if move is None else move.target


def asks_for_filing(state: str, verb: str) -> bool:
    """Whether the number is asked for once more. False for a verb that does not fit."""
    move = _TABLE.get((state, verb))
    return move is not None and move.asks_for_filing


def allowed_verbs(state: str) -> tuple[str, ...]:
    """The verbs that fit this state, in the order of the table."""
    _known(state)
    return tuple(move.verb for move in MOVES if move.state == state)


def roles_of(verb: str) -> frozenset[str]:
    """Everybody who may say this verb in some state."""
    return frozenset(role for move in MOVES if move.verb == verb for role in move.roles)


def refusal(reference: str, state: str, verb: str) -> Refusal:
    """The sentences for a verb that does not fit the state of this acceleration."""
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
        raise KeyError(f"An acceleration has no state {state!r}.")
    for verb in verbs:
        if verb not in VERBS:
            raise KeyError(f"An acceleration has no verb {verb!r}.")
