"""Who is told what of a commercial license. Pure."""

from __future__ import annotations

from portal.notifications.rules.kinds import KINDS
from portal.notifications.rules.rule import CUSTOMER, Rule, Who
from portal.notifications.rules.words import Words

_PAGE = "icp:license"
_UNTIL = Words("Valid until:", "有效期至：")


def _to_customer(kind: str, subject: Words, body: Words, lines: Words | None = None) -> Rule:
    return Rule(KINDS[kind], CUSTOMER, _PAGE, subject, body, lines)


def _to_desk(subject: Words, body: Words) -> Rule:
    return Rule(KINDS["filing_desk"], (Who.HANDLER,), _PAGE, subject, body)


_DESK_BODY = Words(
    "{organization} asks for the commercial license of “{name}”.",
    "{organization}为“{name}”申请经营性许可证。",
)

LICENSE_RULES: dict[str, Rule] = {
    "license.submitted": _to_desk(Words("{reference} waits to be read", "{reference} 等待审核"), _DESK_BODY),
    "license.resubmitted": _to_desk(
        Words("{reference} waits to be read again", "{reference} 再次等待审核"), _DESK_BODY
    ),
    "license.returned": _to_customer(
        "license",
        Words("{reference} comes back for changes", "{reference} 被退回修改"),
        Words(
            "Our specialist asks for changes in the license of “{name}”. They stand on its page.",
            "专员要求修改“{name}”的许可证资料，具体要求见页面。",
        ),
    ),
    "license.correction_needed": _to_customer(
        "license",
        Words("{reference}: the administration asks for changes", "{reference}：主管部门要求补正"),
        Words(
            "The administration asks for changes in the license of “{name}”. They stand on its page.",
            "主管部门要求补正“{name}”的许可证资料，具体要求见页面。",
        ),
    ),
    "license.lodged": _to_customer(
        "license",
        Words("{reference} is with the administration", "{reference} 已提交主管部门"),
        Words(
            "The license of “{name}” usually takes 40 to 60 working days from here.",
            "“{name}”的许可证审查通常需要40至60个工作日。",
        ),
    ),
    "license.review_late": Rule(
        KINDS["license"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference} takes longer than usual", "{reference} 审查时间超出通常期限"),
        Words(
            "The administration has not answered about “{name}” within 60 working days. Our specialist asks.",
            "主管部门在60个工作日内尚未就“{name}”作出答复，专员将跟进。",
        ),
    ),
    "license.granted": _to_customer(
        "license",
        Words("{reference} is granted", "{reference} 已获许可"),
        Words("The license of “{name}” is granted.", "“{name}”的经营性许可证已获批准。"),
        _UNTIL,
    ),
    "license.renewed": _to_customer(
        "license",
        Words("{reference} is renewed", "{reference} 已续期"),
        Words("The license of “{name}” is renewed.", "“{name}”的经营性许可证已续期。"),
        _UNTIL,
    ),
    "license.refused": _to_customer(
        "license",
        Words("{reference} is refused", "{reference} 未获许可"),
        Words(
            "The administration refused the license of “{name}”. The reason stands on its page.",
            "主管部门未批准“{name}”的许可证，原因见页面。",
        ),
    ),
    "license.report_due": _to_customer(
        "license_due",
        Words("{reference}: the annual report is due", "{reference}：请提交年报"),
        Words(
            "The annual report of the license of “{name}” is sent in the telecom business system, mostly "
            "from January to March.",
            "请在电信业务市场综合管理系统提交“{name}”许可证的年报，通常在1月至3月。",
        ),
        Words("Of which year:", "年度："),
    ),
    "license.renewal_due": Rule(
        KINDS["license_due"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference}: the renewal is due", "{reference}：请办理续期"),
        Words(
            "The license of “{name}” ends soon. A renewal is asked for 90 days before its end.",
            "“{name}”的经营性许可证即将到期，续期须在到期前90日提出。",
        ),
        _UNTIL,
    ),
    "license.renewal_refused": Rule(
        KINDS["license_ended"],
        CUSTOMER,
        _PAGE,
        Words("{reference} is not renewed", "{reference} 续期未通过"),
        Words(
            "The administration did not renew the license of “{name}”. The reason stands on its page.",
            "主管部门未同意“{name}”许可证的续期，原因见页面。",
        ),
    ),
    "license.validity_ended": Rule(
        KINDS["license_ended"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference}: its last day is over", "{reference}：有效期已满"),
        Words(
            "The last day of the license of “{name}” is over and its renewal is not decided. Ask the "
            "administration what counts until then.",
            "“{name}”的许可证有效期已满，续期尚无结果。请向主管部门确认在此期间的效力。",
        ),
        _UNTIL,
    ),
    "license.expired": Rule(
        KINDS["license_ended"],
        (*CUSTOMER, Who.HANDLER),
        _PAGE,
        Words("{reference} has expired", "{reference} 已到期"),
        Words(
            "The license of “{name}” has expired. Without one the site must not take money.",
            "“{name}”的经营性许可证已到期。无有效许可证，网站不得从事经营性服务。",
        ),
    ),
    "license.ended": Rule(
        KINDS["license_ended"],
        CUSTOMER,
        _PAGE,
        Words("{reference} is no longer in force", "{reference} 已失效"),
        Words(
            "The license of “{name}” is no longer in force. The reason stands on its page.",
            "“{name}”的经营性许可证已失效，原因见页面。",
        ),
    ),
}
