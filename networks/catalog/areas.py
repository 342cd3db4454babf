"""The areas (geographies) between which Cloud Enterprise Network bandwidth is sold.

The cross-border guide, "VPC-Peering with Cloud Enterprise Network", names five: Mainland China, Europe, North
America, Asia Pacific and Australia. What can be bought differs by date, so each area says what was true when:

- ``CreateCenBandwidthPackage`` accepts China, Asia-Pacific, Europe and North-America (API metadata,
  2026-04-21).
- Australia has one region, Sydney, and that region is closed (region list of the same metadata).
- Middle-East is in an older bandwidth-plan document and not in the guide; the metadata does not accept it.
  Nobody here can say whether it is sold: a person asks.

>>> area("China").name.zh
'中国内地'
>>> area("Australia").availability
<Availability.CLOSED: 'closed'>
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from networks.catalog.bilingual import Bilingual

MAINLAND = "China"


class Availability(StrEnum):
    """Whether bandwidth to an area, or a region itself, can be bought."""

    OPEN = "open"
    CLOSED = "closed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Area:
    """One geography. ``code`` is the value the API takes; ``as_of`` dates the availability."""

    code: str
    name: Bilingual
    is_in_guide: bool
    availability: Availability
    as_of: date
    source: str
    note: Bilingual | None = None

    @property
    def is_mainland(self) -> bool:
        return self.code == MAINLAND


_METADATA_DAY = date(2026, 4, 21)
_METADATA = "API metadata of CreateCenBandwidthPackage, 2026-04-21"


def _open(code: str, en: str, zh: str) -> Area:
    return Area(code, Bilingual(en, zh), True, Availability.OPEN, _METADATA_DAY, _METADATA)


AREAS: dict[str, Area] = {
    known.code: known
    for known in (
        _open("China", "Mainland China", "中国内地"),
        _open("Europe", "Europe", "欧洲"),
        _open("North-America", "North America", "北美"),
        _open("Asia-Pacific", "Asia Pacific", "亚太"),
        Area(
            "Australia",
            Bilingual("Australia", "澳洲"),
            True,
            Availability.CLOSED,
            _METADATA_DAY,
            "region list of the API metadata, 2026-04-21",
            Bilingual("Its only region, Sydney, is closed.", "该区域唯一的地域（悉尼）已关闭。"),
        ),
        Area(
            "Middle-East",
            Bilingual("Middle East", "中东"),
            False,
            Availability.UNCERTAIN,
            _METADATA_DAY,
            "older bandwidth-plan document, against API metadata of 2026-04-21",
            Bilingual(
                "The list of areas on sale does not name the Middle East. A person asks Alibaba Cloud.",
                "在售区域清单中没有中东，需由人工向阿里云确认。",
            ),
        ),
    )
}

GUIDE_AREAS: tuple[Area, ...] = tuple(known for known in AREAS.values() if known.is_in_guide)


def area(code: str) -> Area:
    """The area of this API value. Raises ``KeyError`` for a value nobody sells."""
    return AREAS[code]
