"""The steps of a CEN connection up to the money: one function per layer, in the order of OPERATIONS 1.2.

Bodies are the cloud's own names and values. Nothing here decides whether the wish is possible
(`feasibility`), nor in which order the layers stand (`planner`).
"""

from __future__ import annotations

from collections.abc import Iterator

from networks.catalog.bilingual import Bilingual
from networks.fulfilment.planning import placement, wording
from networks.fulfilment.planning.drafting import CEN, GLOBAL, SERVICE, Draft, routes, step
from networks.fulfilment.planning.resource import Ref, Step
from networks.requests.rules.spec import VpcSite, regions


def service(draft: Draft) -> Iterator[Step]:
    if draft.survey.tr_service_open:
        text = Bilingual("The transit router service is open.", "转发路由器服务已开通。")
        yield step(SERVICE, "transit_router_service", GLOBAL, {}, text, action="keep")
    else:
        text = Bilingual("Open the transit router service (free).", "开通转发路由器服务（免费）。")
        yield step(SERVICE, "transit_router_service", GLOBAL, {}, text)


def cen(draft: Draft) -> Iterator[Step]:
    text = Bilingual(
        f"Create the CEN instance for “{draft.spec.name}”.", f"为“{draft.spec.name}”创建云企业网实例。"
    )
    yield step(CEN, "cen", GLOBAL, draft.labels(CEN, "Name", "Description"), text)


def vpcs(draft: Draft) -> Iterator[Step]:
    for site in draft.spec.vpcs:
        address, place = f"vpc.{site.key}", wording.city(site.region)
        if site.is_new:
            text = Bilingual(
                f"Create VPC {site.key} in {place.en}, {site.cidr}.",
                f"在{place.zh}创建专有网络 {site.key}，网段 {site.cidr}。",
            )
            body = {
                "RegionId": site.region,
                "CidrBlock": str(site.cidr),
                **draft.labels(address, "VpcName", "Description"),
            }
            yield step(address, "vpc", site.region, body, text)
        else:
            text = Bilingual(
                f"Use your VPC {site.vpc_id} in {place.en}, {site.cidr}.",
                f"使用您在{place.zh}的专有网络 {site.vpc_id}，网段 {site.cidr}。",
            )
            body = {"RegionId": site.region, "VpcId": site.vpc_id, "CidrBlock": str(site.cidr)}
            yield step(address, "vpc", site.region, body, text, action="keep")


def vswitches(draft: Draft) -> Iterator[Step]:
    for site in draft.spec.vpcs:
        for place in places(draft, site):
            yield _vswitch(draft, site, place)


def places(draft: Draft, site: VpcSite) -> tuple[placement.Place, ...]:
    zones = draft.survey.zones[site.region]
    if site.is_new:
        return placement.new_places(site.cidr, zones)
    return placement.found_places(draft.survey.vpcs[site.vpc_id or ""], zones)


def _vswitch(draft: Draft, site: VpcSite, place: placement.Place) -> Step:
    address = f"vswitch.{site.key}.{place.letter}"
    body = {
        "RegionId": site.region,
        "VpcId": Ref(f"vpc.{site.key}"),
        "ZoneId": place.zone,
        "CidrBlock": place.cidr,
    }
    if place.vswitch_id is not None:
        text = Bilingual(
            f"Use your vSwitch {place.vswitch_id} in zone {place.zone}.",
            f"使用您在可用区 {place.zone} 的交换机 {place.vswitch_id}。",
        )
        kept = {**body, "VSwitchId": place.vswitch_id}
        return step(address, "vswitch", site.region, kept, text, action="keep")
    text = Bilingual(
        f"Create a vSwitch of {site.key} in zone {place.zone}, {place.cidr}.",
        f"在可用区 {place.zone} 为 {site.key} 创建交换机，网段 {place.cidr}。",
    )
    named = {**body, **draft.labels(address, "VSwitchName", "Description")}
    return step(address, "vswitch", site.region, named, text)


def transit_routers(draft: Draft) -> Iterator[Step]:
    for region in regions(draft.spec):
        address, place = f"tr.{region}", wording.city(region)
        text = Bilingual(f"Create the transit router in {place.en}.", f"在{place.zh}创建转发路由器。")
        body = {
            "CenId": Ref(CEN),
            "RegionId": region,
            **draft.labels(address, "TransitRouterName", "TransitRouterDescription"),
        }
        yield step(address, "transit_router", region, body, text, after=(SERVICE,))


def vpc_attachments(draft: Draft) -> Iterator[Step]:
    for site in draft.spec.vpcs:
        address = f"attachment.{site.key}"
        text = Bilingual(
            f"Connect VPC {site.key} to the transit router (billed by the hour).",
            f"将专有网络 {site.key} 接入转发路由器（按小时计费）。",
        )
        body = {
            "CenId": Ref(CEN),
            "RegionId": site.region,
            "TransitRouterId": Ref(f"tr.{site.region}"),
            "VpcId": Ref(f"vpc.{site.key}"),
            "ZoneMappings": [
                {"ZoneId": place.zone, "VSwitchId": Ref(f"vswitch.{site.key}.{place.letter}")}
                for place in places(draft, site)
            ],
            "AutoPublishRouteEnabled": True,
            "ChargeType": "POSTPAY",
            **draft.labels(address, "TransitRouterAttachmentName", "TransitRouterAttachmentDescription"),
        }
        yield step(address, "vpc_attachment", site.region, body, text)


def vpc_routes(draft: Draft) -> Iterator[Step]:
    for site in draft.spec.vpcs:
        address = f"attachment.{site.key}"
        name = Bilingual(f"VPC {site.key}", f"专有网络 {site.key}")
        yield from routes(address, address, site.region, name)
