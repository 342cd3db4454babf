"""The words for the states and verbs of a network request, in English and Chinese."""

from __future__ import annotations

from networks.catalog.bilingual import Bilingual

# What follows the reference: "NR-41 is already approved".
STATE_CLAUSES: dict[str, Bilingual] = {
    "draft": Bilingual("is still a draft", "仍是草稿"),
    "submitted": Bilingual("is being checked", "正在检查"),
    "in_review": Bilingual("is waiting for review", "正在等待审核"),
    "returned": Bilingual("was returned for changes", "已退回修改"),
    "approved": Bilingual("is already approved", "已获批准"),
    "building": Bilingual("is being built", "正在开通"),
    "fulfilled": Bilingual("is in service", "已开通使用"),
    "failed": Bilingual("has stopped with a failure", "已因故障停止"),
    "unwinding": Bilingual("is being undone", "正在撤销"),
    "unwound": Bilingual("was undone", "已撤销"),
    "declined": Bilingual("was declined", "已被拒绝"),
    "withdrawn": Bilingual("was withdrawn", "已撤回"),
}

# What follows "it cannot be".
VERB_CLAUSES: dict[str, Bilingual] = {
    "submit": Bilingual("sent for review", "提交审核"),
    "survey_passed": Bilingual("passed on to review", "转入审核"),
    "survey_failed": Bilingual("returned by the check", "由检查退回"),
    "return": Bilingual("returned", "退回"),
    "revise": Bilingual("changed", "修改"),
    "approve": Bilingual("approved", "批准"),
    "decline": Bilingual("declined", "拒绝"),
    "withdraw": Bilingual("withdrawn", "撤回"),
    "build": Bilingual("built", "开通"),
    "fulfil": Bilingual("put into service", "投入使用"),
    "fail": Bilingual("marked as failed", "标记为失败"),
    "retry": Bilingual("retried", "重试"),
    "replan": Bilingual("planned again", "重新规划"),
    "unwind": Bilingual("undone", "撤销"),
    "finish_unwind": Bilingual("marked as undone", "标记为已撤销"),
}

STATE_REMEDIES: dict[str, Bilingual] = {
    "draft": Bilingual("Finish it and send it for review.", "请填写完整并提交审核。"),
    "submitted": Bilingual(
        "Wait until the check has finished, or withdraw the request.", "请等待检查完成，或撤回申请。"
    ),
    "in_review": Bilingual(
        "An architect decides next. To change it, ask for its return or withdraw it.",
        "接下来由架构师决定。如需修改，请要求退回或撤回申请。",
    ),
    "returned": Bilingual(
        "Change what the remarks ask for and send it again.", "请按退回意见修改后重新提交。"
    ),
    "approved": Bilingual(
        "The build begins on its own. To stop it, choose Undo.", "系统将自动开通。如需停止，请选择撤销。"
    ),
    "building": Bilingual("Wait for the build, or stop and undo it.", "请等待开通完成，或停止并撤销。"),
    "fulfilled": Bilingual(
        "To change or remove the connection, open a new request.", "如需变更或删除该连接，请新建申请。"
    ),
    "failed": Bilingual(
        "Choose Retry to go on, or Undo to remove what was built.",
        "请选择重试以继续，或选择撤销以删除已建资源。",
    ),
    "unwinding": Bilingual("Wait until everything is removed.", "请等待全部资源删除完成。"),
    "unwound": Bilingual("Open a new request.", "请新建申请。"),
    "declined": Bilingual("Open a new request that answers the reason given.", "请根据拒绝原因新建申请。"),
    "withdrawn": Bilingual("Open a new request.", "请新建申请。"),
}

# The word behind the dot in an event's type.
PARTICIPLES: dict[str, str] = {
    "submit": "submitted",
    "survey_passed": "survey_passed",
    "survey_failed": "survey_failed",
    "return": "returned",
    "revise": "revised",
    "approve": "approved",
    "decline": "declined",
    "withdraw": "withdrawn",
    "build": "build_started",
    "fulfil": "fulfilled",
    "fail": "failed",
    "retry": "retried",
    "replan": "replanned",
    "unwind": "unwind_started",
    "finish_unwind": "unwound",
}
