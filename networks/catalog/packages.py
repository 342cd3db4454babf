"""Bandwidth packages: which pairs of areas are sold, in which sizes, and how many networks fit.

Source: the cross-border guide, "VPC-Peering with Cloud Enterprise Network": any combination of its five
areas except Australia with Australia, 2 Mbit/s to 10 Gbit/s, up to 20 VPCs per region. Sizes agree with the
API metadata of 2026-04-21 (``Bandwidth`` 2 to 10000). The 20 VPCs are the guide's figure; today's default
quota was not found, so a surveyed quota goes before it.

>>> area_pair("Europe", "China")
('China', 'Europe')
>>> len(SOLD_PAIRS)
14
>>> crosses_border(("China", "Europe")), crosses_border(("China", "China"))
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations_with_replacement

from networks.catalog.areas import AREAS, GUIDE_AREAS, MAINLAND, Availability
from networks.catalog.bilingual import Bilingual

AreaPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure somebody published: what, how much, when and where."""

    value: int
    as_of: date
    source: str


_GUIDE = "cross-border guide, VPC-Peering with Cloud Enterprise Network"
_METADATA_DAY = date(2026, 4, 21)

MIN_BANDWIDTH_MBPS = Limit(2, _METADATA_DAY, f"{_GUIDE}; API metadata of CreateCenBandwidthPackage")
MAX_BANDWIDTH_MBPS = Limit(10_000, _METADATA_DAY, f"{_GUIDE}; API metadata of CreateCenBandwidthPackage")
VPCS_PER_REGION = Limit(
    20, date(2026, 11, 23), f"{_GUIDE}; read on this day, the cloud's own quota may differ"
)


def area_pair(one: str, other: str) -> AreaPair:
    """The two area codes in the one order we write them."""
    return (one, other) if one <= other else (other, one)


SOLD_PAIRS: frozenset[AreaPair] = frozenset(
    area_pair(one.code, other.code) for one, other in combinations_with_replacement(GUIDE_AREAS, 2)
) - {("Australia", "Australia")}


def availability(pair: AreaPair) -> Availability:
    """Closed beats uncertain beats open. Raises ``KeyError`` for an area nobody sells."""
    both = {AREAS[code].availability for code in pair}
    if Availability.CLOSED in both:
        return Availability.CLOSED
    if Availability.UNCERTAIN in both or pair not in SOLD_PAIRS:
        return Availability.UNCERTAIN
    return Availability.OPEN


def crosses_border(pair: AreaPair) -> bool:
    """Whether exactly one end lies in mainland China."""
    return (pair[0] == MAINLAND) != (pair[1] == MAINLAND)


def bandwidth_is_sold(bandwidth_mbps: int) -> bool:
    return MIN_BANDWIDTH_MBPS.value <= bandwidth_mbps <= MAX_BANDWIDTH_MBPS.value


def bandwidth_refusal(bandwidth_mbps: int) -> Bilingual:
    """Why a size outside the limits cannot be bought, and what would do."""
    low, high = MIN_BANDWIDTH_MBPS.value, MAX_BANDWIDTH_MBPS.value
    return Bilingual(
        f"{bandwidth_mbps} Mbps is not sold: a package has {low} to {high:,} Mbps. Choose one in between.",
        f"没有 {bandwidth_mbps} Mbps 的带宽包：带宽包为 {low} 至 {high:,} Mbps，请在此范围内选择。",
    )


def pair_name(pair: AreaPair) -> Bilingual:
    """What people call the pair; mainland China is said first, as on the price list."""
    first, second = sorted(
        (AREAS[code] for code in pair), key=lambda known: (not known.is_mainland, known.code)
    )
    return Bilingual(f"{first.name.en} – {second.name.en}", f"{first.name.zh} – {second.name.zh}")
