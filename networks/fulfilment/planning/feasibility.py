"""Whether the cloud, as surveyed, allows the wish. Every reason is found at once."""

from __future__ import annotations

from collections.abc import Iterator

from networks.catalog.bilingual import Bilingual
from networks.catalog.packages import pair_name
from networks.fulfilment.planning import placement
from networks.fulfilment.planning.survey_facts import Survey
from networks.requests.rules.shape import Problem
from networks.requests.rules.spec import Spec, VpcSite, region_pairs, regions


def problems(spec: Spec, survey: Survey) -> tuple[Problem, ...]:
    """Empty when it can be planned."""
    return (
        *_zone_problems(spec, survey),
        *_bandwidth_problems(spec),
        *(
            problem
            for number, site in enumerate(spec.vpcs)
            for problem in _site_problems(site, f"vpcs.{number}", survey)
        ),
        *_quota_problems(spec, survey),
    )


def _zone_problems(spec: Spec, survey: Survey) -> Iterator[Problem]:
    for region in regions(spec):
        if not survey.zones.get(region):
            yield Problem(
                "no_transit_router_zone",
                "vpcs",
                Bilingual(
                    f"{region} offers no zone for a transit router today. Choose another region.",
                    f"{region} 目前没有可用于转发路由器的可用区，请选择其他地域。",
                ),
            )


def _bandwidth_problems(spec: Spec) -> Iterator[Problem]:
    bought = {link.areas: link.bandwidth_mbps for link in spec.links}
    for areas, pairs in region_pairs(spec).items():
        name, mbps = pair_name(areas), bought.get(areas)
        if mbps is None:
            yield Problem(
                "bandwidth_missing",
                "links",
                Bilingual(
                    f"{name.en} has no bandwidth. Add a link between these areas.",
                    f"{name.zh} 没有带宽，请为这两个区域添加带宽。",
                ),
            )
        elif mbps < len(pairs):
            yield Problem(
                "bandwidth_too_small_to_share",
                "links",
                Bilingual(
                    f"{name.en} has {mbps} Mbps for {len(pairs)} region pairs, and each needs 1. "
                    f"Take {len(pairs)} Mbps or more.",
                    f"{name.zh} 有 {len(pairs)} 对地域，但只有 {mbps} Mbps，而每对至少需要 1 Mbps。"
                    f"请选择 {len(pairs)} Mbps 或以上。",
                ),
            )


def _site_problems(site: VpcSite, path: str, survey: Survey) -> Iterator[Problem]:
    if site.is_new:
        if site.cidr.prefixlen > placement.SMALLEST_NEW_VPC:
            yield Problem(
                "block_too_small",
                f"{path}.cidr",
                Bilingual(
                    f"{site.cidr} does not hold two vSwitches. Take /{placement.SMALLEST_NEW_VPC} or larger.",
                    f"{site.cidr} 放不下两个交换机，请使用 /{placement.SMALLEST_NEW_VPC} 或更大的网段。",
                ),
            )
        return
    found = survey.vpcs.get(site.vpc_id or "")
    if found is None or found.region != site.region:
        yield Problem(
            "vpc_not_found",
            f"{path}.vpc_id",
            Bilingual(
                f"There is no VPC {site.vpc_id} in {site.region} of this cloud account. Check id and region.",
                f"该云账号的 {site.region} 中没有专有网络 {site.vpc_id}，请检查 ID 和地域。",
            ),
        )
        return
    if found.cidr != str(site.cidr):
        yield Problem(
            "vpc_has_another_block",
            f"{path}.cidr",
            Bilingual(
                f"{site.vpc_id} has {found.cidr}, not {site.cidr}. Write {found.cidr}.",
                f"{site.vpc_id} 的网段是 {found.cidr}，不是 {site.cidr}，请改为 {found.cidr}。",
            ),
        )
    zones = survey.zones.get(site.region, ())
    if len(placement.found_places(found, zones)) < placement.zones_needed(zones):
        listed = ", ".join(zones)
        yield Problem(
            "vswitches_missing",
            f"{path}.vpc_id",
            Bilingual(
                f"{site.vpc_id} needs vSwitches with a free address in two of these zones: {listed}.",
                f"{site.vpc_id} 需要在以下可用区中的两个各有一个带空闲地址的交换机：{listed}，请先创建。",
            ),
        )


def _quota_problems(spec: Spec, survey: Survey) -> Iterator[Problem]:
    for quota in survey.quotas:
        wanted = _wanted(spec, quota.kind, quota.region)
        if wanted > quota.left:
            yield Problem(
                "quota_used_up",
                "vpcs",
                Bilingual(
                    f"This needs {wanted} more ({quota.kind} {quota.region}), and {quota.left} of "
                    f"{quota.limit} are left. Raise the quota at the cloud first.",
                    f"需要再创建 {wanted} 个（{quota.kind} {quota.region}），而 {quota.limit} 个配额"
                    f"只剩 {quota.left} 个，请先在云平台提升配额。",
                ),
            )


def _wanted(spec: Spec, kind: str, region: str) -> int:
    if kind == "cen":
        return 1
    if kind == "vpc":
        return sum(site.is_new and site.region == region for site in spec.vpcs)
    return 0
