"""What is asked for a commercial license, and what an answer must look like. Pure.

No answer is about a person: staff are counted, never named.

>>> read("registered_capital_rmb", "1,000,000").value
1000000
>>> read("foreign_share_pct", "120").problem.en
'Write a share from 0 to 100, such as 49 or 12.5.'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from icp.eligibility.rules.bilingual import Words
from icp.licenses.rules.pilots import PILOT_AREAS

YES_NO: Mapping[str, Words] = MappingProxyType({"yes": Words("Yes", "是"), "no": Words("No", "否")})
KINDS: Mapping[str, Words] = MappingProxyType(
    {
        "B25": Words("B25: information services (ICP license)", "B25 信息服务业务（ICP许可证）"),
        "B21": Words(
            "B21: online data and transaction processing (EDI license)",
            "B21 在线数据处理与交易处理业务（EDI许可证）",
        ),
    }
)
SCOPES: Mapping[str, Words] = MappingProxyType(
    {"province": Words("One province", "单个省份"), "nationwide": Words("Several provinces", "跨地区")}
)
SERVERS: Mapping[str, Words] = MappingProxyType(
    {
        "own_province": Words("In the province of the company", "公司所在省份"),
        "mainland": Words("In another province of the mainland", "内地其他省份"),
        "elsewhere": Words("Outside the mainland", "内地以外"),
    }
)
NO_PILOT = "none"
_NONE = Words("", "")
AREAS: Mapping[str, Words] = MappingProxyType({NO_PILOT: Words("In none of them", "均不在"), **PILOT_AREAS})


@dataclass(frozen=True, slots=True)
class Question:
    """kind: "choice", "whole" (a whole number from 0) or "share" (0 to 100, two decimals)."""

    name: str
    kind: str
    label: Words
    hint: Words = _NONE
    options: Mapping[str, Words] = field(default_factory=dict)


def _yes_no(name: str, label: Words, hint: Words = _NONE) -> Question:
    return Question(name, "choice", label, hint, YES_NO)


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        question.name: question
        for question in (
            Question(
                "kind",
                "choice",
                Words("Which license?", "申请哪一类许可证？"),
                Words(
                    "B25 where information is paid for, B21 where others trade on your platform. An expert "
                    "confirms it.",
                    "提供有偿信息为B25，平台上有第三方交易为B21，由专家确认。",
                ),
                KINDS,
            ),
            Question("scope", "choice", Words("Where is it offered?", "业务覆盖范围"), options=SCOPES),
            _yes_no(
                "is_company",
                Words("Is the applicant a company of mainland China?", "申请人是否为在中国内地注册的公司？"),
                Words("A company with foreign owners counts, too.", "外商投资公司也包括在内。"),
            ),
            Question(
                "registered_capital_rmb",
                "whole",
                Words("Registered capital in RMB", "注册资本（人民币元）"),
                Words("As in 1000000.", "例如 1000000。"),
            ),
            Question(
                "foreign_share_pct",
                "share",
                Words("Foreign share in percent", "外资比例（%）"),
                Words(
                    "All foreign owners together, through every company up to the last person. 0 if there "
                    "are none.",
                    "穿透到最终股东，所有外资合计。没有外资填0。",
                ),
            ),
            Question(
                "pilot_area",
                "choice",
                Words("Is the company registered in a pilot area?", "公司是否注册在试点地区？"),
                Words("Only asked where owners are foreign.", "仅在有外资时适用。"),
                AREAS,
            ),
            _yes_no(
                "excluded_content",
                Words(
                    "Does it show news, publishing, audio-video or culture?",
                    "是否涉及新闻、出版、视听或文化内容？",
                ),
            ),
            _yes_no(
                "scope_lists_telecom",
                Words(
                    "Does the business license list value-added telecom services?",
                    "营业执照的经营范围是否包含增值电信业务？",
                ),
            ),
            Question(
                "insured_staff",
                "whole",
                Words("Staff with social insurance", "缴纳社保的员工人数"),
                Words("Paid by this company for 1 to 3 months.", "由本公司缴纳1至3个月。"),
            ),
            _yes_no("has_office", Words("Does the company have an office?", "公司是否有办公场所？")),
            Question("server", "choice", Words("Where is the server?", "服务器在哪里？"), options=SERVERS),
            _yes_no(
                "has_security_system",
                Words(
                    "Is there a security system with rules and a person for it?",
                    "是否建立了信息安全制度并指定负责人？",
                ),
            ),
        )
    }
)
MOST_CAPITAL = 10**13
_NOT_WHOLE = Words("Write a whole number, such as 1000000.", "请填写整数，例如 1000000。")
_NOT_SHARE = Words(
    "Write a share from 0 to 100, such as 49 or 12.5.", "请填写0至100之间的比例，例如 49 或 12.5。"
)
_NOT_CHOSEN = Words("Choose one of the answers.", "请选择一项。")


@dataclass(frozen=True, slots=True)
class Reading:
    """value: what is kept; None for an empty answer. problem: why the text is no answer."""

    value: str | int | None
    problem: Words | None = None


def read(name: str, given: Any) -> Reading:
    """The answer that was typed. Raises `KeyError` for a question that is not asked."""
    question = QUESTIONS[name]
    text = given.strip() if isinstance(given, str) else "" if given is None else str(given)
    if not text:
        return Reading(None)
    if question.kind == "choice":
        return Reading(text) if text in question.options else Reading(None, _NOT_CHOSEN)
    if question.kind == "whole":
        digits = re.sub(r"[,，_\s]", "", text)
        is_whole = re.fullmatch(r"[0-9]{1,14}", digits) and int(digits) <= MOST_CAPITAL
        return Reading(int(digits)) if is_whole else Reading(None, _NOT_WHOLE)
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) or Decimal(text) > 100:
        return Reading(None, _NOT_SHARE)
    return Reading(text)


def share(answers: Mapping[str, Any]) -> Decimal | None:
    """The foreign share in percent, exactly as written; None while it is open."""
    return Decimal(str(answers["foreign_share_pct"])) if answers.get("foreign_share_pct") else None


def asked(answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions that these answers call for; the pilot area only where owners are foreign."""
    has_foreign = bool(share(answers))
    return tuple(each for each in QUESTIONS.values() if each.name != "pilot_area" or has_foreign)
