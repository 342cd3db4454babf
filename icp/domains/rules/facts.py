"""A fact about a domain: its value or why there is none, who said so, and when.

An unknown fact never stands for a no. `WHY` is the closed table of reasons, in words for people; each reason
is stable and stored, so a fact can be explained long after it was looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal

from icp.eligibility.rules.bilingual import Words

Source = Literal["rdap", "dns", "account_domain", "account_filings"]
SOURCES: Final[tuple[Source, ...]] = ("rdap", "dns", "account_domain", "account_filings")
# Which facts each source is asked for, in the order people read them.
FACTS_OF: Final[Mapping[Source, tuple[str, ...]]] = MappingProxyType(
    {
        "rdap": ("registered", "registrar", "expires_on", "holds"),
        "dns": ("points_to",),
        "account_domain": ("filed",),
        "account_filings": ("filed_here", "subject_here", "risks"),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one source said about one fact. With `why` it is unknown; `detail` is the source's own code."""

    name: str
    value: Any = None
    why: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A finding with its source in words of its own (`rdap.verisign.com`) and its time."""

    name: str
    value: Any
    source: str
    seen_at: datetime | None
    why: str = ""
    detail: str = ""

    @property
    def is_known(self) -> bool:
        return not self.why

    @property
    def reason(self) -> Words:
        """Why it is unknown; empty words for a known fact."""
        return WHY[self.why].filled(detail=self.detail) if self.why else Words("", "")


def unknown(source: Source, why: str, detail: str = "") -> tuple[Finding, ...]:
    """Every fact of a source that could not be asked, for one reason."""
    return tuple(Finding(name, why=why, detail=detail) for name in FACTS_OF[source])


def with_reason(findings: tuple[Finding, ...], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings, some of them unknown for a reason of their own: `{"registrar": "by_hand_cn"}`."""
    return tuple(
        replace(each, value=None, why=reasons[each.name]) if each.name in reasons else each
        for each in findings
    )


WHY: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "looking": Words("We are still looking.", "仍在查询。"),
        "no_answer": Words(
            "The source did not answer in time. Look again later.", "数据来源未及时应答。请稍后重新查询。"
        ),
        "slow_down": Words(
            "The source asks us to wait before the next question. Look again in some minutes.",
            "数据来源要求暂缓查询。请几分钟后重新查询。",
        ),
        "refused": Words("The source refused to answer ({detail}).", "数据来源拒绝应答（{detail}）。"),
        "unreadable": Words(
            "The answer of the source cannot be read ({detail}).", "数据来源的应答无法读取（{detail}）。"
        ),
        "not_told": Words("The source does not tell it.", "数据来源未提供该信息。"),
        "not_registered": Words(
            "The name is not registered, so there is nothing to tell.", "该域名尚未注册，因此没有此信息。"
        ),
        "no_service": Words(
            "The registry of this ending answers no machine questions. Ask your registrar.",
            "该后缀的注册局不提供机器查询服务。请向您的注册商查询。",
        ),
        "by_hand_cn": Words(
            "For .cn and .中国 no registrar number is published. Look up “Sponsoring Registrar” in the WHOIS "
            "of CNNIC by hand.",
            "“.cn”和“.中国”域名不公布注册商编号。请在CNNIC WHOIS中人工查询“Sponsoring Registrar”。",
        ),
        "no_iana_number": Words(
            "The registry names a registrar without its IANA number. Names alone do not decide.",
            "注册局给出了注册商名称，但没有IANA编号。仅凭名称无法判断。",
        ),
        "many_registrars": Words("The registry names more than one registrar.", "注册局给出了多个注册商。"),
        "no_such_host": Words(
            "DNS could not be asked for this name ({detail}).", "无法查询该域名的DNS（{detail}）。"
        ),
        "not_of_account": Words(
            "The domain does not belong to the cloud account we ask with, so the provider does not say.",
            "该域名不属于我们用于查询的云账号，因此服务商不予答复。",
        ),
        "no_access": Words(
            "Our cloud account has no access to this look-up ({detail}).",
            "我们的云账号没有此项查询的权限（{detail}）。",
        ),
        "not_configured": Words(
            "This installation has no cloud account to ask with.", "本系统未配置用于查询的云账号。"
        ),
        "no_organization_name": Words(
            "Your organization has no Chinese legal name here yet, so it cannot be compared. Add it in the "
            "settings of the organization.",
            "贵司尚未在此登记中文法定名称，因此无法比对。请在组织设置中补充。",
        ),
    }
)
