"""The yearly review of a number: is what was filed still true? Pure.

Who files must report changes (rule book L05: sources name 30 days before the change and 10 working days
after; the earlier is asked for). Each question is answered with "as filed" or "changed"; a change asks for a
filing of its own.

>>> changed({"company": "same", "domain_holder": "changed"})
('domain_holder',)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words

SAME, CHANGED = "same", "changed"
ANSWERS: Mapping[str, Words] = MappingProxyType(
    {SAME: Words("As filed", "与备案一致"), CHANGED: Words("Changed", "已变更")}
)
QUESTIONS: Mapping[str, Words] = MappingProxyType(
    {
        "company": Words(
            "Name, registration number and address of the company", "单位名称、统一社会信用代码和地址"
        ),
        "legal_representative": Words("Legal representative", "法定代表人"),
        "persons": Words(
            "Persons in charge, their phones and e-mail addresses", "负责人及其手机号和电子邮箱"
        ),
        "domain_holder": Words("Holder of the domain and its real-name verification", "域名持有者及实名认证"),
        "site": Words("Name and content of the website", "网站名称和内容"),
        "licenses": Words("Approvals and licenses that the content needs", "内容所需的前置审批和许可"),
        "access": Words("Server, IP address and access provider", "服务器、IP 地址和接入商"),
    }
)


def changed(answers: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in QUESTIONS if answers.get(name) == CHANGED)


def missing(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Questions without an answer of the list."""
    return tuple(name for name in QUESTIONS if answers.get(name) not in ANSWERS)
