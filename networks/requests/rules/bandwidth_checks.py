"""Is the bandwidth between the areas what the networks need, and what is sold?

Source: cross-border guide, "VPC-Peering with Cloud Enterprise Network": two areas need the package of that
pair; 2 Mbit/s to 10 Gbit/s; every combination but Australia with Australia; inside one region no package.
"""

from __future__ import annotations

from networks.catalog import packages
from networks.catalog.areas import Availability
from networks.catalog.bilingual import Bilingual
from networks.requests.rules.checks import Check, Level, found_or_passed
from networks.requests.rules.spec import Spec, area_pairs, region_pairs


def every_pair_has_bandwidth(spec: Spec) -> tuple[Check, ...]:
    given = {link.areas for link in spec.links}
    low, high = packages.MIN_BANDWIDTH_MBPS.value, packages.MAX_BANDWIDTH_MBPS.value
    found = []
    for pair in area_pairs(spec):
        if pair in given:
            continue
        name = packages.pair_name(pair)
        found.append(
            Check(
                "bandwidth_present",
                Level.BLOCK,
                Bilingual("Bandwidth is missing", "缺少带宽"),
                Bilingual(
                    f"{name.en} has no bandwidth, and your networks need it. Add {low} to {high:,} Mbps.",
                    f"{name.zh} 没有带宽，而您的网络需要它。请添加 {low} 至 {high:,} Mbps。",
                ),
                "links",
            )
        )
    return found_or_passed(
        found, "bandwidth_present", "Bandwidth for every pair of areas", "所有区域之间均有带宽"
    )


def no_bandwidth_is_idle(spec: Spec) -> tuple[Check, ...]:
    needed = area_pairs(spec)
    found = []
    for number, link in enumerate(spec.links):
        if link.areas in needed:
            continue
        name = packages.pair_name(link.areas)
        found.append(
            Check(
                "bandwidth_used",
                Level.BLOCK,
                Bilingual("Bandwidth that nothing uses", "带宽无网络使用"),
                Bilingual(
                    f"{name.en} would cost money and join nothing. Remove it, or add a network there.",
                    f"{name.zh} 会产生费用，但没有网络使用。请移除，或在该区域添加网络。",
                ),
                f"links.{number}",
            )
        )
    return found_or_passed(found, "bandwidth_used", "All bandwidth is used", "带宽均有网络使用")


def sizes_are_sold(spec: Spec) -> tuple[Check, ...]:
    found = [
        Check(
            "bandwidth_in_range",
            Level.BLOCK,
            Bilingual("Bandwidth that is not sold", "带宽超出可售范围"),
            packages.bandwidth_refusal(link.bandwidth_mbps),
            f"links.{number}.bandwidth_mbps",
        )
        for number, link in enumerate(spec.links)
        if not packages.bandwidth_is_sold(link.bandwidth_mbps)
    ]
    low, high = packages.MIN_BANDWIDTH_MBPS.value, packages.MAX_BANDWIDTH_MBPS.value
    return found_or_passed(
        found,
        "bandwidth_in_range",
        f"Bandwidth within {low} to {high:,} Mbps",
        f"带宽在 {low} 至 {high:,} Mbps 之内",
    )


def pairs_are_sold(spec: Spec) -> tuple[Check, ...]:
    found = []
    for number, link in enumerate(spec.links):
        availability = packages.availability(link.areas)
        if availability is Availability.OPEN:
            continue
        name = packages.pair_name(link.areas)
        is_closed = availability is Availability.CLOSED
        found.append(
            Check(
                "areas_on_sale",
                Level.BLOCK if is_closed else Level.NEEDS_HUMAN,
                Bilingual("Areas that are not on sale", "区域不可购买")
                if is_closed
                else Bilingual("Areas to be confirmed", "区域待确认"),
                Bilingual(
                    f"{name.en} cannot be bought at present: an area in it is closed. Choose other regions.",
                    f"{name.zh} 目前无法购买：其中有区域已关闭。请选择其他地域。",
                )
                if is_closed
                else Bilingual(
                    f"We cannot say whether {name.en} is on sale. You can send the request; "
                    "an architect asks Alibaba Cloud before deciding.",
                    f"尚不能确定 {name.zh} 是否在售。您可以提交申请，架构师将先向阿里云确认。",
                ),
                f"links.{number}.areas",
            )
        )
    return found_or_passed(found, "areas_on_sale", "All pairs of areas are on sale", "所有区域组合均在售")


def every_region_pair_gets_a_share(spec: Spec) -> tuple[Check, ...]:
    sharing = region_pairs(spec)
    found = []
    for number, link in enumerate(spec.links):
        pairs = len(sharing.get(link.areas, ()))
        if pairs <= link.bandwidth_mbps:
            continue
        found.append(
            Check(
                "bandwidth_shareable",
                Level.BLOCK,
                Bilingual("Too little bandwidth to share", "带宽不足以分配"),
                Bilingual(
                    f"{pairs} pairs of regions share {link.bandwidth_mbps} Mbps, and each needs at least 1. "
                    f"Choose {pairs} Mbps or more.",
                    f"{pairs} 对地域共享 {link.bandwidth_mbps} Mbps，每对至少需要 1 Mbps。"
                    f"请选择 {pairs} Mbps 或更多。",
                ),
                f"links.{number}.bandwidth_mbps",
                str(pairs),
            )
        )
    return found_or_passed(
        found, "bandwidth_shareable", "Every pair of regions gets bandwidth", "每对地域均可分到带宽"
    )
