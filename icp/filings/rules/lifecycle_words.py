"""The words for the states and verbs of a filing, in English and Chinese."""

from __future__ import annotations

from icp.eligibility.rules.bilingual import Words

# What follows the reference: "F-12 is with the authority".
STATE_CLAUSES: dict[str, Words] = {
    "DRAFT": Words("is still a draft", "仍是草稿"),
    "DOCS": Words("is being prepared", "正在准备资料"),
    "SPECIALIST_REVIEW": Words("is with our specialist", "正由备案专员审核"),
    "SPECIALIST_RETURNED": Words("was returned by our specialist", "已被备案专员退回修改"),
    "IDENTITY_CHECK": Words("waits for the face check", "正在等待人脸核验"),
    "PRELIM_REVIEW": Words("is with the provider", "正由接入商初审"),
    "PRELIM_CORRECTION": Words("was sent back by the provider", "已被接入商退回修改"),
    "PRELIM_REJECTED": Words("was rejected by the provider", "已被接入商驳回"),
    "AWAIT_SUBMIT": Words("waits to be sent to the authority", "正在等待提交管局"),
    "SMS_PENDING": Words("waits for the text message check", "正在等待短信核验"),
    "SMS_RETURNED": Words("was returned after the text message check", "短信核验未通过，已退回"),
    "CA_REVIEW": Words("is with the authority", "正由管局审核"),
    "CA_REJECTED": Words("was rejected by the authority", "已被管局驳回"),
    "APPROVED": Words("is granted", "已获备案号"),
    "RISK": Words("has a problem found by a check", "核查发现问题，正在整改"),
    "ACCESS_CANCELLED": Words("has lost its access provider", "已取消接入"),
    "SHELL": Words("is a subject without a live service", "主体下已无服务（空壳主体）"),
    "CANCELLED": Words("is cancelled", "已注销"),
    "LAPSED": Words("has lapsed", "已失效"),
    "ABANDONED": Words("was given up", "已放弃"),
    "EXPIRED": Words("was closed after 45 days without a change", "因45天未更新已关闭"),
}

# What follows "it cannot be".
VERB_CLAUSES: dict[str, Words] = {
    "start_docs": Words("opened for papers", "开始上传资料"),
    "submit": Words("sent", "提交"),
    "return": Words("returned", "退回"),
    "lodge": Words("marked as entered at the provider", "标记为已录入接入商系统"),
    "relodge": Words("marked as entered at the provider again", "标记为已重新录入接入商系统"),
    "withdraw": Words("withdrawn", "撤回"),
    "face_check_passed": Words("marked as face-checked", "标记为人脸核验通过"),
    "face_check_failed": Words("marked as failed in the face check", "标记为人脸核验未通过"),
    "need_correction": Words("marked as sent back by the provider", "标记为初审待修改"),
    "reject": Words("marked as rejected", "标记为驳回"),
    "pass": Words("marked as passed by the provider", "标记为初审通过"),
    "sent_to_ca": Words("marked as sent to the authority", "标记为已提交管局"),
    "sent_without_sms": Words("marked as sent without a text message", "标记为免短信提交"),
    "code_entered": Words("marked with a code that was entered", "标记为已输入验证码"),
    "sms_verified": Words("marked as verified by text message", "标记为短信核验通过"),
    "wrong_code": Words("marked with a wrong code", "标记为验证码错误"),
    "six_wrong_entries": Words("returned for six wrong codes", "因六次输错退回"),
    "timeout_24h": Words("returned for a missed text message", "因短信核验超时退回"),
    "approve": Words("granted", "标记为备案通过"),
    "approve_cancellation": Words("confirmed as cancelled", "确认注销"),
    "approve_access_end": Words("confirmed as without access", "确认取消接入"),
    "unlock": Words("marked as unlocked by the provider", "标记为接入商已解锁"),
    "risk_reported": Words("marked with a problem", "标记核查问题"),
    "fixed": Words("marked as mended", "标记为已整改"),
    "deadline_passed": Words("ended for a missed deadline", "因超过整改期限终止"),
    "no_other_provider": Words("marked as a shell subject", "标记为空壳主体"),
    "resubmit": Words("sent again", "重新提交"),
    "abandon": Words("given up", "放弃"),
    "idle_45_days": Words("closed for standing still", "因长期未更新关闭"),
    "cancel_access": Words("taken from its provider", "取消接入"),
    "cancel": Words("cancelled", "注销"),
    "lapse": Words("marked as lapsed", "标记为失效"),
}

_NEW = Words("Start a new filing.", "请新建备案。")
_MEND = Words("Mend what is marked and send it again.", "请修改标记的内容后重新提交。")

STATE_REMEDIES: dict[str, Words] = {
    "DRAFT": Words("Fill in what is open and send it.", "请填写未完成的内容并提交。"),
    "DOCS": Words("Fill in what is open, upload the papers and send it.", "请完成填写、上传资料并提交。"),
    "SPECIALIST_REVIEW": Words(
        "Our specialist reads it next. To change it, withdraw it.", "接下来由备案专员审核。如需修改，请撤回。"
    ),
    "SPECIALIST_RETURNED": _MEND,
    "IDENTITY_CHECK": Words(
        "The website person does the face check next. To change the filing, withdraw it.",
        "接下来由网站负责人完成人脸核验。如需修改，请撤回。",
    ),
    "PRELIM_REVIEW": Words(
        "The provider reads it next, usually within 1 to 2 working days. To change it, withdraw it.",
        "接下来由接入商初审，通常需1至2个工作日。如需修改，请撤回。",
    ),
    "PRELIM_CORRECTION": _MEND,
    "PRELIM_REJECTED": _MEND,
    "AWAIT_SUBMIT": Words(
        "The provider sends it to the authority, usually within 1 to 3 working days.",
        "接下来由接入商提交管局，通常需1至3个工作日。",
    ),
    "SMS_PENDING": Words(
        "Enter the code on the authority's page within 24 hours.", "请在24小时内于工信部网站输入验证码。"
    ),
    "SMS_RETURNED": Words("Check the phone numbers and send it again.", "请核对手机号后重新提交。"),
    "CA_REVIEW": Words(
        "The authority decides next. Until then nothing can be changed.",
        "接下来由管局审核，在此期间无法修改。",
    ),
    "CA_REJECTED": _MEND,
    "APPROVED": Words(
        "To change or end it, start a filing of that type.", "如需变更或注销，请新建相应类型的备案。"
    ),
    "RISK": Words("Mend the problem before its deadline and say so here.", "请在期限前完成整改并在此说明。"),
    "ACCESS_CANCELLED": Words(
        "To use it with us again, start a filing that adds access.", "如需继续使用，请新建“新增接入”备案。"
    ),
    "SHELL": Words(
        "Cancel the subject, or add a website where the province allows it.",
        "请注销主体，或在当地允许的情况下新增网站。",
    ),
    "CANCELLED": _NEW,
    "LAPSED": _NEW,
    "ABANDONED": _NEW,
    "EXPIRED": _NEW,
}

PARTICIPLES: dict[str, str] = {
    "start_docs": "docs_started",
    "submit": "submitted",
    "return": "returned",
    "lodge": "lodged",
    "relodge": "relodged",
    "withdraw": "withdrawn",
    "face_check_passed": "face_check_passed",
    "face_check_failed": "face_check_failed",
    "need_correction": "correction_needed",
    "reject": "rejected",
    "pass": "passed",
    "sent_to_ca": "sent_to_authority",
    "sent_without_sms": "sent_without_sms",
    "code_entered": "code_entered",
    "sms_verified": "sms_verified",
    "wrong_code": "wrong_code",
    "six_wrong_entries": "sms_failed",
    "timeout_24h": "sms_timed_out",
    "approve": "granted",
    "approve_cancellation": "cancellation_granted",
    "approve_access_end": "access_end_granted",
    "unlock": "unlocked",
    "risk_reported": "risk_reported",
    "fixed": "risk_fixed",
    "deadline_passed": "risk_deadline_passed",
    "no_other_provider": "became_shell",
    "resubmit": "resubmitted",
    "abandon": "abandoned",
    "idle_45_days": "expired",
    "cancel_access": "access_cancelled",
    "cancel": "cancelled",
    "lapse": "lapsed",
}
