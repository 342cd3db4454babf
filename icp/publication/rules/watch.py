"""What may cost a number: found in what is known of the domain, the footer and the provider's list. Pure.

A filed domain that resolves only outside the mainland, or to another provider, may lose its filing (rule
book N13; Alibaba ICP FAQ; Huawei error FAQ 5.1); one that expires or changes hands loses it (L05); a risk
that the provider reports has a deadline (L07). A fact that is not known says nothing: only known facts are
findings.

>>> [finding.code for finding in findings_of(Facts(points_to="overseas", days_left=12))]
['left_mainland', 'expires_45']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words


@dataclass(frozen=True, slots=True)
class Risk:
    source: str
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """None, and "" for `points_to`, is "not known". points_to: mainland, hk_mo_tw, overseas, unknown.

    registrar_before is the one at the time of the grant. is_ours: whether the provider's list names our
    company.
    """

    points_to: str = ""
    is_registered: bool | None = None
    days_left: int | None = None
    registrar: str | None = None
    registrar_before: str | None = None
    is_held: bool | None = None
    is_filed: bool | None = None
    is_listed_at_provider: bool | None = None
    is_ours: bool | None = None
    is_in_footer: bool | None = None
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """deadline: when something happens, where that is known."""

    code: str
    deadline: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    title: Words
    remedy: Words
    tone: str = "warn"


EXPIRY_DAYS = (0, 45, 90)


def findings_of(facts: Facts) -> tuple[Finding, ...]:
    return tuple(_found(facts))


def _found(facts: Facts) -> Iterator[Finding]:
    if facts.points_to in ("overseas", "hk_mo_tw"):
        yield Finding("left_mainland")
    if facts.is_listed_at_provider is False and facts.is_filed is not False:
        yield Finding("left_provider")
    if facts.is_filed is False:
        yield Finding("not_filed")
    if facts.is_ours is False:
        yield Finding("holder_changed")
    if facts.registrar and facts.registrar_before and facts.registrar != facts.registrar_before:
        yield Finding("registrar_changed")
    if facts.is_registered is False:
        yield Finding("not_registered")
    elif facts.days_left is not None:
        reached = next((days for days in EXPIRY_DAYS if facts.days_left <= days), None)
        if reached is not None:
            yield Finding(f"expires_{reached}")
    if facts.is_held:
        yield Finding("held")
    if facts.is_in_footer is False:
        yield Finding("footer_gone")
    for risk in facts.risks:
        yield Finding("risk", risk.deadline, risk.source)


_RENEW = Words(
    "Renew the domain at its registrar, for more than one year where you can.",
    "请在注册商处续费，建议一次续费多年。",
)
MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "left_mainland": Meaning(
            Words(
                "The domain points outside mainland China only. A filed domain without a server in the "
                "mainland may lose its filing.",
                "域名仅解析到中国内地以外。已备案域名若未指向内地服务器，备案可能被注销。",
            ),
            Words(
                "Keep one live record on the filed server in the mainland, or cancel the filing yourself.",
                "请保留一条指向已备案内地服务器的解析记录，或自行注销备案。",
            ),
            "bad",
        ),
        "left_provider": Meaning(
            Words(
                "The provider no longer lists this filing. Without access at a provider it may be cancelled.",
                "接入商的备案列表中已没有此备案。没有接入的备案可能被注销。",
            ),
            Words("Ask the provider, or add the access again.", "请联系接入商，或重新办理新增接入。"),
            "bad",
        ),
        "not_filed": Meaning(
            Words("The domain is said to have no filing any more.", "查询显示该域名已无备案。"),
            Words(
                "Ask our specialist at once; until it is cleared up the site may be blocked.",
                "请立即联系备案专员。在查明之前，网站可能被阻断。",
            ),
            "bad",
        ),
        "holder_changed": Meaning(
            Words("The filing stands in the name of another company.", "该备案登记在其他公司名下。"),
            Words(
                "If the domain changed hands, cancel the filing or have it moved.",
                "如域名已转让，请注销备案或办理迁移。",
            ),
            "bad",
        ),
        "registrar_changed": Meaning(
            Words(
                "The domain is at another registrar than when the number was given.",
                "域名的注册商与备案通过时不同。",
            ),
            Words(
                "Check that the holder is still your company and that its real name is verified there.",
                "请确认域名持有者仍为贵司，并已在新注册商处完成实名认证。",
            ),
        ),
        "not_registered": Meaning(
            Words("Nobody has registered the domain any more.", "该域名已无人注册。"),
            Words("Register it again at once, or cancel the filing.", "请立即重新注册，或注销备案。"),
            "bad",
        ),
        "expires_90": Meaning(Words("The domain expires within 90 days.", "域名将在90天内到期。"), _RENEW),
        "expires_45": Meaning(Words("The domain expires within 45 days.", "域名将在45天内到期。"), _RENEW),
        "expires_0": Meaning(
            Words("The domain has expired.", "域名已到期。"),
            Words(
                "Renew it at once: after some weeks anybody may register it.",
                "请立即续费：数周后任何人都可注册该域名。",
            ),
            "bad",
        ),
        "held": Meaning(
            Words(
                "The registry or registrar holds the domain back, so it does not work or may be lost.",
                "域名被注册局或注册商暂停，无法使用或可能丢失。",
            ),
            Words(
                "Ask your registrar why; often the real-name verification is missing.",
                "请向注册商查询原因，常见原因是未完成实名认证。",
            ),
            "bad",
        ),
        "footer_gone": Meaning(
            Words(
                "The number is no longer in the footer. That is fined with RMB 5,000 to 10,000.",
                "页脚中已没有备案号，可能被处以5000元至1万元罚款。",
            ),
            Words("Put the snippet back, then check.", "请重新放入代码后再检查。"),
            "bad",
        ),
        "risk": Meaning(
            Words(
                "The provider reports a problem with a deadline.", "接入商核查发现问题，并规定了整改期限。"
            ),
            Words(
                "Follow its suggestion in time; otherwise access is cancelled.",
                "请按建议及时整改，否则将取消接入。",
            ),
            "bad",
        ),
    }
)
