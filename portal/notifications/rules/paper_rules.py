"""Who is told what of papers. Pure."""

from __future__ import annotations

from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.rule import Rule, Who
from portal.notifications.rules.words import Words

PAPER_RULES: dict[str, Rule] = {
    # Who waits on the page reads it there; who went on, or whose program uploaded it, hears of it here.
    "paper.refused": Rule(
        KINDS["filing_returned"],
        (Who.SENDER,),
        "icp:papers",
        Words("{reference}: a paper was not taken", "{reference}：有材料未被接收"),
        Words(
            "A file you uploaded for “{name}” was not taken. What was in force before it still is.",
            "您为“{name}”上传的一份文件未被接收，此前的版本继续有效。",
        ),
        lines=Words("Which one, and why:", "材料及原因："),
        elsewhere=(("license", "icp:license-papers"),),
    ),
}
