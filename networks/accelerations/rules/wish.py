"""What may be asked for: a plan, where the servers stand, how much bandwidth. Pure.

>>> [problem.path for problem in problems_of("basic", ["China"], 1)]
['plan', 'areas', 'bandwidth_mbps']
>>> problems_of("premium", ["Europe"], 10)
[]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from networks.accelerations.rules.plans import FEWEST_MBPS, MOST_MBPS, ORIGIN_AREAS, PLANS
from networks.catalog.areas import MAINLAND
from networks.catalog.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Problem:
    path: str
    words: Bilingual


_PLAN = Problem("plan", Bilingual("Choose one of the plans.", "请选择一种方案。"))
_AREAS = Problem("areas", Bilingual("Choose where your servers stand.", "请选择服务器所在地区。"))
_IN_MAINLAND = Problem(
    "areas",
    Bilingual(
        "Servers in mainland China need a filing whatever the plan, and their visitors there need no "
        "acceleration. Choose the areas outside.",
        "位于中国内地的服务器无论采用何种方案都须备案，且内地访问者无需加速。请选择内地以外的地区。",
    ),
)
_BANDWIDTH = Problem(
    "bandwidth_mbps",
    Bilingual(
        f"Bandwidth is a whole number from {FEWEST_MBPS} to {MOST_MBPS} Mbps.",
        f"带宽须为 {FEWEST_MBPS} 至 {MOST_MBPS} Mbps 之间的整数。",
    ),
)


def problems_of(plan: str, areas: Sequence[str], bandwidth_mbps: int) -> list[Problem]:
    found = []
    if plan not in PLANS:
        found.append(_PLAN)
    if MAINLAND in areas:
        found.append(_IN_MAINLAND)
    elif not areas or not set(areas) <= set(ORIGIN_AREAS):
        found.append(_AREAS)
    if not FEWEST_MBPS <= bandwidth_mbps <= MOST_MBPS:
        found.append(_BANDWIDTH)
    return found
