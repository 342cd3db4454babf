"""The steps that need money: bandwidth packages, and the connections between regions that use them."""

from __future__ import annotations

from collections.abc import Iterator

from networks.catalog.bilingual import Bilingual
from networks.catalog.mesh import RegionPair
from networks.catalog.packages import AreaPair, pair_name
from networks.fulfilment.planning import wording
from networks.fulfilment.planning.bandwidth import share
from networks.fulfilment.planning.drafting import CEN, GLOBAL, Draft, routes, step
from networks.fulfilment.planning.resource import Ref, Step
from networks.requests.rules.spec import Link, region_pairs


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
        yield step(
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
        yield step(association_address(link.areas), "package_association", GLOBAL, body, text)


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
    return step(address, "peer_attachment", local, body, text, after=after)


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
                yield from routes(peer_address(pair), f"{peer_address(pair)}.{region}", region, name)


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
