"""The cloud's regions, and the area each belongs to.

Data: ``data/regions.json``, 34 regions from Alibaba Cloud's published API metadata of 2026-04-21; finance,
government and dedicated regions are left out. Mainland China for filing and border rules is the area
``China``; Hong Kong is Asia-Pacific and lies outside the border. Sydney and Mumbai are closed.

>>> region("eu-central-1").area
'Europe'
>>> region("cn-hongkong").is_mainland
False
>>> region("cn-shanghai").city.en, region("cn-shanghai").city.zh
('Shanghai', '上海')
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from networks.catalog.areas import AREAS, Availability
from networks.catalog.bilingual import Bilingual

_DATA = Path(__file__).parent / "data" / "regions.json"
_IN_BRACKETS = re.compile(r"[(（]([^)）]+)[)）]")


@dataclass(frozen=True, slots=True)
class Region:
    """One region. ``area_is_confirmed`` is false where no current document says which area it bills under."""

    id: str
    name_en: str
    name_zh: str
    area: str
    is_mainland: bool
    is_closed: bool
    area_is_confirmed: bool = True
    is_local: bool = False

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_en, self.name_zh)

    @property
    def city(self) -> Bilingual:
        """The short name that people say: "Frankfurt" for "Germany (Frankfurt)"."""
        return Bilingual(_city(self.name_en), _city(self.name_zh))

    @property
    def availability(self) -> Availability:
        """Closed when the region or its area is; uncertain when either is; else open."""
        area = AREAS[self.area].availability
        if self.is_closed or area is Availability.CLOSED:
            return Availability.CLOSED
        return area if self.area_is_confirmed else Availability.UNCERTAIN


def region(region_id: str) -> Region:
    """The region with this id. Raises ``KeyError`` when we know none."""
    return REGIONS[region_id]


def regions_of(area_code: str) -> tuple[Region, ...]:
    """Every known region of an area, closed ones included, in the order of their ids."""
    return tuple(known for known in REGIONS.values() if known.area == area_code)


def _city(name: str) -> str:
    """The part in brackets, without "- Local Region"; the whole name where there are no brackets."""
    found = _IN_BRACKETS.search(name)
    if found is None or "Joint Venture" in name or "联通" in name:
        return name.partition("(")[0].partition("（")[0].strip()
    return re.split(r"\s+-\s+|-", found[1])[0].strip()


def _region(row: Mapping[str, Any]) -> Region:
    return Region(
        id=row["region_id"],
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        area=row["geography"],
        is_mainland=row["mainland"],
        is_closed=row["closed"],
        area_is_confirmed=row["geography_status"] == "from-docs",
        is_local=row["local_or_partner_region"],
    )


REGIONS: dict[str, Region] = {
    row["region_id"]: _region(row)
    for row in sorted(json.loads(_DATA.read_text("utf-8"))["regions"], key=lambda row: row["region_id"])
}
