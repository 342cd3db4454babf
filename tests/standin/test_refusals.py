"""What the cloud checks: each of these would be built wrongly, or deleted from under something, otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT, SHANGHAI, ZONES, Network
from .world import Cloud, refused


@pytest.fixture
def network(cloud: Cloud) -> Iterator[Network]:
    """Built and live. Each test changes one thing."""
    network = Network(cloud)
    network.build()
    yield network


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("10.20.0.128/25", "InvalidCidrBlock.Overlapped"),
        ("10.20.0.0/24", "InvalidCidrBlock.Overlapped"),
        ("10.21.0.0/24", "InvalidParameter"),
        ("10.20.9.0/30", "InvalidParameter"),
    ],
)
def test_a_vswitch_lies_in_its_vpc_beside_the_others(cloud: Cloud, block: str, code: str) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    wanted = vpc.CreateVSwitchRequest(
        vpc_id=network.vpcs[FRANKFURT], zone_id="eu-central-1a", cidr_block=block
    )
    assert refused(cloud.vpc().create_vswitch, wanted).code == code


def test_touching_vswitches_are_fine(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    assert network.add_vswitch(FRANKFURT, "eu-central-1a", "10.20.2.0/24")


@pytest.mark.parametrize(
    "block", ["100.64.0.0/16", "127.0.0.0/16", "224.0.0.0/8", "10.0.0.0/29", "0.0.0.0/0"]
)
def test_a_vpc_has_a_range_of_its_kind(cloud: Cloud, block: str) -> None:
    wanted = vpc.CreateVpcRequest(region_id=FRANKFURT, cidr_block=block)
    assert refused(cloud.vpc().create_vpc, wanted).code == "InvalidCidrBlock"


def test_a_vpc_has_no_vswitch_in_a_zone_of_another_region(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    wanted = vpc.CreateVSwitchRequest(
        vpc_id=network.vpcs[FRANKFURT], zone_id="cn-shanghai-b", cidr_block="10.20.9.0/24"
    )
    assert refused(cloud.vpc().create_vswitch, wanted).code == "InvalidZoneId.NotFound"


def test_the_eleventh_vpc_of_a_region_exceeds_the_quota(cloud: Cloud) -> None:
    for _ in range(10):
        cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT))
    error = refused(cloud.vpc().create_vpc, vpc.CreateVpcRequest(region_id=FRANKFURT))
    assert error.code == "QuotaExceeded.Vpc"
    cloud.settings(quotas={"vpc_quota_instances_num": 11})
    assert cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT)).body.vpc_id


def test_a_vpc_with_vswitches_is_not_deleted(network: Network, cloud: Cloud) -> None:
    wanted = vpc.DeleteVpcRequest(region_id=FRANKFURT, vpc_id=network.vpcs[FRANKFURT])
    assert refused(cloud.vpc().delete_vpc, wanted).code == "DependencyViolation.VSwitch"


def test_a_vswitch_in_use_by_an_attachment_is_not_deleted(network: Network, cloud: Cloud) -> None:
    wanted = vpc.DeleteVSwitchRequest(v_switch_id=network.vswitches[FRANKFURT][0])
    assert refused(cloud.vpc().delete_vswitch, wanted).code == "DependencyViolation"


def test_a_router_with_attachments_is_not_deleted(network: Network, cloud: Cloud) -> None:
    wanted = cbn.DeleteTransitRouterRequest(transit_router_id=network.routers[FRANKFURT])
    error = refused(cloud.cbn().delete_transit_router, wanted)
    assert error.code == "InvalidOperation.AttachedChildInstanceExist"


def test_a_cen_with_routers_is_not_deleted(network: Network, cloud: Cloud) -> None:
    error = refused(cloud.cbn().delete_cen, cbn.DeleteCenRequest(cen_id=network.cen_id))
    assert error.code == "InvalidOperation.CenInstanceStatus"


def test_an_attachment_with_associations_goes_only_by_force(network: Network, cloud: Cloud) -> None:
    wanted = cbn.DeleteTransitRouterVpcAttachmentRequest(
        transit_router_attachment_id=network.attachments[FRANKFURT]
    )
    error = refused(cloud.cbn().delete_transit_router_vpc_attachment, wanted)
    assert error.code == "InvalidOperation.AttachmentInUse"
    wanted.force = True
    cloud.cbn().delete_transit_router_vpc_attachment(wanted)
    network.free()
    assert len(cloud.living("association")) == 3


def test_a_package_in_use_is_not_unbound(network: Network, cloud: Cloud) -> None:
    wanted = cbn.UnassociateCenBandwidthPackageRequest(
        cen_id=network.cen_id, cen_bandwidth_package_id=network.package_id
    )
    error = refused(cloud.cbn().unassociate_cen_bandwidth_package, wanted)
    assert error.code == "InvalidOperation.CenBandwidthLimitsNotZero"


def test_a_package_is_bound_once(network: Network, cloud: Cloud) -> None:
    wanted = cbn.AssociateCenBandwidthPackageRequest(
        cen_id=network.cen_id, cen_bandwidth_package_id=network.package_id
    )
    error = refused(cloud.cbn().associate_cen_bandwidth_package, wanted)
    assert error.code == "InvalidOperation.BwpInstanceStatus"


def test_a_connection_is_not_wider_than_its_package(network: Network, cloud: Cloud) -> None:
    wanted = cbn.UpdateTransitRouterPeerAttachmentAttributeRequest(
        transit_router_attachment_id=network.peer_id, bandwidth=11
    )
    error = refused(cloud.cbn().update_transit_router_peer_attachment_attribute, wanted)
    assert error.code == "InvalidOperation.BandwidthLimitExceeded"


def test_a_package_is_not_narrower_than_its_connections(network: Network, cloud: Cloud) -> None:
    wanted = cbn.ModifyCenBandwidthPackageSpecRequest(
        cen_bandwidth_package_id=network.package_id, bandwidth=9
    )
    error = refused(cloud.cbn().modify_cen_bandwidth_package_spec, wanted)
    assert error.code == "InvalidOperation.BandwidthLimitExceeded"


def test_bandwidth_goes_up_package_first(network: Network, cloud: Cloud) -> None:
    client = cloud.cbn()
    package = cbn.ModifyCenBandwidthPackageSpecRequest(
        cen_bandwidth_package_id=network.package_id, bandwidth=20
    )
    client.modify_cen_bandwidth_package_spec(package)
    assert network.packages()[0].bandwidth == 20
    connection = cbn.UpdateTransitRouterPeerAttachmentAttributeRequest(
        transit_router_attachment_id=network.peer_id, bandwidth=20
    )
    client.update_transit_router_peer_attachment_attribute(connection)
    asked = cbn.ListTransitRouterPeerAttachmentsRequest(cen_id=network.cen_id)
    (peer,) = client.list_transit_router_peer_attachments(asked).body.transit_router_attachments
    assert (peer.bandwidth, peer.status) == (20, "Attached")
    assert refused(client.modify_cen_bandwidth_package_spec, package).code == "Operation.Failed"


def test_a_package_serves_only_its_pair_of_areas(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    for region in (FRANKFURT, "us-east-1"):
        network.add_router(region)
    network.buy_package(10)
    network.bind_package()
    wanted = network.peer_request_between(FRANKFURT, "us-east-1", 2)
    error = refused(cloud.cbn().create_transit_router_peer_attachment, wanted)
    assert error.code == "InvalidOperation.GeographicSpanMismatch"


def test_pay_by_traffic_needs_no_package(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    for region in (FRANKFURT, SHANGHAI):
        network.add_router(region)
    wanted = network.peer_request(50)
    wanted.bandwidth_type, wanted.cen_bandwidth_package_id = "DataTransfer", None
    assert cloud.cbn().create_transit_router_peer_attachment(wanted).body.transit_router_attachment_id


def test_an_attachment_has_one_table_of_a_router(network: Network, cloud: Cloud) -> None:
    both = network.both(FRANKFURT, network.attachments[FRANKFURT])
    wanted = cbn.AssociateTransitRouterAttachmentWithRouteTableRequest(**both)
    error = refused(cloud.cbn().associate_transit_router_attachment_with_route_table, wanted)
    assert error.code == "AssociationExist.TransitRouterTable"


def test_an_association_needs_an_attachment_that_is_attached(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    network.add_cen()
    network.add_router(FRANKFURT)
    cloud.freeze()
    cloud.settings(pace=1, blocking=False)
    answer = cloud.cbn().create_transit_router_vpc_attachment(network.attachment_request(FRANKFURT)).body
    both = network.both(FRANKFURT, answer.transit_router_attachment_id)
    wanted = cbn.AssociateTransitRouterAttachmentWithRouteTableRequest(**both)
    error = refused(cloud.cbn().associate_transit_router_attachment_with_route_table, wanted)
    assert error.code == "IncorrectStatus.Attachment"


def test_an_attachment_spans_two_zones_the_router_supports(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_vpc(FRANKFURT, "10.20")
    network.add_cen()
    network.add_router(FRANKFURT)
    one_zone = network.attachment_request(FRANKFURT)
    one_zone.zone_mappings = one_zone.zone_mappings[:1]
    error = refused(cloud.cbn().create_transit_router_vpc_attachment, one_zone)
    assert (error.code, "1 zones" in error.message) == ("InvalidParameter", True)
    elsewhere = network.add_vswitch(FRANKFURT, "eu-central-1a", "10.20.7.0/24")
    unsupported = network.attachment_request(FRANKFURT)
    unsupported.zone_mappings[0].zone_id, unsupported.zone_mappings[0].v_switch_id = (
        "eu-central-1a",
        elsewhere,
    )
    error = refused(cloud.cbn().create_transit_router_vpc_attachment, unsupported)
    assert "offered in eu-central-1b, eu-central-1c" in error.message


def test_the_zones_of_a_router_are_asked_for(cloud: Cloud) -> None:
    asked = cbn.ListTransitRouterAvailableResourceRequest(region_id=FRANKFURT)
    answer = cloud.cbn().list_transit_router_available_resource(asked).body
    assert tuple(answer.available_zones) == ZONES[FRANKFURT]
    zones = cloud.vpc().describe_zones(vpc.DescribeZonesRequest(region_id=FRANKFURT)).body.zones.zone
    assert set(answer.available_zones) < {zone.zone_id for zone in zones}


def test_a_vpc_is_attached_once(network: Network, cloud: Cloud) -> None:
    error = refused(cloud.cbn().create_transit_router_vpc_attachment, network.attachment_request(FRANKFURT))
    assert error.code == "InvalidOperation.VpcAlreadyAttached"


def test_overlapping_vpcs_are_attached_without_a_word(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    for region in (FRANKFURT, SHANGHAI):
        network.add_vpc(region, "10.20")
        network.add_router(region)
        network.attach(region)
    assert len(cloud.living("vpc_attachment")) == 2


def test_a_vpc_of_another_account_is_attached_once_granted(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.add_router(FRANKFURT)
    customer = Network(cloud.as_role("1234567890123456"), cen_id=network.cen_id)
    customer.add_vpc(FRANKFURT, "10.20")
    wanted = customer.attachment_request(FRANKFURT)
    wanted.transit_router_id = network.routers[FRANKFURT]
    assert refused(cloud.cbn().create_transit_router_vpc_attachment, wanted).code == "Forbidden.NotGranted"
    grant = cbn.GrantInstanceToTransitRouterRequest(
        cen_id=network.cen_id,
        cen_owner_id=cloud.living("cen")[0]["account"],
        instance_id=customer.vpcs[FRANKFURT],
        instance_type="VPC",
        region_id=FRANKFURT,
    )
    customer.cloud.cbn().grant_instance_to_transit_router(grant)
    assert cloud.cbn().create_transit_router_vpc_attachment(wanted).body.transit_router_attachment_id


def test_a_route_has_one_entry_per_destination(network: Network, cloud: Cloud) -> None:
    asked = vpc.DescribeRouteTableListRequest(region_id=FRANKFURT, vpc_id=network.vpcs[FRANKFURT])
    (table,) = cloud.vpc().describe_route_table_list(asked).body.router_table_list.router_table_list_type
    wanted = vpc.CreateRouteEntryRequest(
        region_id=FRANKFURT,
        route_table_id=table.route_table_id,
        destination_cidr_block="10.30.0.0/16",
        next_hop_id=network.attachments[FRANKFURT],
        next_hop_type="Attachment",
    )
    entry_id = cloud.vpc().create_route_entry(wanted).body.route_entry_id
    assert refused(cloud.vpc().create_route_entry, wanted).code == "RouterEntryConflict.Duplicated"
    entries = vpc.DescribeRouteEntryListRequest(region_id=FRANKFURT, route_table_id=table.route_table_id)
    (entry,) = cloud.vpc().describe_route_entry_list(entries).body.route_entrys.route_entry
    assert (entry.route_entry_id, entry.status) == (entry_id, "Available")
    cloud.vpc().delete_route_entry(vpc.DeleteRouteEntryRequest(region_id=FRANKFURT, route_entry_id=entry_id))
    network.free()
    assert cloud.living("route_entry") == []


def test_what_does_not_exist_is_not_found(cloud: Cloud) -> None:
    vpcs, cens = cloud.vpc(), cloud.cbn()
    gone = {
        "InvalidVpcId.NotFound": (vpcs.delete_vpc, vpc.DeleteVpcRequest(region_id=FRANKFURT, vpc_id="vpc-0")),
        "InvalidVSwitchId.NotFound": (vpcs.delete_vswitch, vpc.DeleteVSwitchRequest(v_switch_id="vsw-0")),
        "ParameterCenInstanceId": (cens.delete_cen, cbn.DeleteCenRequest(cen_id="cen-0")),
        "ParameterInstanceId": (
            cens.delete_transit_router, cbn.DeleteTransitRouterRequest(transit_router_id="tr-0"),
        ),
        "ParameterBwpInstanceId": (
            cens.delete_cen_bandwidth_package,
            cbn.DeleteCenBandwidthPackageRequest(cen_bandwidth_package_id="cenbwp-0"),
        ),
    }  # fmt: skip
    assert {code: refused(*asked).code for code, asked in gone.items()} == {code: code for code in gone}
