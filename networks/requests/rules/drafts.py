"""A wish that is still being typed: what can be read of it, and what its checks say.

Reading a draft never fails. Rows that are whole become part of ``spec``; a row that is not keeps what it has
(a region without a block, say), so the picture can show it. Paths in checks point at the rows as typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Network
from typing import Any

from networks.addressing.rules import cidr
from networks.catalog.bilingual import Bilingual
from networks.catalog.packages import AreaPair
from networks.catalog.regions import REGIONS, Region
from networks.requests.rules import prerequisites
from networks.requests.rules.checks import Check, Facts, Level
from networks.requests.rules.shape import Problem, Reading, shown
from networks.requests.rules.sites import Link, VpcSite, read_link, read_site, read_statement
from networks.requests.rules.spec import KIND, MAX_LINKS, MAX_VPCS, VERSION, MalformedSpec, Spec, parse

_TO_COMPLETE = Bilingual("To be completed", "待填写")
_TO_CORRECT = Bilingual("To be corrected", "待更正")


@dataclass(frozen=True, slots=True)
class DraftSite:
    """One network as far as it is typed. ``row`` is its place in the document."""

    row: int
    key: str
    region: Region | None
    cidr: IPv4Network | None
    is_new: bool
    vpc_id: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document says so far. ``spec`` holds the whole rows, found at ``vpc_rows`` and ``link_rows``."""

    sites: tuple[DraftSite, ...]
    spec: Spec
    vpc_rows: tuple[int, ...]
    link_rows: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        return self.spec.links


def read(document: object) -> Draft:
    """As much as can be read of the document."""
    given: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    rows = _rows(given.get("vpcs"), MAX_VPCS)
    whole = [(row, site) for row, value in enumerate(rows) if (site := _whole_site(value)) is not None]
    links = _whole_links(_rows(given.get("links"), MAX_LINKS))
    statement = Reading()
    signed = read_statement(statement, given.get("statement"))
    name = given.get("name")
    return Draft(
        sites=tuple(_site(row, value) for row, value in enumerate(rows)),
        spec=Spec(
            version=VERSION,
            kind=KIND,
            name=shown(name) if isinstance(name, str) else "",
            vpcs=tuple(site for _, site in whole),
            links=tuple(links[areas][1] for areas in sorted(links)),
            statement=None if statement.problems else signed,
        ),
        vpc_rows=tuple(row for row, _ in whole),
        link_rows=tuple(links[areas][0] for areas in sorted(links)),
        problems=_problems(document),
    )


def check_draft(document: object, facts: Facts | None = None) -> tuple[Check, ...]:
    """The checks of what is whole, after one blocking check for each thing that is not."""
    draft = read(document)
    unread = tuple(
        Check(
            problem.code,
            Level.BLOCK,
            _TO_COMPLETE if problem.code in _EMPTY else _TO_CORRECT,
            problem.message,
            problem.path,
        )
        for problem in draft.problems
    )
    found = prerequisites.check(draft.spec, facts)
    return unread + tuple(replace(check, path=_typed_path(draft, check.path)) for check in found)


_EMPTY = frozenset({"missing_field", "empty_text", "cidr_empty", "vpc_id_missing"})


def _problems(document: object) -> tuple[Problem, ...]:
    try:
        parse(document)
    except MalformedSpec as malformed:
        return malformed.problems
    return ()


def _rows(value: object, at_most: int) -> list[object]:
    return list(value[:at_most]) if isinstance(value, list | tuple) else []


def _whole_site(value: object) -> VpcSite | None:
    reading = Reading()
    site = read_site(reading, value, "")
    return None if reading.problems else site


def _whole_links(rows: list[object]) -> dict[AreaPair, tuple[int, Link]]:
    """The first whole link of each area pair, with its row."""
    links: dict[AreaPair, tuple[int, Link]] = {}
    for row, value in enumerate(rows):
        reading = Reading()
        link = read_link(reading, value, "")
        if link is not None and not reading.problems:
            links.setdefault(link.areas, (row, link))
    return links


def _site(row: int, value: object) -> DraftSite:
    given: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    key, region, vpc_id = given.get("key"), given.get("region"), given.get("vpc_id")
    return DraftSite(
        row=row,
        key=shown(key) if isinstance(key, str) else "",
        region=REGIONS.get(region) if isinstance(region, str) else None,
        cidr=_block(given.get("cidr")),
        is_new=given.get("mode") != "existing",
        vpc_id=shown(vpc_id) if isinstance(vpc_id, str) and vpc_id else None,
    )


def _block(value: object) -> IPv4Network | None:
    try:
        return cidr.parse(value)
    except cidr.MalformedCidr:
        return None


def _typed_path(draft: Draft, path: str) -> str:
    """The path in the document as typed, for a path in the spec of its whole rows."""
    part, _, rest = path.partition(".")
    number, _, field = rest.partition(".")
    if part not in ("vpcs", "links") or not number:
        return path
    row = (draft.vpc_rows if part == "vpcs" else draft.link_rows)[int(number)]
    return ".".join(step for step in (part, str(row), field) if step)
