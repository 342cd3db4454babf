"""A whole cross-border network, built and taken down call by call with the vendor's clients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from alibabacloud_bssopenapi20171214 import models as bss
from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc

from .world import Cloud, until

FRANKFURT, SHANGHAI = "eu-central-1", "cn-shanghai"
ZONES = {FRANKFURT: ("eu-central-1b", "eu-central-1c"), SHANGHAI: ("cn-shanghai-b", "cn-shanghai-c")}


@dataclass
class Network:
    cloud: Cloud
    cen_id: str = ""
    package_id: str = ""
    peer_id: str = ""
    vpcs: dict[str, str] = field(default_factory=dict)
    vswitches: dict[str, list[str]] = field(default_factory=dict)
    routers: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)

    def build(self) -> None:
        for region, block in ((FRANKFURT, "10.20"), (SHANGHAI, "10.30")):
            self.add_vpc(region, block)
        self.add_cen()
        for region in (FRANKFURT, SHANGHAI):
            self.add_router(region)
        for region in (FRANKFURT, SHANGHAI):
            self.attach(region)
        self.buy_package(10)
        self.bind_package()
        self.connect(10)
        for region, attachment_id in self.ties():
            self.route(region, attachment_id)

    def ties(self) -> list[tuple[str, str]]:
        ends = [(region, self.peer_id) for region in self.routers]
        return [*self.attachments.items(), *ends]

    def add_vpc(self, region: str, block: str, *, zones: tuple[str, ...] = ()) -> None:
        client = self.cloud.vpc(region)
        wanted = vpc.CreateVpcRequest(region_id=region, cidr_block=f"{block}.0.0/16", vpc_name=region)
        vpc_id = self.vpcs[region] = client.create_vpc(wanted).body.vpc_id
        asked = vpc.DescribeVpcAttributeRequest(region_id=region, vpc_id=vpc_id)
        until(lambda: client.describe_vpc_attribute(asked).body.status, lambda status: status == "Available")
        self.vswitches[region] = [
            self.add_vswitch(region, zone, f"{block}.{number}.0/24")
            for number, zone in enumerate(zones or ZONES[region])
        ]

    def add_vswitch(self, region: str, zone: str, block: str) -> str:
        client = self.cloud.vpc(region)
        wanted = vpc.CreateVSwitchRequest(
            region_id=region, vpc_id=self.vpcs[region], zone_id=zone, cidr_block=block, v_switch_name=zone
        )
        vswitch_id: str = client.create_vswitch(wanted).body.v_switch_id
        asked = vpc.DescribeVSwitchAttributesRequest(v_switch_id=vswitch_id)
        until(
            lambda: client.describe_vswitch_attributes(asked).body.status,
            lambda status: status == "Available",
        )
        return vswitch_id

    def open_service(self) -> None:
        client = self.cloud.cbn()
        if client.check_transit_router_service(cbn.CheckTransitRouterServiceRequest()).body.enabled != "true":
            client.open_transit_router_service(cbn.OpenTransitRouterServiceRequest())

    def add_cen(self) -> None:
        client = self.cloud.cbn()
        self.open_service()
        self.cen_id = client.create_cen(cbn.CreateCenRequest(name="causeway")).body.cen_id
        self.settled("Active", lambda: client.describe_cens(cbn.DescribeCensRequest()).body.cens.cen)

    def add_router(self, region: str) -> None:
        client = self.cloud.cbn()
        wanted = cbn.CreateTransitRouterRequest(cen_id=self.cen_id, region_id=region)
        router_id = self.routers[region] = client.create_transit_router(wanted).body.transit_router_id
        asked = cbn.ListTransitRoutersRequest(cen_id=self.cen_id, transit_router_id=router_id)
        self.settled("Active", lambda: client.list_transit_routers(asked).body.transit_routers)
        tables = cbn.ListTransitRouterRouteTablesRequest(transit_router_id=router_id)
        table = client.list_transit_router_route_tables(tables).body.transit_router_route_tables[0]
        self.tables[region] = table.transit_router_route_table_id

    def attach(self, region: str) -> None:
        client = self.cloud.cbn()
        wanted = self.attachment_request(region)
        answer = client.create_transit_router_vpc_attachment(wanted).body
        self.attachments[region] = answer.transit_router_attachment_id
        asked = cbn.ListTransitRouterVpcAttachmentsRequest(
            transit_router_attachment_id=self.attachments[region]
        )
        self.settled(
            "Attached",
            lambda: client.list_transit_router_vpc_attachments(asked).body.transit_router_attachments,
        )

    def attachment_request(self, region: str) -> cbn.CreateTransitRouterVpcAttachmentRequest:
        mappings = [
            cbn.CreateTransitRouterVpcAttachmentRequestZoneMappings(zone_id=zone, v_switch_id=vswitch_id)
            for zone, vswitch_id in zip(ZONES[region], self.vswitches[region], strict=True)
        ]
        return cbn.CreateTransitRouterVpcAttachmentRequest(
            cen_id=self.cen_id,
            region_id=region,
            transit_router_id=self.routers.get(region),
            vpc_id=self.vpcs[region],
            zone_mappings=mappings,
            auto_publish_route_enabled=True,
            transit_router_vpcattachment_options={"ipv6Support": "disable"},
        )

    def buy_package(self, bandwidth_mbps: int) -> None:
        wanted = cbn.CreateCenBandwidthPackageRequest(
            bandwidth=bandwidth_mbps,
            geographic_region_aid="China",
            geographic_region_bid="Europe",
            bandwidth_package_charge_type="PREPAY",
            period=1,
            pricing_cycle="Month",
            auto_pay=True,
        )
        self.package_id = self.cloud.cbn().create_cen_bandwidth_package(wanted).body.cen_bandwidth_package_id
        self.settled("Idle", self.packages)

    def packages(self) -> list[Any]:
        body = (
            self.cloud.cbn().describe_cen_bandwidth_packages(cbn.DescribeCenBandwidthPackagesRequest()).body
        )
        every = body.cen_bandwidth_packages.cen_bandwidth_package
        return [each for each in every if each.cen_bandwidth_package_id == self.package_id]

    def bind_package(self) -> None:
        wanted = cbn.AssociateCenBandwidthPackageRequest(
            cen_id=self.cen_id, cen_bandwidth_package_id=self.package_id
        )
        self.cloud.cbn().associate_cen_bandwidth_package(wanted)
        self.settled("InUse", self.packages)

    def connect(self, bandwidth_mbps: int) -> None:
        client = self.cloud.cbn()
        self.peer_id = client.create_transit_router_peer_attachment(
            self.peer_request(bandwidth_mbps)
        ).body.transit_router_attachment_id
        asked = cbn.ListTransitRouterPeerAttachmentsRequest(transit_router_attachment_id=self.peer_id)
        self.settled(
            "Attached",
            lambda: client.list_transit_router_peer_attachments(asked).body.transit_router_attachments,
        )

    def peer_request(self, bandwidth_mbps: int) -> cbn.CreateTransitRouterPeerAttachmentRequest:
        return self.peer_request_between(FRANKFURT, SHANGHAI, bandwidth_mbps)

    def peer_request_between(
        self, near: str, far: str, bandwidth_mbps: int
    ) -> cbn.CreateTransitRouterPeerAttachmentRequest:
        return cbn.CreateTransitRouterPeerAttachmentRequest(
            cen_id=self.cen_id,
            region_id=near,
            transit_router_id=self.routers[near],
            peer_transit_router_id=self.routers[far],
            peer_transit_router_region_id=far,
            bandwidth_type="BandwidthPackage",
            bandwidth=bandwidth_mbps,
            cen_bandwidth_package_id=self.package_id,
        )

    def route(self, region: str, attachment_id: str) -> None:
        client, both = self.cloud.cbn(), self.both(region, attachment_id)
        client.associate_transit_router_attachment_with_route_table(
            cbn.AssociateTransitRouterAttachmentWithRouteTableRequest(**both)
        )
        associations = cbn.ListTransitRouterRouteTableAssociationsRequest(**both)
        self.settled(
            "Active",
            lambda: (
                client.list_transit_router_route_table_associations(
                    associations
                ).body.transit_router_associations
            ),
        )
        client.enable_transit_router_route_table_propagation(
            cbn.EnableTransitRouterRouteTablePropagationRequest(**both)
        )
        propagations = cbn.ListTransitRouterRouteTablePropagationsRequest(**both)
        self.settled(
            "Active",
            lambda: (
                client.list_transit_router_route_table_propagations(
                    propagations
                ).body.transit_router_propagations
            ),
        )

    def both(self, region: str, attachment_id: str) -> dict[str, str]:
        return {
            "transit_router_attachment_id": attachment_id,
            "transit_router_route_table_id": self.tables[region],
        }

    def settled(self, status: str, look: Callable[[], list[Any]]) -> None:
        until(look, lambda seen: bool(seen) and all(each.status == status for each in seen))

    def free(self) -> None:
        """Wait until nothing of the cloud is settling."""
        until(
            lambda: self.cloud.ask("GET", "resources")["resources"],
            lambda all_: not any(r["settling"] for r in all_),
        )

    def take_down(self) -> None:
        client = self.cloud.cbn()
        self.take_routes_and_connection_down()
        self.release_package()
        for attachment_id in self.attachments.values():
            client.delete_transit_router_vpc_attachment(
                cbn.DeleteTransitRouterVpcAttachmentRequest(transit_router_attachment_id=attachment_id)
            )
            self.free()
        for router_id in self.routers.values():
            client.delete_transit_router(cbn.DeleteTransitRouterRequest(transit_router_id=router_id))
            self.free()
        client.delete_cen(cbn.DeleteCenRequest(cen_id=self.cen_id))
        self.free()
        self.remove_vpcs()

    def take_routes_and_connection_down(self) -> None:
        client = self.cloud.cbn()
        for region, attachment_id in self.ties():
            both = self.both(region, attachment_id)
            client.disable_transit_router_route_table_propagation(
                cbn.DisableTransitRouterRouteTablePropagationRequest(**both)
            )
            self.free()
            client.dissociate_transit_router_attachment_from_route_table(
                cbn.DissociateTransitRouterAttachmentFromRouteTableRequest(**both)
            )
            self.free()
        self.disconnect()

    def disconnect(self) -> None:
        self.cloud.cbn().delete_transit_router_peer_attachment(
            cbn.DeleteTransitRouterPeerAttachmentRequest(transit_router_attachment_id=self.peer_id)
        )
        self.free()

    def release_package(self) -> None:
        wanted = cbn.UnassociateCenBandwidthPackageRequest(
            cen_id=self.cen_id, cen_bandwidth_package_id=self.package_id
        )
        self.cloud.cbn().unassociate_cen_bandwidth_package(wanted)
        self.free()
        refund = bss.RefundInstanceRequest(
            instance_id=self.package_id,
            product_code="cbn",
            product_type="cbn_bwp_pre",
            immediately_release="1",
        )
        body = self.cloud.bss().refund_instance(refund).body
        assert body.success, body.to_map()
        self.free()

    def remove_vpcs(self) -> None:
        for region, vpc_id in self.vpcs.items():
            client = self.cloud.vpc(region)
            for vswitch_id in self.vswitches[region]:
                client.delete_vswitch(vpc.DeleteVSwitchRequest(v_switch_id=vswitch_id))
            self.free()
            client.delete_vpc(vpc.DeleteVpcRequest(region_id=region, vpc_id=vpc_id))
        self.free()
