"""Which regions of a connection talk to each other, and through which bandwidth package.

A connection joins all of its networks, so its regions form a full mesh. Two regions share the package of
their two areas, or of their one area. Networks inside one region are joined for free, without a package
(cross-border guide, "VPC-Peering with Cloud Enterprise Network").

>>> pairs_by_area(["eu-central-1", "cn-shanghai", "cn-beijing"])[("China", "Europe")]
(('cn-beijing', 'eu-central-1'), ('cn-shanghai', 'eu-central-1'))
>>> crosses_border(["cn-hongkong", "cn-shenzhen"])
True
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from networks.catalog.packages import AreaPair, area_pair
from networks.catalog.regions import REGIONS

RegionPair = tuple[str, str]


def pairs_by_area(region_ids: Iterable[str]) -> dict[AreaPair, tuple[RegionPair, ...]]:
    """Every two different regions under the area pair whose package they share, all sorted.

    A region we do not know belongs to no area and is left out.
    """
    known = [REGIONS[region_id] for region_id in sorted(set(region_ids)) if region_id in REGIONS]
    meshed: dict[AreaPair, list[RegionPair]] = {}
    for one, other in combinations(known, 2):
        meshed.setdefault(area_pair(one.area, other.area), []).append((one.id, other.id))
    return {pair: tuple(meshed[pair]) for pair in sorted(meshed)}


def crosses_border(region_ids: Iterable[str]) -> bool:
    """Whether some of these regions lie in mainland China and some outside."""
    return len({REGIONS[region_id].is_mainland for region_id in region_ids if region_id in REGIONS}) == 2
