"""The words for the states and verbs of a commercial license, in English and Chinese."""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words

# What follows the reference: "L-3 is with the administration".
STATE_CLAUSES: dict[str, Words] = {
    "PREPARING": Words("is being prepared", "正在准备"),
    "CHECKING": Words("is with our specialist", "正由专员核对"),
    "RETURNED": Words("was returned", "已被退回修改"),
    "IN_REVIEW": Words("is with the administration", "正由主管部门审查"),
    "GRANTED": Words("is in force", "处于有效期内"),
    "RENEWING": Words("waits for its renewal", "正在等待续期结果"),
    "REFUSED": Words("was refused", "未获许可"),
    "EXPIRED": Words("has expired", "已到期"),
    "ENDED": Words("is no longer in force", "已失效"),
    "ABANDONED": Words("was given up", "已放弃"),
}

# What follows "it cannot be".
VERB_CLAUSES: dict[str, Words] = {
    "edit": Words("changed", "修改"),
    "submit": Words("sent", "提交"),
    "abandon": Words("given up", "放弃"),
    "return": Words("returned", "退回"),
    "lodge": Words("marked as sent to the administration", "标记为已提交主管部门"),
    "withdraw": Words("withdrawn", "撤回"),
    "resubmit": Words("sent again", "重新提交"),
    "correct": Words("marked as sent back by the administration", "标记为主管部门要求补正"),
    "take_back": Words("taken back from the administration", "从主管部门撤回"),
    "grant": Words("granted", "标记为已获许可"),
    "refuse": Words("marked as refused", "标记为未获许可"),
    "amend": Words("mended", "更正"),
    "report": Words("marked with its annual report", "标记为已提交年报"),
    "ask_renewal": Words("marked with a renewal asked for", "标记为已申请续期"),
    "renew": Words("renewed", "标记为已续期"),
    "refuse_renewal": Words("marked with a refused renewal", "标记为续期未通过"),
    "expire": Words("closed as expired", "因到期关闭"),
    "end": Words("ended", "标记为失效"),
}

STATE_REMEDIES: dict[str, Words] = {
    "PREPARING": Words(
        "Answer what is open, then send it to our specialist.", "请补全信息后提交给我们的专员。"
    ),
    "CHECKING": Words(
        "Wait for our specialist, or withdraw it to go on editing.", "请等待专员核对，或撤回后继续修改。"
    ),
    "RETURNED": Words("Change what was asked for, then send it again.", "请按要求修改后重新提交。"),
    "IN_REVIEW": Words(
        "Wait for the answer; our specialist can take it back for you.",
        "请等待审查结果；如需撤回，可由专员办理。",
    ),
    "GRANTED": Words("Nothing has to be done now.", "目前无需操作。"),
    "RENEWING": Words("Wait for the answer of the administration.", "请等待主管部门的答复。"),
    "REFUSED": Words(
        "Begin a new one from the filing once the reason is mended.", "请在整改后从备案重新发起。"
    ),
    "EXPIRED": Words("Begin a new one from the filing.", "请从备案重新发起。"),
    "ENDED": Words("Begin a new one from the filing.", "请从备案重新发起。"),
    "ABANDONED": Words("Begin a new one from the filing.", "请从备案重新发起。"),
}

# Behind the dot of the event's type: `license.granted`.
PARTICIPLES: dict[str, str] = {
    "submit": "submitted",
    "abandon": "abandoned",
    "return": "returned",
    "lodge": "lodged",
    "withdraw": "withdrawn",
    "resubmit": "resubmitted",
    "correct": "correction_needed",
    "take_back": "taken_back",
    "grant": "granted",
    "refuse": "refused",
    "amend": "amended",
    "report": "reported",
    "ask_renewal": "renewal_lodged",
    "renew": "renewed",
    "refuse_renewal": "renewal_refused",
    "expire": "expired",
    "end": "ended",
}
