"""The plans of Global Accelerator, in the guide's words, and which of them need a filing.

Source: the cross-border guide, "Global Accelerator". A Cross-Border plan with a Standard or Enhanced one puts
the access points in mainland China, so the domain needs a valid filing. The Premium plan puts them in Hong
Kong, which needs none; the guide recommends it as a temporary solution. What the plans are called at the
cloud (Basic, Enhanced, Advanced, CrossDomain) and that a bandwidth plan has 2 to 2000 Mbps: API metadata of
``CreateBandwidthPackage``, 2026-04-21. CrossDomain is sold to accounts of the international site only.

>>> [plan.code for plan in PLANS.values() if plan.needs_filing]
['standard', 'enhanced']
>>> PLANS["premium"].packages
('Advanced',)
"""

from __future__ import annotations

from dataclasses import dataclass

from networks.catalog.areas import AREAS
from networks.catalog.bilingual import Bilingual

FEWEST_MBPS, MOST_MBPS = 2, 2000
# Where the servers may stand; visitors are in mainland China. Servers there need a filing whatever the plan.
ORIGIN_AREAS: tuple[str, ...] = tuple(
    code for code, area in AREAS.items() if area.is_in_guide and not area.is_mainland
)


@dataclass(frozen=True, slots=True)
class Plan:
    """``packages`` are what an architect orders at the cloud, in this order."""

    code: str
    name: Bilingual
    purpose: Bilingual
    access_points: Bilingual
    duration: Bilingual
    begins: Bilingual
    packages: tuple[str, ...]

    @property
    def cross_border(self) -> bool:
        return "CrossDomain" in self.packages

    @property
    def needs_filing(self) -> bool:
        """The access points stand in mainland China."""
        return self.cross_border


_MAINLAND = Bilingual("Mainland China", "中国内地")
_LASTING = Bilingual("For lasting use", "适合长期使用")
_WITH_A_NUMBER = Bilingual(
    "When an architect has set it up. Without a number, the filing comes first: usually 2 to 4 weeks.",
    "由架构师配置完成后开始。尚无备案号的，须先备案，通常需要 2 至 4 周。",
)
PLANS: dict[str, Plan] = {
    plan.code: plan
    for plan in (
        Plan(
            "standard",
            Bilingual("Cross-Border + Standard", "跨境 + 标准型"),
            Bilingual(
                "Visitors enter in mainland China and go over the cloud's own lines. For servers on Alibaba "
                "Cloud.",
                "访问者在中国内地接入，经云平台自有骨干网传输。适用于部署在阿里云上的服务器。",
            ),
            _MAINLAND,
            _LASTING,
            _WITH_A_NUMBER,
            ("Basic", "CrossDomain"),
        ),
        Plan(
            "enhanced",
            Bilingual("Cross-Border + Enhanced", "跨境 + 增强型"),
            Bilingual(
                "Visitors enter in mainland China and go over the cloud's own lines. For servers anywhere.",
                "访问者在中国内地接入，经云平台自有骨干网传输。服务器可部署在任何地方。",
            ),
            _MAINLAND,
            _LASTING,
            _WITH_A_NUMBER,
            ("Enhanced", "CrossDomain"),
        ),
        Plan(
            "premium",
            Bilingual("Premium", "精品型"),
            Bilingual(
                "Visitors reach Hong Kong over the public CN2 network of China Telecom, and from there the "
                "cloud's own lines.",
                "访问者经中国电信公共 CN2 网络到达香港，再经云平台自有骨干网传输。",
            ),
            Bilingual("Hong Kong", "香港"),
            Bilingual("Temporary, until the domain is filed", "临时方案，供域名备案前使用"),
            Bilingual("When an architect has set it up.", "由架构师配置完成后开始。"),
            ("Advanced",),
        ),
    )
}
MAINLAND_PLANS: tuple[str, ...] = tuple(code for code, plan in PLANS.items() if plan.needs_filing)
# What a broken acceleration is rerouted to.
WITHOUT_FILING = "premium"
