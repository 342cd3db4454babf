"""What there is to draw, before it has a place: networks by area, bandwidth between them, overlaps."""

from __future__ import annotations

from dataclasses import dataclass

from networks.addressing.rules import cidr
from networks.catalog.areas import MAINLAND
from networks.catalog.bilingual import Bilingual
from networks.catalog.mesh import pairs_by_area
from networks.catalog.packages import AreaPair
from networks.requests.rules.drafts import Draft, DraftSite

_MAX_CLASHES = 6  # more lines than this hide each other; every network that overlaps is outlined anyway
_MAX_SUBTITLE = 36


@dataclass(frozen=True, slots=True)
class Place:
    """One network. ``area`` is none while its region is not chosen; a ghost is a network still to come."""

    title: Bilingual
    subtitle: Bilingual
    block: str
    area: str | None
    region: str | None
    is_bad: bool = False
    is_ghost: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The package of an area pair, drawn between one network of each side; none Mbit/s when it is missing."""

    areas: AreaPair
    one: int
    other: int
    bandwidth_mbps: int | None


@dataclass(frozen=True, slots=True)
class Join:
    """Two networks of one region, joined without a package."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two networks whose blocks overlap."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Places in the order in which they are drawn; everything else points at them by position."""

    places: tuple[Place, ...]
    spans: tuple[Span, ...]
    joins: tuple[Join, ...]
    clashes: tuple[Clash, ...]

    @property
    def areas(self) -> tuple[str | None, ...]:
        return tuple(dict.fromkeys(place.area for place in self.places))

    @property
    def has_border(self) -> bool:
        known = {area for area in self.areas if area is not None}
        return MAINLAND in known and len(known) > 1

    def within(self, area: str | None) -> tuple[int, ...]:
        return tuple(number for number, place in enumerate(self.places) if place.area == area)


GHOST = Place(
    Bilingual("Another network", "另一个网络"),
    Bilingual("add it below", "请在下方添加"),
    "",
    area=None,
    region=None,
    is_ghost=True,
)


def scene(draft: Draft) -> Scene:
    """The scene of a draft. A network alone gets a ghost beside it."""
    sites = _in_drawing_order(draft.sites)
    pairs = _overlapping(sites)
    bad = {position for pair in pairs for position in pair}
    places = [_place(site, number in bad) for number, site in enumerate(sites)]
    if len(places) < 2:
        places.append(GHOST)
    return Scene(
        places=tuple(places),
        spans=_spans(places, draft),
        joins=_joins(places),
        clashes=tuple(Clash(one, other) for one, other in pairs[:_MAX_CLASHES]),
    )


def _in_drawing_order(sites: tuple[DraftSite, ...]) -> list[DraftSite]:
    """Area by area as first typed; then what has no region yet; mainland China last."""
    areas = list(dict.fromkeys(site.region.area for site in sites if site.region is not None))
    rank: dict[str | None, int] = {area: place for place, area in enumerate(areas)}
    rank[None] = len(areas)
    rank[MAINLAND] = len(areas) + 1
    return sorted(sites, key=lambda site: rank[site.region.area if site.region else None])


def _overlapping(sites: list[DraftSite]) -> tuple[tuple[int, int], ...]:
    known = [(number, site.cidr) for number, site in enumerate(sites) if site.cidr is not None]
    found = cidr.conflicts([block for _, block in known])
    return tuple((known[one][0], known[other][0]) for one, other in found)


def _place(site: DraftSite, is_bad: bool) -> Place:
    region = site.region
    words = " · ".join(part for part in (region.id if region else "", site.vpc_id or site.key) if part)
    short = words if len(words) <= _MAX_SUBTITLE else words[: _MAX_SUBTITLE - 1] + "…"
    return Place(
        title=Bilingual(f"{region.city.en} VPC", f"{region.city.zh} VPC")
        if region
        else Bilingual("VPC", "VPC"),
        subtitle=Bilingual(short, short),
        block=str(site.cidr) if site.cidr else "",
        area=region.area if region else None,
        region=region.id if region else None,
        is_bad=is_bad,
    )


def _spans(places: list[Place], draft: Draft) -> tuple[Span, ...]:
    bandwidth = {link.areas: link.bandwidth_mbps for link in draft.links}
    first_of: dict[str, int] = {}
    for number, place in enumerate(places):
        if place.region is not None:
            first_of.setdefault(place.region, number)
    spans = []
    for areas, region_pairs in pairs_by_area(first_of).items():
        one, other = min(sorted((first_of[one], first_of[other])) for one, other in region_pairs)
        spans.append(Span(areas, one, other, bandwidth.get(areas)))
    return tuple(spans)


def _joins(places: list[Place]) -> tuple[Join, ...]:
    last_of: dict[str, int] = {}
    joins = []
    for number, place in enumerate(places):
        if place.region is None:
            continue
        if place.region in last_of:
            joins.append(Join(last_of[place.region], number))
        last_of[place.region] = number
    return tuple(joins)
