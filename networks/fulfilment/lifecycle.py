"""The life of a run and of its steps, as tables. They are the documentation; pages and diagrams are made of
them.

Source: RELIABILITY B4, with the names that DECISIONS 8 settled. A claim is a lease on the row, not a state,
so "claimed" is missing here; "calling" is `intended` while the lease holds.

>>> target("held", "retry")
'running'
>>> REQUEST_STATUS["held"]
'failed'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from networks.catalog.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Move:
    state: str
    verb: str
    target: str


RUN_MOVES: Final[tuple[Move, ...]] = (
    Move("running", "pause", "paused"),
    Move("running", "hold", "held"),
    Move("running", "finish", "succeeded"),
    Move("running", "unwind", "unwinding"),
    Move("running", "stop", "stopped"),
    Move("running", "await_approval", "held"),
    Move("paused", "resume", "running"),
    Move("paused", "hold", "held"),
    Move("paused", "finish", "succeeded"),
    Move("paused", "unwind", "unwinding"),
    Move("held", "retry", "running"),
    Move("held", "rebase", "running"),
    Move("held", "unwind", "unwinding"),
    Move("unwinding", "finish_unwind", "unwound"),
    Move("unwinding", "finish_with_residue", "unwound_with_residue"),
)

RUN_WORDS: Final[Mapping[str, Bilingual]] = {
    "running": Bilingual("Building", "开通中"),
    "paused": Bilingual("Paused", "已暂停"),
    "held": Bilingual("Held, a person decides", "已停住，等待人工决定"),
    "unwinding": Bilingual("Undoing", "撤销中"),
    "succeeded": Bilingual("Built", "已完成"),
    "unwound": Bilingual("Undone", "已撤销"),
    "unwound_with_residue": Bilingual("Undone, paid items remain", "已撤销，仍有已付费资源"),
    "stopped": Bilingual("Stopped", "已终止"),
}
RUN_STATES: Final = tuple(RUN_WORDS)
RUN_FINAL: Final = ("succeeded", "unwound", "unwound_with_residue", "stopped")

# The customer's request follows the run by this table, never by hand. When the world is no longer as it
# was approved, a run that has built nothing stops; one that has is held for a new approval and goes on from
# it. In both cases the request is in review again: the one state of a held run that is not a failure.
REQUEST_STATUS: Final[Mapping[str, str]] = {
    "running": "building",
    "paused": "building",
    "held": "failed",
    "unwinding": "unwinding",
    "succeeded": "fulfilled",
    "unwound": "unwound",
    "unwound_with_residue": "unwound",
    "stopped": "in_review",
}
# The verb that moves the request when the run has moved so.
REQUEST_VERB: Final[Mapping[str, str]] = {
    "hold": "fail",
    "retry": "retry",
    "unwind": "unwind",
    "finish": "fulfil",
    "finish_unwind": "finish_unwind",
    "finish_with_residue": "finish_unwind",
    "stop": "replan",
    "await_approval": "replan",
    "rebase": "build",
}
IN_REVIEW_WHILE_HELD: Final = "await_approval"

STEP_MOVES: Final[tuple[Move, ...]] = (
    Move("pending", "intend", "intended"),
    Move("pending", "adopt", "waiting"),
    Move("intended", "accept", "waiting"),
    Move("intended", "not_now", "backing_off"),
    Move("intended", "no_answer", "unknown"),
    Move("intended", "refuse", "refused"),
    Move("intended", "give_up", "needs_human"),
    Move("backing_off", "intend", "intended"),
    Move("backing_off", "give_up", "needs_human"),
    Move("unknown", "intend", "intended"),
    Move("unknown", "adopt", "waiting"),
    Move("unknown", "give_up", "needs_human"),
    Move("waiting", "settle", "done"),
    Move("waiting", "give_up", "needs_human"),
    Move("refused", "retry", "pending"),
    Move("needs_human", "retry", "pending"),
    Move("pending", "undo", "undone"),
    Move("refused", "undo", "undone"),
    Move("done", "undo", "undo_pending"),
    Move("waiting", "undo", "undo_pending"),
    Move("needs_human", "undo", "undo_pending"),
    Move("undo_pending", "intend", "undo_intended"),
    Move("undo_pending", "leave", "residue"),
    Move("undo_pending", "gone", "undone"),
    Move("undo_intended", "accept", "undo_waiting"),
    Move("undo_intended", "not_now", "undo_pending"),
    Move("undo_intended", "leave", "residue"),
    Move("undo_intended", "give_up", "needs_human"),
    Move("undo_waiting", "gone", "undone"),
    Move("undo_waiting", "ask_again", "undo_pending"),
    Move("undo_waiting", "give_up", "needs_human"),
)

STEP_WORDS: Final[Mapping[str, Bilingual]] = {
    "pending": Bilingual("Not begun", "未开始"),
    "intended": Bilingual("Asking the cloud", "正在请求云平台"),
    "waiting": Bilingual("The cloud is working on it", "云平台处理中"),
    "backing_off": Bilingual("The cloud is busy, trying again", "云平台繁忙，稍后重试"),
    "unknown": Bilingual("No answer yet, looking", "未收到答复，正在核实"),
    "refused": Bilingual("Refused by the cloud", "被云平台拒绝"),
    "needs_human": Bilingual("A person must look", "需要人工处理"),
    "done": Bilingual("Done", "完成"),
    "undo_pending": Bilingual("To be removed", "待删除"),
    "undo_intended": Bilingual("Asking to remove it", "正在请求删除"),
    "undo_waiting": Bilingual("Being removed", "删除中"),
    "undone": Bilingual("Removed", "已删除"),
    "residue": Bilingual("Paid for, stays until its end", "已付费，保留至到期"),
}
STEP_STATES: Final = tuple(STEP_WORDS)
STEP_FINAL: Final = ("done", "undone", "residue")


def target(state: str, verb: str) -> str | None:
    """Where a run goes from here, or None when the verb does not fit."""
    return next((move.target for move in RUN_MOVES if (move.state, move.verb) == (state, verb)), None)


def next_step_states(state: str) -> tuple[str, ...]:
    """Every state that a step can go to from here."""
    return tuple(dict.fromkeys(move.target for move in STEP_MOVES if move.state == state))
