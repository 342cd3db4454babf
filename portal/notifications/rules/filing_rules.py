"""Who is told what of ICP filings. Pure."""

from __future__ import annotations

from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.rule import CUSTOMER, Rule, Who
from portal.notifications.rules.words import Words

_SPECIALIST = (Who.HANDLER,)
_PAGE, _DESK = "icp:filing", "icp:desk-filing"
_MARKED = Words("What was marked:", "标记的内容：")
_LEFT = Words("How long it still runs:", "剩余时间：")

FILING_RULES: dict[str, Rule] = {
    "filing.submitted": Rule(
        KINDS["filing_desk"],
        _SPECIALIST,
        _DESK,
        Words("{reference} waits to be read", "{reference} 等待审核"),
        Words("{organization} sent the filing for “{name}”.", "{organization} 提交了“{name}”的备案。"),
    ),
    "filing.resubmitted": Rule(
        KINDS["filing_desk"],
        _SPECIALIST,
        _DESK,
        Words("{reference} was mended and waits to be read", "{reference} 已修改，等待审核"),
        Words(
            "{organization} mended the filing for “{name}” and sent it again.",
            "{organization} 已修改“{name}”的备案并重新提交。",
        ),
    ),
    "filing.returned": Rule(
        KINDS["filing_returned"],
        CUSTOMER,
        _PAGE,
        Words("{reference} came back to you", "{reference} 已退回给您"),
        Words(
            "Our specialist read the filing for “{name}” and marked what is to be changed. Only that can be "
            "changed; the rest stays as it was sent.",
            "备案专员已审阅“{name}”的备案，并标记了需要修改的内容。仅可修改标记的内容，其余保持不变。",
        ),
        lines=_MARKED,
    ),
    "filing.correction_needed": Rule(
        KINDS["filing_returned"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: the provider asks for changes", "{reference}：接入商要求修改"),
        Words(
            "The provider read the filing for “{name}” and sent it back. Mend what is marked and send it "
            "again.",
            "接入商已审阅“{name}”的备案并退回。请修改标记的内容后重新提交。",
        ),
        lines=_MARKED,
    ),
    "filing.rejected": Rule(
        KINDS["filing_returned"],
        CUSTOMER,
        _PAGE,
        Words("{reference} was rejected and can be mended", "{reference} 被驳回，可修改后重新提交"),
        Words(
            "The filing for “{name}” was rejected. Mend what is marked and send it again; it then goes "
            "through "
            "every review once more.",
            "“{name}”的备案被驳回。请修改标记的内容后重新提交，届时将重新经过各级审核。",
        ),
        lines=_MARKED,
    ),
    "filing.lodged": Rule(
        KINDS["filing_steps"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: the face check is next", "{reference}：请完成人脸核验"),
        Words(
            "The filing for “{name}” stands at the provider. The website person now does the face check, in "
            "the provider's app or by its link.",
            "“{name}”的备案已录入接入商系统。请网站负责人通过接入商APP或链接完成人脸核验。",
        ),
    ),
    "filing.sent_to_authority": Rule(
        KINDS["filing_clock"],
        CUSTOMER,
        _PAGE,
        Words(
            "{reference}: enter the text message code within 24 hours",
            "{reference}：请在24小时内完成短信核验",
        ),
        Words(
            "The authority sends a text message for “{name}” from 12381 or a number that begins with 106. "
            "Its code goes into the authority's own page. Weekends and holidays count.",
            "工信部将为“{name}”发送核验短信（12381或106开头）。请在工信部网站输入验证码，周末和节假日同样计时。",
        ),
    ),
    "filing.sms_reminder": Rule(
        KINDS["filing_clock"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: the text message code is still open", "{reference}：短信核验尚未完成"),
        Words(
            "The authority waits for the code of the text message for “{name}”. Missed, the filing comes "
            "back "
            "and begins anew.",
            "“{name}”的短信核验尚未完成。逾期将被退回，须重新提交审核。",
        ),
        lines=_LEFT,
    ),
    "filing.wrong_code": Rule(
        KINDS["filing_clock"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: a code was wrong", "{reference}：验证码输入错误"),
        Words(
            "A code of the text message for “{name}” was wrong. Five wrong codes are allowed; the sixth "
            "sends "
            "the filing back.",
            "“{name}”的短信验证码输入错误。最多可输错五次，第六次将被退回。",
        ),
        lines=Words("Wrong codes still allowed:", "剩余可输错次数："),
    ),
    "filing.sms_timed_out": Rule(
        KINDS["filing_returned"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference} came back: the text message was missed", "{reference} 短信核验超时，已退回"),
        Words(
            "Nobody verified the text message for “{name}” in 24 hours. Check the phones and send it again.",
            "“{name}”的短信未在24小时内核验。请核对手机号后重新提交。",
        ),
    ),
    "filing.sms_failed": Rule(
        KINDS["filing_returned"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference} came back: six codes were wrong", "{reference} 六次输错验证码，已退回"),
        Words(
            "The code of the text message for “{name}” was wrong six times. Check the phones and send it "
            "again.",
            "“{name}”的短信验证码六次输错。请核对手机号后重新提交。",
        ),
    ),
    "filing.sms_verified": Rule(
        KINDS["filing_steps"],
        CUSTOMER,
        _PAGE,
        Words("{reference} is with the authority", "{reference} 管局审核中"),
        Words(
            "The text message for “{name}” is verified. The authority reviews it now; nothing can be "
            "changed.",
            "“{name}”的短信核验已通过，管局正在审核，期间无法修改。",
        ),
    ),
    "filing.granted": Rule(
        KINDS["filing_granted"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference}: the number is issued", "{reference}：备案号已下发"),
        Words(
            "The filing for “{name}” is granted. Put the number into the footer, and file with the public "
            "security within 30 days after the website opens.",
            "“{name}”备案已通过。请在网站底部悬挂备案号，并在网站开通后30日内办理公安联网备案。",
        ),
    ),
    "filing.unlocked": Rule(
        KINDS["filing_granted"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: the website may be switched on", "{reference}：网站可以开通"),
        Words("The provider unlocked the domain of “{name}”.", "接入商已解锁“{name}”的域名。"),
    ),
    "filing.risk_reported": Rule(
        KINDS["filing_risk"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: a check found a problem", "{reference}：核查发现问题"),
        Words(
            "Mend the problem of “{name}” before the deadline on its page, or the provider ends its service.",
            "请在页面所示期限前完成“{name}”的整改，逾期接入商将取消接入。",
        ),
    ),
    "filing.risk_reminder": Rule(
        KINDS["filing_risk"],
        CUSTOMER,
        _PAGE,
        Words("{reference}: the problem is still open", "{reference}：问题尚未整改"),
        Words("The problem of “{name}” is not said to be mended yet.", "“{name}”的问题尚未确认整改完成。"),
        lines=_LEFT,
    ),
    "filing.risk_deadline_reached": Rule(
        KINDS["filing_risk"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference}: the deadline has come", "{reference}：整改期限已到"),
        Words(
            "The provider's deadline for “{name}” has come, and nobody has said that the problem is mended.",
            "“{name}”的整改期限已到，尚无人确认完成整改。",
        ),
    ),
    "filing.idle_reminder": Rule(
        KINDS["filing_steps"],
        CUSTOMER,
        _PAGE,
        Words("{reference} stands still", "{reference} 长期未更新"),
        Words(
            "Nothing was changed in the filing for “{name}” for a while. After 45 days it is closed.",
            "“{name}”的备案已有一段时间未更新，满45天将被关闭。",
        ),
        lines=_LEFT,
    ),
    "filing.expired": Rule(
        KINDS["filing_steps"],
        CUSTOMER,
        _PAGE,
        Words("{reference} was closed", "{reference} 已关闭"),
        Words(
            "Nothing was changed in the filing for “{name}” for 45 days. Its answers can be copied into a "
            "new one.",
            "“{name}”的备案45天未更新，已关闭。可将其内容复制到新的备案。",
        ),
    ),
    "filing.review_late": Rule(
        KINDS["filing_steps"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference} takes longer than usual", "{reference} 审核时间长于通常"),
        Words(
            "The review of “{name}” takes longer than the published range. Our specialist asks about it.",
            "“{name}”的审核时间已超过公布的通常范围，备案专员会跟进。",
        ),
    ),
    "filing.lapsed": Rule(
        KINDS["filing_risk"],
        (*CUSTOMER, Who.HANDLER, Who.ARCHITECTS),
        _PAGE,
        Words("{reference}: the number is no longer in force", "{reference}：备案号已失效"),
        Words(
            "The filing for “{name}” has lapsed. What depends on it in mainland China may be blocked.",
            "“{name}”的备案已失效，依赖该备案的中国内地服务可能被阻断。",
        ),
    ),
    "filing.access_cancelled": Rule(
        KINDS["filing_risk"],
        (*CUSTOMER, Who.HANDLER, Who.ARCHITECTS),
        _PAGE,
        Words("{reference}: the provider ended its service", "{reference}：接入商已取消接入"),
        Words(
            "The provider no longer serves the number of “{name}”. What depends on it may be blocked.",
            "接入商已取消“{name}”的接入，依赖该备案的服务可能被阻断。",
        ),
    ),
    "filing.cancelled": Rule(
        KINDS["filing_risk"],
        (*CUSTOMER, Who.HANDLER, Who.ARCHITECTS),
        _PAGE,
        Words("{reference} is cancelled", "{reference} 已注销"),
        Words(
            "The filing for “{name}” is cancelled. What depends on it in mainland China may be blocked.",
            "“{name}”的备案已注销，依赖该备案的中国内地服务可能被阻断。",
        ),
    ),
}
