"""The parts of a wish, and how each is read from one row of JSON: networks, links, the statement.

Whoever reads passes a ``Reading`` that collects the problems, and asks it before using what came out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network

from networks.addressing.rules import cidr
from networks.catalog.areas import AREAS
from networks.catalog.packages import AreaPair, area_pair
from networks.requests.rules.shape import MISSING, Problem, Reading, shown

MODES = ("new", "existing")
MAX_MBPS = 1_000_000  # what can be read at all, not what can be bought
_KEY = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)
_REGION_ID = re.compile(r"[a-z][a-z0-9-]{1,39}", re.ASCII)
_BLANK = IPv4Network("0.0.0.0/32")


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


def read_site(reading: Reading, row: object, path: str) -> VpcSite:
    given = reading.fields(row, path, ("key", "region", "mode", "cidr"), ("vpc_id",))
    mode = reading.one_of(given["mode"], f"{path}.mode", MODES, "unknown_mode")
    return VpcSite(
        key=_word(reading, given["key"], f"{path}.key", _KEY, "bad_key"),
        region=_word(reading, given["region"], f"{path}.region", _REGION_ID, "bad_region"),
        mode=mode,
        cidr=_cidr(reading, given["cidr"], f"{path}.cidr"),
        vpc_id=_vpc_id(reading, given["vpc_id"], f"{path}.vpc_id", given["mode"]),
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


def _vpc_id(reading: Reading, value: object, path: str, mode: object) -> str | None:
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


def read_link(reading: Reading, row: object, path: str) -> Link | None:
    """One link; none when its areas cannot be read."""
    given = reading.fields(row, path, ("areas", "bandwidth_mbps"))
    areas = _areas(reading, given["areas"], f"{path}.areas")
    mbps = reading.whole_number(given["bandwidth_mbps"], f"{path}.bandwidth_mbps", MAX_MBPS)
    return None if areas is None else Link(areas, mbps)


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


def read_statement(reading: Reading, value: object) -> Statement | None:
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
