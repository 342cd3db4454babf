"""Do the blocks of the networks stay apart?

Inside one connection two overlapping blocks are refused: an address in both could not be routed. Elsewhere
in the organization an overlap is a warning, since the two may never be joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network

from networks.addressing.rules import cidr
from networks.catalog.bilingual import Bilingual
from networks.requests.rules.checks import Check, Facts, Level, TakenBlock, found_or_passed
from networks.requests.rules.spec import Spec, VpcSite
from networks.requests.rules.suggest import free_block


def blocks_apart(spec: Spec, facts: Facts) -> tuple[Check, ...]:
    """Both rules. A network gets one and the same suggestion in both, and no two get the same one."""
    inside = cidr.conflicts([site.cidr for site in spec.vpcs])
    moves = [_mover(spec, one, other) for one, other in inside]
    outside = {
        number: holders for number, site in enumerate(spec.vpcs) if (holders := _holders(site, facts.taken))
    }
    offers = _offers(spec, facts, sorted({mover for mover, _ in moves} | set(outside)))
    return (
        *found_or_passed(
            [_overlap(spec, mover, stayer, offers.get(mover)) for mover, stayer in moves],
            "blocks_apart",
            "No IP ranges overlap",
            "网段互不重叠",
        ),
        *found_or_passed(
            [
                _overlap_outside(spec, number, holders, offers.get(number))
                for number, holders in outside.items()
            ],
            "blocks_apart_in_organization",
            "No IP range is used elsewhere in your organization",
            "网段未在贵组织其他连接中使用",
        ),
    )


def _holders(site: VpcSite, taken: Iterable[TakenBlock]) -> list[TakenBlock]:
    return [block for block in taken if cidr.overlaps(site.cidr, block.network)]


def _offers(spec: Spec, facts: Facts, numbers: Iterable[int]) -> dict[int, IPv4Network]:
    """A free block for each of these networks that is new; those that exist cannot move."""
    held = [site.cidr for site in spec.vpcs] + [block.network for block in facts.taken]
    offers: dict[int, IPv4Network] = {}
    for number in numbers:
        free = free_block(held, spec.vpcs[number].cidr.prefixlen) if spec.vpcs[number].is_new else None
        if free is not None:
            offers[number] = free
            held.append(free)
    return offers


def _mover(spec: Spec, one: int, other: int) -> tuple[int, int]:
    """Which of the two should move: a new network before one that exists, else the later one."""
    return (one, other) if spec.vpcs[one].is_new and not spec.vpcs[other].is_new else (other, one)


def _overlap(spec: Spec, mover: int, other: int, suggestion: IPv4Network | None) -> Check:
    site, stayer = spec.vpcs[mover], spec.vpcs[other]
    how, remedy = _how(site.cidr, stayer.cidr), _remedy(site, suggestion)
    return Check(
        "blocks_apart",
        Level.BLOCK,
        Bilingual("IP ranges overlap", "网段重叠"),
        Bilingual(
            f"{site.cidr} ({site.key}) {how.en} {stayer.cidr} ({stayer.key}). "
            f"Traffic between the two would be lost. {remedy.en}",
            f"{site.cidr}（{site.key}）{how.zh} {stayer.cidr}（{stayer.key}），"
            f"两者之间的流量将无法送达。{remedy.zh}",
        ),
        f"vpcs.{mover}.cidr",
        None if suggestion is None else str(suggestion),
    )


def _overlap_outside(
    spec: Spec, number: int, holders: list[TakenBlock], suggestion: IPv4Network | None
) -> Check:
    site = spec.vpcs[number]
    named_en = " and ".join(f"{block.network}, held by {block.owner}" for block in holders[:3])
    named_zh = "、".join(f"{block.owner} 的 {block.network}" for block in holders[:3])
    remedy = _remedy(site, suggestion)
    return Check(
        "blocks_apart_in_organization",
        Level.WARN,
        Bilingual("IP range is used elsewhere", "网段已在别处使用"),
        Bilingual(
            f"{site.cidr} ({site.key}) overlaps {named_en}. The two can never be joined later. {remedy.en}",
            f"{site.cidr}（{site.key}）与 {named_zh} 重叠，以后将无法互联。{remedy.zh}",
        ),
        f"vpcs.{number}.cidr",
        None if suggestion is None else str(suggestion),
    )


def _how(block: IPv4Network, other: IPv4Network) -> Bilingual:
    if block == other:
        return Bilingual("is the same range as", "等同于")
    if block.subnet_of(other):
        return Bilingual("is inside", "包含于")
    return Bilingual("holds", "包含了")


def _remedy(site: VpcSite, suggestion: IPv4Network | None) -> Bilingual:
    if suggestion is not None:
        return Bilingual(f"Use {suggestion} instead.", f"可改用 {suggestion}。")
    if site.is_new:
        return Bilingual(
            "No range of this size is free: choose a smaller one.", "没有同样大小的空闲网段，请选择更小的。"
        )
    return Bilingual(
        "The range of an existing network cannot be changed: leave one of them out.",
        "已有网络的网段无法更改，请移除其中一个。",
    )
