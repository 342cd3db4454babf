"""The steps of a CEN connection, one function per layer, in the order of OPERATIONS 1.2.

Bodies are the cloud's own names and values. Nothing here decides whether the wish is possible
(`feasibility`), nor in which order the layers stand (`planner`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from networks.catalog.bilingual import Bilingual
from networks.catalog.mesh import RegionPair
from networks.catalog.packages import AreaPair, pair_name
from networks.fulfilment.planning import placement, wording
from networks.fulfilment.planning.bandwidth import share
from networks.fulfilment.planning.resource import Action, Owner, Ref, Step, freeze, refs_in
from networks.fulfilment.planning.survey_facts import Survey
from networks.requests.rules.spec import Link, Spec, VpcSite, region_pairs, regions

GLOBAL: Final = "global"  # things that belong to no region
SERVICE, CEN = "service.transit-router", "cen.main"
CAN_DRY_RUN: Final = frozenset(
    {"vpc", "transit_router", "vpc_attachment", "peer_attachment", "association", "propagation"}
)
IRREVERSIBLE: Final = frozenset({"transit_router_service", "bandwidth_package"})


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything the steps are made from."""

    spec: Spec
    survey: Survey
    owner: Owner

    def labels(self, address: str, name_field: str, description_field: str) -> dict[str, object]:
        return wording.labels(self.owner, address, name_field, description_field)


def service(draft: Draft) -> Iterator[Step]:
    if draft.survey.tr_service_open:
        text = Bilingual("The transit router service is open.", "转发路由器服务已开通。")
        yield _step(SERVICE, "transit_router_service", GLOBAL, {}, text, action="keep")
    else:
        text = Bilingual("Open the transit router service (free).", "开通转发路由器服务（免费）。")
        yield _step(SERVICE, "transit_router_service", GLOBAL, {}, text)


def cen(draft: Draft) -> Iterator[Step]:
    text = Bilingual(
        f"Create the CEN instance for “{draft.spec.name}”.", f"为“{draft.spec.name}”创建云企业网实例。"
    )
    yield _step(CEN, "cen", GLOBAL, draft.labels(CEN, "Name", "Description"), text)


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
            yield _step(address, "vpc", site.region, body, text)
        else:
            text = Bilingual(
                f"Use your VPC {site.vpc_id} in {place.en}, {site.cidr}.",
                f"使用您在{place.zh}的专有网络 {site.vpc_id}，网段 {site.cidr}。",
            )
            body = {"RegionId": site.region, "VpcId": site.vpc_id, "CidrBlock": str(site.cidr)}
            yield _step(address, "vpc", site.region, body, text, action="keep")


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
        return _step(address, "vswitch", site.region, kept, text, action="keep")
    text = Bilingual(
        f"Create a vSwitch of {site.key} in zone {place.zone}, {place.cidr}.",
        f"在可用区 {place.zone} 为 {site.key} 创建交换机，网段 {place.cidr}。",
    )
    named = {**body, **draft.labels(address, "VSwitchName", "Description")}
    return _step(address, "vswitch", site.region, named, text)


def transit_routers(draft: Draft) -> Iterator[Step]:
    for region in regions(draft.spec):
        address, place = f"tr.{region}", wording.city(region)
        text = Bilingual(f"Create the transit router in {place.en}.", f"在{place.zh}创建转发路由器。")
        body = {
            "CenId": Ref(CEN),
            "RegionId": region,
            **draft.labels(address, "TransitRouterName", "TransitRouterDescription"),
        }
        yield _step(address, "transit_router", region, body, text, after=(SERVICE,))


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
        yield _step(address, "vpc_attachment", site.region, body, text)


def vpc_routes(draft: Draft) -> Iterator[Step]:
    for site in draft.spec.vpcs:
        address = f"attachment.{site.key}"
        name = Bilingual(f"VPC {site.key}", f"专有网络 {site.key}")
        yield from _routes(address, address, site.region, name)


def packages(draft: Draft, after: tuple[str, ...]) -> Iterator[Step]:
    """The pivot: paid in advance; no delete gives it back. Charge, payment and renewal are explicit."""
    for link in needed_links(draft):
        address, pair = package_address(link.areas), pair_name(link.areas)
        price = draft.survey.price_of(link.areas, link.bandwidth_mbps)
        text = Bilingual(
            f"Buy {link.bandwidth_mbps} Mbps {pair.en} for one month.",
            f"购买 {pair.zh} {link.bandwidth_mbps} Mbps，为期一个月。",
        )
        body = {
            "GeographicRegionAId": link.areas[0],
            "GeographicRegionBId": link.areas[1],
            "Bandwidth": link.bandwidth_mbps,
            "BandwidthPackageChargeType": "PREPAY",
            "Period": 1,
            "PricingCycle": "Month",
            "AutoPay": True,
            "AutoRenew": False,
            **draft.labels(address, "Name", "Description"),
        }
        yield _step(
            address,
            "bandwidth_package",
            GLOBAL,
            body,
            text,
            after=after,
            price=price.amount if price else None,
            currency=price.currency if price else None,
        )


def package_associations(draft: Draft) -> Iterator[Step]:
    for link in needed_links(draft):
        package, pair = package_address(link.areas), pair_name(link.areas)
        text = Bilingual(
            f"Put the bandwidth {pair.en} into the CEN instance.", f"将 {pair.zh} 带宽包绑定到云企业网实例。"
        )
        body = {"CenId": Ref(CEN), "CenBandwidthPackageId": Ref(package)}
        yield _step(association_address(link.areas), "package_association", GLOBAL, body, text)


def peers(draft: Draft) -> Iterator[Step]:
    for link in needed_links(draft):
        for pair, mbps in share(link.bandwidth_mbps, region_pairs(draft.spec)[link.areas]).items():
            yield _peer(draft, link, pair, mbps)


def _peer(draft: Draft, link: Link, pair: RegionPair, mbps: int) -> Step:
    local, remote = pair
    address = peer_address(pair)
    here, there = wording.city(local), wording.city(remote)
    text = Bilingual(
        f"Connect {here.en} and {there.en} with {mbps} Mbps.", f"以 {mbps} Mbps 连接{here.zh}与{there.zh}。"
    )
    body = {
        "CenId": Ref(CEN),
        "RegionId": local,
        "TransitRouterId": Ref(f"tr.{local}"),
        "PeerTransitRouterId": Ref(f"tr.{remote}"),
        "PeerTransitRouterRegionId": remote,
        "BandwidthType": "BandwidthPackage",
        "CenBandwidthPackageId": Ref(package_address(link.areas)),
        "Bandwidth": mbps,
        "AutoPublishRouteEnabled": True,
        **draft.labels(address, "TransitRouterAttachmentName", "TransitRouterAttachmentDescription"),
    }
    after = (association_address(link.areas),)
    return _step(address, "peer_attachment", local, body, text, after=after)


def peer_routes(draft: Draft) -> Iterator[Step]:
    """Both transit routers learn the other side: one attachment, two route tables."""
    for link in needed_links(draft):
        for pair in region_pairs(draft.spec)[link.areas]:
            one, other = wording.city(pair[0]), wording.city(pair[1])
            name = Bilingual(
                f"the connection {one.en}–{other.en}",
                f"{one.zh}—{other.zh}连接",
            )
            for region in pair:
                yield from _routes(peer_address(pair), f"{peer_address(pair)}.{region}", region, name)


def _routes(attachment: str, suffix: str, region: str, name: Bilingual) -> Iterator[Step]:
    """Never automatic through the API: without these the attachment is up and no traffic flows."""
    place = wording.city(region)
    body = {
        "TransitRouterAttachmentId": Ref(attachment),
        "TransitRouterRouteTableId": Ref(f"tr.{region}", "route_table_id"),
    }
    yield _step(
        f"association.{suffix}",
        "association",
        region,
        body,
        Bilingual(
            f"Let {name.en} use the route table in {place.en}.",
            f"让{name.zh}使用{place.zh}的路由表。",
        ),
    )
    yield _step(
        f"propagation.{suffix}",
        "propagation",
        region,
        body,
        Bilingual(
            f"Announce the routes of {name.en} in {place.en}.",
            f"在{place.zh}学习{name.zh}的路由。",
        ),
    )


def needed_links(draft: Draft) -> tuple[Link, ...]:
    """Bandwidth that some region pair uses; a wish for more areas than there are regions buys nothing."""
    needed = region_pairs(draft.spec)
    return tuple(link for link in draft.spec.links if link.areas in needed)


def package_address(areas: AreaPair) -> str:
    return f"package.{areas[0]}-{areas[1]}"


def association_address(areas: AreaPair) -> str:
    return f"package-association.{areas[0]}-{areas[1]}"


def peer_address(pair: RegionPair) -> str:
    return f"peer.{pair[0]}.{pair[1]}"


def _step(
    address: str,
    kind: str,
    region: str,
    body: Mapping[str, Any],
    text: Bilingual,
    *,
    action: Action = "create",
    after: Iterable[str] = (),
    price: str | None = None,
    currency: str | None = None,
) -> Step:
    references = {ref.address for ref in refs_in(body)}
    return Step(
        address=address,
        kind=kind,
        action=action,
        region=region,
        params=freeze(body),
        needs=tuple(sorted(references | set(after))),
        reversible=kind not in IRREVERSIBLE,
        is_paid=kind == "bandwidth_package",
        price=price,
        currency=currency,
        summary_en=text.en,
        summary_zh=text.zh,
        dry_run=action == "create" and kind in CAN_DRY_RUN and not references,
    )
