"""The wish of a network request, typed: which networks to join, with how much bandwidth between the areas.

``parse`` reads the JSON that a page or a program sends and collects every problem at once; ``to_json`` writes
the one canonical form back. Here only the shape is judged. Whether the wish makes sense (areas, overlaps,
bandwidth, statement) is for ``prerequisites``.

>>> spec = parse({"version": 1, "kind": "cen", "name": "Frankfurt to Shanghai", "vpcs": [
...     {"key": "frankfurt", "region": "eu-central-1", "mode": "new", "cidr": "10.20.0.0/16"},
...     {"key": "shanghai", "region": "cn-shanghai", "mode": "new", "cidr": "10.30.0.0/16"}],
...     "links": [{"areas": ["Europe", "China"], "bandwidth_mbps": 20}]})
>>> area_pairs(spec), crosses_border(spec)
((('China', 'Europe'),), True)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from networks.catalog import mesh
from networks.catalog.mesh import RegionPair
from networks.catalog.packages import AreaPair
from networks.requests.rules.shape import MISSING, Problem, Reading, shown
from networks.requests.rules.sites import Link, Statement, VpcSite, read_link, read_site, read_statement

__all__ = [
    "KIND",
    "VERSION",
    "Link",
    "MalformedSpec",
    "Problem",
    "Spec",
    "Statement",
    "VpcSite",
    "area_pairs",
    "crosses_border",
    "parse",
    "region_pairs",
    "regions",
    "to_json",
]

VERSION = 1
KIND = "cen"
MAX_VPCS, MAX_LINKS = 200, 40  # what can be read at all, not what can be bought


class MalformedSpec(ValueError):
    """The document is no spec. ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(f"{problem.path}: {problem.message.en}" for problem in problems))


@dataclass(frozen=True, slots=True)
class Spec:
    """A well-formed wish. Links stand in the order of their areas, networks in the customer's order."""

    version: int
    kind: str
    name: str
    vpcs: tuple[VpcSite, ...]
    links: tuple[Link, ...]
    statement: Statement | None = None


def parse(document: object) -> Spec:
    """Read a document. Raises ``MalformedSpec`` with every problem found."""
    reading = Reading()
    given = reading.fields(document, "", ("version", "kind", "name", "vpcs", "links"), ("statement",))
    spec = Spec(
        version=_version(reading, given["version"]),
        kind=reading.one_of(given["kind"], "kind", (KIND,), "unknown_kind"),
        name=reading.text(given["name"], "name", 80),
        vpcs=tuple(
            read_site(reading, row, f"vpcs.{number}")
            for number, row in enumerate(reading.rows(given["vpcs"], "vpcs", MAX_VPCS))
        ),
        links=_links(reading, reading.rows(given["links"], "links", MAX_LINKS)),
        statement=read_statement(reading, given["statement"]),
    )
    if reading.problems:
        raise MalformedSpec(tuple(reading.problems))
    return spec


def to_json(spec: Spec) -> dict[str, Any]:
    """The canonical document: ``parse(to_json(spec)) == spec``, and equal specs give equal documents."""
    return {
        "version": spec.version,
        "kind": spec.kind,
        "name": spec.name,
        "vpcs": [asdict(site) | {"cidr": str(site.cidr)} for site in spec.vpcs],
        "links": [{"areas": list(link.areas), "bandwidth_mbps": link.bandwidth_mbps} for link in spec.links],
        "statement": None if spec.statement is None else asdict(spec.statement),
    }


def regions(spec: Spec) -> tuple[str, ...]:
    """The regions of its networks, each once, sorted."""
    return tuple(sorted({site.region for site in spec.vpcs}))


def region_pairs(spec: Spec) -> dict[AreaPair, tuple[RegionPair, ...]]:
    """Its full mesh of regions, under the area pairs whose packages they share."""
    return mesh.pairs_by_area(regions(spec))


def area_pairs(spec: Spec) -> tuple[AreaPair, ...]:
    """The area pairs that its regions need a package for. Joining networks of one region needs none."""
    return tuple(region_pairs(spec))


def crosses_border(spec: Spec) -> bool:
    """Whether it joins a network in mainland China with one outside."""
    return mesh.crosses_border(regions(spec))


def _version(reading: Reading, value: object) -> int:
    if value is not MISSING and (value != VERSION or not isinstance(value, int) or isinstance(value, bool)):
        reading.report(
            "unknown_version",
            "version",
            f"Version {shown(value)} is not known here. Use {VERSION}.",
            f"无法识别版本 {shown(value)}，请使用 {VERSION}。",
        )
    return VERSION


def _links(reading: Reading, rows: Sequence[object]) -> tuple[Link, ...]:
    links: dict[AreaPair, Link] = {}
    for number, row in enumerate(rows):
        link = read_link(reading, row, f"links.{number}")
        if link is None:
            continue
        if link.areas in links:
            reading.report(
                "same_link_twice",
                f"links.{number}.areas",
                "These two areas have a link already. Put all their bandwidth into one.",
                "这两个区域之间已有带宽，请合并为一项。",
            )
        links[link.areas] = link
    return tuple(links[areas] for areas in sorted(links))
