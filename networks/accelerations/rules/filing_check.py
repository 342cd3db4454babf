"""Whether a plan may be had for a domain: access points in mainland China need a number in force.

Source: the cross-border guide, "Global Accelerator" and "When is an ICP-License needed?": a domain that leads
to an address in mainland China needs a filing, and a filing takes 2 to 4 weeks. The question is asked anew at
every step towards service, since a number may end on any day.

>>> filing_check("premium", has_number=False, domain="nordwind.cn") is None
True
>>> print(filing_check("standard", has_number=False, domain="nordwind.cn").remedy.en)
File the domain first; that usually takes 2 to 4 weeks.
"""

from __future__ import annotations

from dataclasses import dataclass

from networks.accelerations.rules.plans import PLANS
from networks.catalog.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class NumberMissing:
    """Why the plan cannot be had, what would do, and what can be had meanwhile."""

    message: Bilingual
    remedy: Bilingual
    alternative: Bilingual


_FILE_FIRST = Bilingual(
    "File the domain first; that usually takes 2 to 4 weeks.", "请先办理域名备案，通常需要 2 至 4 周。"
)
_MEANWHILE = Bilingual(
    "Premium can be ordered today: its access points are in Hong Kong, so no filing is needed. It is meant "
    "as a temporary way.",
    "现在可以选择精品型：其接入点位于香港，无需备案。该方案仅作为临时方案。",
)


def filing_check(plan: str, *, has_number: bool, domain: str) -> NumberMissing | None:
    """None where nothing stands in the way. Raises ``KeyError`` for an unknown plan."""
    chosen = PLANS[plan]
    if has_number or not chosen.needs_filing:
        return None
    return NumberMissing(
        Bilingual(
            f"{domain} has no filing number in force, and {chosen.name.en} has its access points in mainland "
            "China.",
            f"{domain} 目前没有有效的备案号，而{chosen.name.zh}的接入点位于中国内地。",
        ),
        _FILE_FIRST,
        _MEANWHILE,
    )
