"""Are these networks ones that can be joined? Count, names, regions, ids, and room for switches.

Sources: at most 20 VPCs per region, cross-border guide, "VPC-Peering with Cloud Enterprise Network" (a
dated limit, see ``networks.catalog.packages``). A transit router needs a vSwitch in each of two zones, and
the smallest vSwitch is a /29 (Alibaba Cloud's VPC documentation), so a new VPC needs room for two of them.
"""

from __future__ import annotations

import re
from collections import Counter

from networks.catalog.areas import Availability
from networks.catalog.bilingual import Bilingual
from networks.catalog.regions import REGIONS
from networks.requests.rules.checks import Check, Facts, Level, found_or_passed
from networks.requests.rules.spec import Spec

VSWITCHES_PER_VPC = 2
SMALLEST_VSWITCH = 29
_VPC_ID = re.compile(r"vpc-[a-z0-9]{6,30}", re.ASCII)


def enough_networks(spec: Spec) -> tuple[Check, ...]:
    found = []
    if len(spec.vpcs) < 2:
        found.append(
            Check(
                "two_networks",
                Level.BLOCK,
                Bilingual("Fewer than two networks", "网络少于两个"),
                Bilingual(
                    f"A connection joins at least two networks, this one has {len(spec.vpcs)}. Add one.",
                    f"一个连接至少需要两个网络，目前有 {len(spec.vpcs)} 个。请添加网络。",
                ),
                "vpcs",
            )
        )
    return found_or_passed(found, "two_networks", "At least two networks", "至少两个网络")


def different_names(spec: Spec) -> tuple[Check, ...]:
    seen: set[str] = set()
    found = []
    for number, site in enumerate(spec.vpcs):
        if site.key in seen:
            found.append(
                Check(
                    "names_differ",
                    Level.BLOCK,
                    Bilingual("Two networks have one name", "两个网络同名"),
                    Bilingual(
                        f"There is another network called {site.key}. Give this one a name of its own.",
                        f"已有名为 {site.key} 的网络，请为此网络另取名称。",
                    ),
                    f"vpcs.{number}.key",
                )
            )
        seen.add(site.key)
    return found_or_passed(found, "names_differ", "Every network has its own name", "网络名称各不相同")


def networks_per_region(spec: Spec, facts: Facts) -> tuple[Check, ...]:
    limit = facts.vpcs_per_region
    found = [
        Check(
            "networks_per_region",
            Level.BLOCK,
            Bilingual(f"More than {limit} networks in one region", f"单个地域超过 {limit} 个网络"),
            Bilingual(
                f"{region_id} would have {count} networks; {limit} fit. "
                "Join fewer, or ask Alibaba Cloud for a higher quota first.",
                f"{region_id} 将有 {count} 个网络，最多 {limit} 个。请减少网络，或先向阿里云申请提高配额。",
            ),
            "vpcs",
        )
        for region_id, count in sorted(Counter(site.region for site in spec.vpcs).items())
        if count > limit
    ]
    return found_or_passed(
        found,
        "networks_per_region",
        f"Within {limit} networks per region",
        f"未超过每地域 {limit} 个网络",
    )


def regions_on_sale(spec: Spec) -> tuple[Check, ...]:
    found = []
    for number, site in enumerate(spec.vpcs):
        check = _region_trouble(site.region, f"vpcs.{number}.region")
        if check is not None:
            found.append(check)
    return found_or_passed(found, "regions_on_sale", "All regions are on sale", "所有地域均在售")


def existing_ids(spec: Spec) -> tuple[Check, ...]:
    found = []
    seen: set[str] = set()
    for number, site in enumerate(spec.vpcs):
        if site.vpc_id is None:
            continue
        path = f"vpcs.{number}.vpc_id"
        if _VPC_ID.fullmatch(site.vpc_id) is None:
            found.append(
                _id_trouble(
                    path,
                    f"{site.vpc_id} is not the id of a VPC. Copy it from the console: vpc-uf6abc….",
                    f"{site.vpc_id} 不是 VPC ID 的格式，请从控制台复制，例如 vpc-uf6abc…。",
                )
            )
        elif site.vpc_id in seen:
            found.append(
                _id_trouble(
                    path,
                    f"{site.vpc_id} is in the list already. Remove one of the two.",
                    f"{site.vpc_id} 已在列表中，请删除其中一个。",
                )
            )
        seen.add(site.vpc_id)
    if not any(site.vpc_id for site in spec.vpcs):
        return ()
    return found_or_passed(
        found, "existing_ids", "Existing networks are named by their ids", "已有网络的 ID 格式正确"
    )


def room_for_switches(spec: Spec) -> tuple[Check, ...]:
    found = [
        Check(
            "room_for_switches",
            Level.BLOCK,
            Bilingual("Too small for a new network", "网段过小，无法新建网络"),
            Bilingual(
                f"{site.cidr} has no room for {VSWITCHES_PER_VPC} switches of /{SMALLEST_VSWITCH}, "
                f"one in each zone. Choose /{SMALLEST_VSWITCH - 1} or larger.",
                f"{site.cidr} 容纳不下 {VSWITCHES_PER_VPC} 个 /{SMALLEST_VSWITCH} 交换机（每个可用区一个）。"
                f"请选择 /{SMALLEST_VSWITCH - 1} 或更大的网段。",
            ),
            f"vpcs.{number}.cidr",
        )
        for number, site in enumerate(spec.vpcs)
        if site.is_new and not _has_room(site.cidr.prefixlen)
    ]
    return found_or_passed(
        found, "room_for_switches", "Room for switches in two zones", "可在两个可用区创建交换机"
    )


def _has_room(prefixlen: int) -> bool:
    return prefixlen < SMALLEST_VSWITCH and 2 ** (SMALLEST_VSWITCH - prefixlen) >= VSWITCHES_PER_VPC


def _id_trouble(path: str, en: str, zh: str) -> Check:
    title = Bilingual("VPC id cannot be used", "VPC ID 不可用")
    return Check("existing_ids", Level.BLOCK, title, Bilingual(en, zh), path)


def _region_trouble(region_id: str, path: str) -> Check | None:
    region = REGIONS.get(region_id)
    if region is None:
        return Check(
            "regions_on_sale",
            Level.BLOCK,
            Bilingual("Unknown region", "未知地域"),
            Bilingual(
                f"We know no region {region_id}. Choose one from the list, such as eu-central-1.",
                f"没有地域 {region_id}，请从列表中选择，例如 eu-central-1。",
            ),
            path,
        )
    if region.availability is Availability.CLOSED:
        return Check(
            "regions_on_sale",
            Level.BLOCK,
            Bilingual("Closed region", "地域已关闭"),
            Bilingual(
                f"{region.name.en} is closed. Choose another region, such as Singapore.",
                f"{region.name.zh}已关闭，请选择其他地域，例如新加坡。",
            ),
            path,
        )
    if region.availability is Availability.UNCERTAIN:
        return Check(
            "regions_on_sale",
            Level.NEEDS_HUMAN,
            Bilingual("Region to be confirmed", "地域待确认"),
            Bilingual(
                f"No current document says how {region.name.en} is sold. You can send the request; "
                "an architect asks Alibaba Cloud before deciding.",
                f"现行文档未说明{region.name.zh}的售卖方式。您可以提交申请，架构师将先向阿里云确认。",
            ),
            path,
        )
    return None
