"""Asks DNS where a domain points to, and the registers of addresses where that is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from time import monotonic
from typing import Any

from icp.domains.registries import holder_of
from icp.domains.rules.bootstrap import Bootstrap
from icp.domains.rules.facts import Finding
from icp.domains.rules.places import (
    MOST_TARGETS,
    Target,
    hosts_of,
    is_public,
    overall,
    region_in_name,
    region_of_country,
)
from icp.domains.side_by_side import side_by_side
from icp.domains.told import Question, Told, nothing
from icp.eligibility.rules.domain_names import parse
from portal.egress.refusals import NoAnswer
from portal.egress.resolving import addresses_of, chain_of

SERVICE = "DNS"
# Of the whole time, so that the registers of addresses have some left.
SHARE_FOR_DNS = 0.6


def ask_dns(question: Question, bootstrap: Bootstrap, seconds: float) -> Told:
    """The addresses of the name (and of www before a bare one), each with its region as far as it is told."""
    ends_at = monotonic() + seconds
    hosts = hosts_of(parse(question.host))
    found = _resolved(hosts, seconds * SHARE_FOR_DNS)
    failures = [code for code in found.values() if isinstance(code, str)]
    if len(failures) == len(hosts):
        return nothing("dns", SERVICE, "no_such_host", failures[0])
    targets = [target for told in found.values() if not isinstance(told, str) for target in told]
    placed = _placed(_distinct(targets), bootstrap, ends_at)
    # A host that could not be asked may point anywhere.
    region = "unknown" if failures and overall(placed) != "mainland" else overall(placed)
    value = {"region": region, "targets": [_as_json(target) for target in placed]}
    return Told((Finding("points_to", value),), SERVICE)


def _resolved(hosts: tuple[str, ...], seconds: float) -> dict[str, list[Target] | str]:
    """The targets of each host, or the code of why DNS did not tell."""
    addresses = {(host, "addresses"): partial(_addresses, host, seconds) for host in hosts}
    chains = {(host, "chain"): partial(_chain, host, seconds) for host in hosts}
    found = dict(side_by_side({**addresses, **chains}, monotonic() + seconds))
    return {
        host: _targets(found.get((host, "addresses"), "no_dns_answer"), found.get((host, "chain"), ()))
        for host in hosts
    }


def _addresses(host: str, seconds: float) -> tuple[str, ...] | str:
    try:
        return tuple(str(address) for address in addresses_of(host, seconds=seconds))
    except NoAnswer as error:
        return error.code


def _chain(host: str, seconds: float) -> tuple[str, ...] | str:
    try:
        return chain_of(host, seconds=seconds)
    except NoAnswer:
        return ()


def _targets(addresses: tuple[str, ...] | str, chain: tuple[str, ...] | str) -> list[Target] | str:
    if isinstance(addresses, str):
        return addresses
    # The name nearest to the machine tells best.
    told = [(region_in_name(name), name) for name in reversed(chain)]
    for region, name in told:
        if region is not None:
            return [Target(address, region, "name", network=name[:200]) for address in addresses]
    return [Target(address) for address in addresses]


def _distinct(targets: Iterable[Target]) -> list[Target]:
    return list({target.address: target for target in targets}.values())


def _placed(targets: list[Target], bootstrap: Bootstrap, ends_at: float) -> list[Target]:
    known = [target for target in targets if target.by]
    inside = [
        Target(each.address, why="private_address")
        for each in targets
        if not each.by and not is_public(each.address)
    ]
    open_ones = [target for target in targets if not target.by and is_public(target.address)]
    asked, beyond = open_ones[:MOST_TARGETS], open_ones[MOST_TARGETS:]
    left = max(0.0, ends_at - monotonic())
    jobs = {target.address: partial(holder_of, target.address, bootstrap, left) for target in asked}
    held = dict(side_by_side(jobs, ends_at))
    told = [_target(target.address, *held.get(target.address, ("", "", "no_answer"))) for target in asked]
    return [*known, *told, *inside, *(Target(target.address, why="too_many") for target in beyond)]


def _target(address: str, country: str, network: str, why: str) -> Target:
    return Target(address, region_of_country(country), "register" if country else "", country, network, why)


def _as_json(target: Target) -> dict[str, Any]:
    return {name: getattr(target, name) for name in ("address", "region", "by", "country", "network", "why")}
