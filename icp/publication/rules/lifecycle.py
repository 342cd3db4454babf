"""What follows the number: the footer, and the filing with the public security (公安联网备案).

Out of the published table (`icp/filings/rules/data/workflow.json`, 2026-11-23) as the product settles it:
two lives beside the filing's own. A number that vanishes from a footer takes its life one step back, so no
state here is final; both end when the filing no longer holds its number. Who says what: the customer or the
specialist tell what the public security did, since no interface tells it; what stands in a footer is said by
our worker alone.

>>> target("PSB_REVIEW", "approve"), target("PSB_TODO", "approve")
('PSB_APPROVED', None)
>>> refusal("F-12", "PSB_TODO", "approve").message.en
'The PSB filing of F-12 is not sent yet, so it cannot be marked as approved.'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules import lifecycle as filings
from icp.filings.rules.lifecycle import CLOCK, EITHER, Refusal

FOOTER_STATES = ("FOOTER_PENDING", "LIVE")
PSB_STATES = ("PSB_TODO", "PSB_REVIEW", "PSB_RETURNED", "PSB_APPROVED", "COMPLETE")
STATES = (*FOOTER_STATES, *PSB_STATES)


@dataclass(frozen=True, slots=True)
class Move:
    state: str
    verb: str
    target: str
    roles: frozenset[str]
    event: str
    needs: str = ""


MOVES: tuple[Move, ...] = (
    Move("FOOTER_PENDING", "footer_verified", "LIVE", CLOCK, "publication.footer_found"),
    Move("LIVE", "footer_lost", "FOOTER_PENDING", CLOCK, "publication.footer_lost"),
    Move("PSB_TODO", "psb_submitted", "PSB_REVIEW", EITHER, "psb.submitted", "interactive"),
    Move("PSB_REVIEW", "return", "PSB_RETURNED", EITHER, "psb.returned", "reason"),
    Move("PSB_RETURNED", "resubmit", "PSB_REVIEW", EITHER, "psb.resubmitted"),
    Move("PSB_REVIEW", "approve", "PSB_APPROVED", EITHER, "psb.approved", "number"),
    # A number that was mistyped is mended in the same way.
    Move("PSB_APPROVED", "approve", "PSB_APPROVED", EITHER, "psb.approved", "number"),
    Move("PSB_APPROVED", "psb_shown", "COMPLETE", CLOCK, "psb.shown"),
    Move("COMPLETE", "psb_lost", "PSB_APPROVED", CLOCK, "psb.lost"),
)
VERBS: tuple[str, ...] = tuple(dict.fromkeys(move.verb for move in MOVES))
_TABLE = {(move.state, move.verb): move for move in MOVES}

_rows = json.loads((Path(filings.__file__).parent / "data" / "workflow.json").read_text(encoding="utf-8"))[
    "states"
]
LABELS: Mapping[str, Words] = MappingProxyType(
    {row["code"]: Words(row["label"]["en"], row["label"]["zh"]) for row in _rows if row["code"] in STATES}
)
_IS_SO: Mapping[str, Words] = MappingProxyType(
    {
        "FOOTER_PENDING": Words("waits for its number in the footer", "尚未在页脚悬挂备案号"),
        "LIVE": Words("shows its number in the footer", "已在页脚悬挂备案号"),
        "PSB_TODO": Words("is not sent yet", "尚未提交"),
        "PSB_REVIEW": Words("is with the public security", "正由公安机关审核"),
        "PSB_RETURNED": Words("was returned", "已被退回"),
        "PSB_APPROVED": Words("is approved", "已通过"),
        "COMPLETE": Words("is approved and shown", "已通过并悬挂"),
    }
)
_CANNOT: Mapping[str, Words] = MappingProxyType(
    {
        "footer_verified": Words("marked as shown", "标记为已悬挂"),
        "footer_lost": Words("marked as no longer shown", "标记为已不再悬挂"),
        "psb_submitted": Words("marked as sent", "标记为已提交"),
        "return": Words("marked as returned", "标记为已退回"),
        "resubmit": Words("marked as sent again", "标记为已重新提交"),
        "approve": Words("marked as approved", "标记为已通过"),
        "psb_shown": Words("marked as shown", "标记为已悬挂"),
        "psb_lost": Words("marked as no longer shown", "标记为已不再悬挂"),
    }
)
_REMEDIES: Mapping[str, Words] = MappingProxyType(
    {
        "FOOTER_PENDING": Words("Put the snippet into the footer, then check.", "请将代码放入页脚后再检查。"),
        "LIVE": Words("Nothing has to be done.", "无需操作。"),
        "PSB_TODO": Words(
            "File on beian.mps.gov.cn, then say here that it is sent.",
            "请先在 beian.mps.gov.cn 提交，然后在此标记为已提交。",
        ),
        "PSB_REVIEW": Words("Say here what the public security answered.", "请在此填写公安机关的答复。"),
        "PSB_RETURNED": Words(
            "Change on beian.mps.gov.cn what was asked, then say here that it is sent again.",
            "请在 beian.mps.gov.cn 按要求修改，然后在此标记为已重新提交。",
        ),
        "PSB_APPROVED": Words(
            "Put the number and the badge into the footer; our check then closes it.",
            "请将编号和图标放入页脚，系统检查通过后即完成。",
        ),
        "COMPLETE": Words("Nothing has to be done.", "无需操作。"),
    }
)


def move_for(state: str, verb: str) -> Move | None:
    """The row for this verb in this state. Raises `KeyError` for unknown words."""
    if state not in STATES or verb not in VERBS:
        raise KeyError(f"{state!r} and {verb!r} are not both in the table.")
    return _TABLE.get((state, verb))


def target(state: str, verb: str) -> str | None:
    move = move_for(state, verb)
    return move.target if move else None


def verbs_for(state: str, roles: frozenset[str]) -> tuple[str, ...]:
    """What somebody with these roles may say now, in the order of the table."""
    return tuple(move.verb for move in MOVES if move.state == state and move.roles & roles)


def refusal(reference: str, state: str, verb: str) -> Refusal:
    is_so, cannot = _IS_SO[state], _CANNOT[verb]
    of_what = (
        Words(f"The PSB filing of {reference}", f"{reference} 的公安联网备案")
        if state in PSB_STATES
        else Words(reference, reference)
    )
    return Refusal(
        Words(
            f"{of_what.en} {is_so.en}, so it cannot be {cannot.en}.",
            f"{of_what.zh}{is_so.zh}，不能{cannot.zh}。",
        ),
        _REMEDIES[state],
    )
