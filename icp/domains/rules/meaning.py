"""What each fact means for a filing: the rules of the eligibility check, asked about what was looked up.

The default policy speaks where its rule is active; the newer policy where the default is silent, or where it
answers otherwise, so that both can be read side by side (rule book section 2.1). Nothing is decided here that
the check would decide differently: the same functions answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from icp.domains.rules.filed import Position
from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.case import Case
from icp.eligibility.rules.domain_checks import CHECKS
from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.findings import Finding, Outcome
from icp.eligibility.rules.policy import Policy

# Which rules speak about which fact, in the order they are read.
RULES_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ending": ("D01", "D03"),
        "registrar": ("D02", "D02n"),
        "expires_on": ("D06",),
        "points_to": ("D10",),
    }
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """`policy_id` is empty where the meaning follows from the fact itself and not from a rule."""

    outcome: Outcome
    reason: Words
    remedy: Words
    rule_id: str = ""
    policy_id: str = ""
    source: str = ""


def meanings(
    facts: Facts, filing_type: str, policies: tuple[Policy, ...], on: date
) -> dict[str, list[Meaning]]:
    """Per fact, what each rule says. `policies`: default first. `filing_type`: as proposed, or `na`."""
    return {
        name: [
            meaning for rule_id in rule_ids for meaning in _heard(rule_id, facts, filing_type, policies, on)
        ]
        for name, rule_ids in RULES_OF.items()
    }


def _heard(
    rule_id: str, facts: Facts, filing_type: str, policies: tuple[Policy, ...], on: date
) -> Iterator[Meaning]:
    said: list[Finding] = []
    for policy in policies:
        case = Case(facts, policy, on, filing_type=filing_type)
        finding = case.finding(rule_id, CHECKS[rule_id](case))
        if finding is None or any(_same(finding, earlier) for earlier in said):
            continue
        said.append(finding)
        remedy = _NOTHING if finding.outcome == "pass" else finding.remedy
        yield Meaning(finding.outcome, finding.reason, remedy, rule_id, policy.policy_id, finding.source)


def _same(one: Finding, other: Finding) -> bool:
    return (one.outcome, one.reason) == (other.outcome, other.reason)


def eligibility_facts(values: Mapping[str, Any], domain: str, position: Position, on: date) -> dict[str, str]:
    """The looked-up facts as columns of the eligibility check; what is unknown is said so.

    `values` are the known facts only. `dns_live` is whether the domain is served from the mainland now.
    """
    expires, registrar, points_to = (values.get(name) for name in ("expires_on", "registrar", "points_to"))
    region = points_to["region"] if points_to else None
    live = "unknown" if points_to is None or region == "unknown" else "yes" if region == "mainland" else "no"
    return {
        "domain": domain,
        "registrar_iana_id": str(registrar["id"]) if registrar else "unknown",
        "domain_days_left": str((date.fromisoformat(expires) - on).days) if expires else "unknown",
        "dns_live": live,
        "domain_filed": position.domain,
        "subject_filed": position.subject,
    }


def registrar_name(iana_id: int, told: str) -> Words:
    """The name of our table for this number; what the registry told where we do not know it."""
    return reference.REGISTRARS.get(iana_id, Words(told, told))


_NOTHING = Words("", "")

# What follows from a fact itself.
PLAIN: Final[Mapping[str, Meaning]] = MappingProxyType(
    {
        "not_registered": Meaning(
            "fail",
            Words("Nobody has registered this name.", "该域名尚未注册。"),
            Words(
                "Register it at an approved registrar in mainland China first.",
                "请先在经批复的中国内地注册商处注册。",
            ),
        ),
        "held": Meaning(
            "warn",
            Words(
                "The registry or registrar holds the name back, so it does not work or may be lost.",
                "该域名被注册局或注册商暂停，无法使用或可能丢失。",
            ),
            Words(
                "Ask your registrar why; often the real-name verification is missing.",
                "请向注册商查询原因，常见原因是未完成实名认证。",
            ),
        ),
        "not_filed": Meaning(
            "needs-human",
            Words(
                "The domain has no filing. It may not be served from the mainland before it has one.",
                "该域名未备案，备案前不得在中国内地提供服务。",
            ),
            Words("Start a filing.", "请开始办理备案。"),
        ),
        "filed": Meaning("pass", Words("The domain has a filing.", "该域名已备案。"), _NOTHING),
        "filed_ours": Meaning(
            "pass",
            Words("It is filed here in the name of your company.", "该域名已以贵司名义在此备案。"),
            _NOTHING,
        ),
        "filed_other": Meaning(
            "needs-human",
            Words("It is filed here in the name of another company.", "该域名已以其他公司名义在此备案。"),
            Words(
                "Ask that company to cancel or to move the filing before you file.",
                "请先联系该公司注销或迁移备案。",
            ),
        ),
        "at_risk": Meaning(
            "warn",
            Words("A check found a problem with a deadline.", "核查发现问题，并规定了整改期限。"),
            Words(
                "Follow the suggestion in time; otherwise access is cancelled.",
                "请按建议及时整改，否则将取消接入。",
            ),
        ),
    }
)
