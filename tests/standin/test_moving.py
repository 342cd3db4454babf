"""What is on its way to another status refuses to be worked on, each kind in its own words."""

from __future__ import annotations

from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT, Network
from .wire import call
from .world import Cloud


def slow(cloud: Cloud) -> None:
    """From here on nothing settles, and one thing of a CEN does not block another."""
    cloud.freeze()
    cloud.settings(pace=1, blocking=False)


def test_a_vpc(cloud: Cloud) -> None:
    slow(cloud)
    vpc_id = cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT)).body.vpc_id
    assert call(cloud, "vpc", "DeleteVpc", VpcId=vpc_id)["Code"] == "IncorrectVpcStatus"


def test_a_vswitch(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    network.add_cen()
    network.add_router(FRANKFURT)
    slow(cloud)
    wanted = vpc.CreateVSwitchRequest(
        vpc_id=network.vpcs[FRANKFURT], zone_id="eu-central-1b", cidr_block="10.20.9.0/24"
    )
    vswitch_id = network.vswitches[FRANKFURT][0] = cloud.vpc().create_vswitch(wanted).body.v_switch_id
    assert call(cloud, "vpc", "DeleteVSwitch", VSwitchId=vswitch_id)["Code"] == "IncorrectVSwitchStatus"
    assert attach(cloud, network) == "IncorrectStatus.VpcSwitch"


def test_a_vpc_to_be_attached(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.add_router(FRANKFURT)
    cloud.fault("status_stuck", action="CreateVpc")
    network.vpcs[FRANKFURT] = cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT)).body.vpc_id
    network.vswitches[FRANKFURT] = ["vsw-1", "vsw-2"]
    assert attach(cloud, network) == "IncorrectStatus.VpcResource"


def attach(cloud: Cloud, network: Network) -> str:
    mappings = {
        f"ZoneMappings__{n}__{part}": value
        for n, vswitch_id in enumerate(network.vswitches[FRANKFURT], start=1)
        for part, value in (("ZoneId", f"eu-central-1{'abc'[n]}"), ("VSwitchId", vswitch_id))
    }
    router = network.routers[FRANKFURT]
    answer = call(
        cloud,
        "cbn",
        "CreateTransitRouterVpcAttachment",
        VpcId=network.vpcs[FRANKFURT],
        TransitRouterId=router,
        **mappings,
    )
    return str(answer["Code"])


def test_a_cen(cloud: Cloud) -> None:
    Network(cloud).open_service()
    slow(cloud)
    cen_id = cloud.cbn().create_cen(cbn.CreateCenRequest()).body.cen_id
    answer = call(cloud, "cbn", "CreateTransitRouter", CenId=cen_id, RegionId=FRANKFURT)
    assert answer["Code"] == "IncorrectStatus.CenInstance"


def test_a_service_that_is_not_open(cloud: Cloud) -> None:
    cen_id = cloud.cbn().create_cen(cbn.CreateCenRequest()).body.cen_id
    answer = call(cloud, "cbn", "CreateTransitRouter", CenId=cen_id, RegionId=FRANKFURT)
    assert answer["Code"] == "InvalidOperation.ServiceNotOpen"


def test_a_package(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.buy_package(10)
    slow(cloud)
    both = {"CenId": network.cen_id, "CenBandwidthPackageId": network.package_id}
    package = {"CenBandwidthPackageId": network.package_id}
    assert "Code" not in call(cloud, "cbn", "AssociateCenBandwidthPackage", **both)
    spec = call(cloud, "cbn", "ModifyCenBandwidthPackageSpec", **package, Bandwidth="20")
    assert spec["Code"] == "OperationFailed.OrderIsProcessing"
    unbind = call(cloud, "cbn", "UnassociateCenBandwidthPackage", **both)
    assert unbind["Code"] == "InvalidOperation.BwpInstanceStatus"


def test_a_package_paid_by_use(cloud: Cloud) -> None:
    wanted = {"Bandwidth": "10", "GeographicRegionAId": "China", "GeographicRegionBId": "Europe"}
    slow(cloud)
    answer = call(cloud, "cbn", "CreateCenBandwidthPackage", **wanted, BandwidthPackageChargeType="POSTPAY")
    package = {"CenBandwidthPackageId": answer["CenBandwidthPackageId"]}
    refusal = call(cloud, "cbn", "DeleteCenBandwidthPackage", **package)
    assert refusal["Code"] == "InvalidOperation.BwpInstanceStatus"
    cloud.advance(2)
    assert "Code" not in call(cloud, "cbn", "DeleteCenBandwidthPackage", **package)


def test_an_expired_package(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.buy_package(10)
    cloud.advance(31 * 86_400)
    both = {"CenId": network.cen_id, "CenBandwidthPackageId": network.package_id}
    answer = call(cloud, "cbn", "AssociateCenBandwidthPackage", **both)
    assert answer["Code"] == "InvalidOperation.BwpBusinessStatus"


def test_attachments_and_what_is_tied_to_them(cloud: Cloud) -> None:
    network = Network(cloud)
    network.build()
    slow(cloud)
    peer = {"TransitRouterAttachmentId": network.peer_id}
    tied = {
        "TransitRouterAttachmentId": network.attachments[FRANKFURT],
        "TransitRouterRouteTableId": network.tables[FRANKFURT],
    }
    assert "Code" not in call(cloud, "cbn", "DisableTransitRouterRouteTablePropagation", **tied)
    again = call(cloud, "cbn", "DisableTransitRouterRouteTablePropagation", **tied)
    assert again["Code"] == "IncorrectStatus.Status"
    change = {**peer, "Bandwidth": "5"}
    assert "Code" not in call(cloud, "cbn", "UpdateTransitRouterPeerAttachmentAttribute", **change)
    assert (
        call(cloud, "cbn", "UpdateTransitRouterPeerAttachmentAttribute", **change)["Code"]
        == "IncorrectStatus.Attachment"
    )
    assert (
        call(cloud, "cbn", "DeleteTransitRouterPeerAttachment", **peer, Force="true")["Code"]
        == "IncorrectStatus.Attachment"
    )


def test_a_route_entry(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    (table,) = cloud.living("route_table")
    slow(cloud)
    wanted = {"RouteTableId": table["id"], "DestinationCidrBlock": "10.30.0.0/16"}
    assert "Code" not in call(cloud, "vpc", "CreateRouteEntry", **wanted, NextHopId="tr-attach-1")
    assert call(cloud, "vpc", "DeleteRouteEntry", **wanted)["Code"] == "IncorrectRouteEntryStatus"
