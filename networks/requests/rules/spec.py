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

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from ipaddress import IPv4Network
from typing import Any

from networks.addressing.rules import cidr
from networks.catalog import mesh
from networks.catalog.areas import AREAS
from networks.catalog.mesh import RegionPair
from networks.catalog.packages import AreaPair, area_pair
from networks.requests.rules.shape import MISSING, Problem, Reading, shown

VERSION = 1
KIND = "cen"
MODES = ("new", "existing")
MAX_VPCS, MAX_LINKS, MAX_MBPS = 200, 40, 1_000_000  # what can be read at all, not what can be bought
KEY = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)
_REGION_ID = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
_BLANK = IPv4Network("0.0.0.0/32")


class MalformedSpec(ValueError):
    """The document is no spec. ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(f"{problem.path}: {problem.message.en}" for problem in problems))


@dataclass(frozen=True, slots=True)
class VpcSite:
    """One network. ``key`` is the customer's short word for it; a new one has no ``vpc_id`` yet."""

    key: str
    region: str
    mode: str
    cidr: IPv4Network
    vpc_id: str | None = None

    @property
    def is_new(self) -> bool:
        return self.mode == "new"


@dataclass(frozen=True, slots=True)
class Link:
    """The bandwidth package between two areas, or inside one; ``areas`` is sorted."""

    areas: AreaPair
    bandwidth_mbps: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What the customer signs before a network crosses the border of mainland China."""

    own_use: bool
    purpose: str
    no_resale: bool
    no_public_users: bool
    signed_by: str


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
            _vpc(reading, row, f"vpcs.{number}")
            for number, row in enumerate(reading.rows(given["vpcs"], "vpcs", MAX_VPCS))
        ),
        links=_links(reading, reading.rows(given["links"], "links", MAX_LINKS)),
        statement=_statement(reading, given["statement"]),
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


def _vpc(reading: Reading, row: object, path: str) -> VpcSite:
    given = reading.fields(row, path, ("key", "region", "mode", "cidr"), ("vpc_id",))
    mode = reading.one_of(given["mode"], f"{path}.mode", MODES, "unknown_mode")
    return VpcSite(
        key=_word(reading, given["key"], f"{path}.key", KEY, "bad_key"),
        region=_word(reading, given["region"], f"{path}.region", _REGION_ID, "bad_region"),
        mode=mode,
        cidr=_cidr(reading, given["cidr"], f"{path}.cidr"),
        vpc_id=_vpc_id(reading, given["vpc_id"], f"{path}.vpc_id", mode),
    )


def _word(reading: Reading, value: object, path: str, form: re.Pattern[str], code: str) -> str:
    text = reading.text(value, path, 200)
    if text and form.fullmatch(text) is None:
        reading.report(
            code,
            path,
            f"{shown(text)} has other characters than a-z, 0-9 and hyphen, or is too long. "
            "Begin with a letter, such as frankfurt or eu-central-1.",
            f"{shown(text)} 含有小写字母 a-z、数字 0-9 和连字符以外的字符，或过长。"
            "请以字母开头，例如 frankfurt 或 eu-central-1。",
        )
    return text


def _cidr(reading: Reading, value: object, path: str) -> IPv4Network:
    if value is MISSING:
        return _BLANK
    try:
        return cidr.parse(value)
    except cidr.MalformedCidr as refusal:
        reading.problems.append(Problem(f"cidr_{refusal.code}", path, refusal.message))
        return _BLANK


def _vpc_id(reading: Reading, value: object, path: str, mode: str) -> str | None:
    if value is MISSING:
        return None
    if mode == "new" and value is not None:
        reading.report(
            "vpc_id_not_expected",
            path,
            "A new network has no VPC id yet. Leave it out, or choose an existing network.",
            "新建的网络还没有 VPC ID。请不要填写，或选择已有网络。",
        )
    if mode == "existing" and value is None:
        reading.report(
            "vpc_id_missing",
            path,
            "An existing network is found by its VPC id, such as vpc-uf6abc. Give it here.",
            "已有网络需要 VPC ID，例如 vpc-uf6abc，请在此填写。",
        )
    return None if value is None else reading.text(value, path, 64)


def _links(reading: Reading, rows: Sequence[object]) -> tuple[Link, ...]:
    links: dict[AreaPair, Link] = {}
    for number, row in enumerate(rows):
        path = f"links.{number}"
        given = reading.fields(row, path, ("areas", "bandwidth_mbps"))
        areas = _areas(reading, given["areas"], f"{path}.areas")
        mbps = reading.whole_number(given["bandwidth_mbps"], f"{path}.bandwidth_mbps", MAX_MBPS)
        if areas in links:
            reading.report(
                "same_link_twice",
                f"{path}.areas",
                "These two areas have a link already. Put all their bandwidth into one.",
                "这两个区域之间已有带宽，请合并为一项。",
            )
        if areas is not None:
            links[areas] = Link(areas, mbps)
    return tuple(links[areas] for areas in sorted(links))


def _areas(reading: Reading, value: object, path: str) -> AreaPair | None:
    if value is MISSING:
        return None
    codes = value if isinstance(value, list | tuple) else ()
    if len(codes) != 2 or any(not isinstance(code, str) or code not in AREAS for code in codes):
        reading.report(
            "unknown_areas",
            path,
            f"A link has two areas out of {', '.join(AREAS)}. The same one twice joins regions inside it.",
            f"带宽需要两个区域，可选：{'、'.join(AREAS)}。同一区域写两次表示区域内各地域互联。",
        )
        return None
    return area_pair(codes[0], codes[1])


def _statement(reading: Reading, value: object) -> Statement | None:
    if value is None or value is MISSING:
        return None
    given = reading.fields(
        value, "statement", ("own_use", "purpose", "no_resale", "no_public_users", "signed_by")
    )
    return Statement(
        own_use=reading.claim(given["own_use"], "statement.own_use"),
        purpose=reading.text(given["purpose"], "statement.purpose", 500, may_be_empty=True),
        no_resale=reading.claim(given["no_resale"], "statement.no_resale"),
        no_public_users=reading.claim(given["no_public_users"], "statement.no_public_users"),
        signed_by=reading.text(given["signed_by"], "statement.signed_by", 120, may_be_empty=True),
    )
