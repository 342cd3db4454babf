from __future__ import annotations

import pytest
from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_quotas20200510 import models as quotas
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT, Network
from .wire import call
from .world import Cloud, refused


def test_missing_parameter_is_named(cloud: Cloud) -> None:
    error = refused(
        cloud.vpc().create_vswitch, vpc.CreateVSwitchRequest(vpc_id="vpc-1", cidr_block="10.0.0.0/24")
    )
    assert error.code == "MissingParameter"
    assert "ZoneId" in error.message


def test_missing_nested_parameter_is_named_with_its_number(cloud: Cloud) -> None:
    mapping = cbn.CreateTransitRouterVpcAttachmentRequestZoneMappings(v_switch_id="vsw-1")
    wanted = cbn.CreateTransitRouterVpcAttachmentRequest(vpc_id="vpc-1", zone_mappings=[mapping])
    assert (
        "ZoneMappings.1.ZoneId" in refused(cloud.cbn().create_transit_router_vpc_attachment, wanted).message
    )


def test_empty_required_parameter_counts_as_missing(cloud: Cloud) -> None:
    assert call(cloud, "cbn", "DeleteCen", CenId="")["Code"] == "MissingParameter"


def test_unknown_parameter_is_refused(cloud: Cloud) -> None:
    answer = call(cloud, "vpc", "CreateVpc", RegionId=FRANKFURT, CidrBlocks="10.0.0.0/16")
    assert answer["Code"] == "InvalidParameter"
    assert "CidrBlocks" in answer["Message"]


def test_unknown_nested_parameter_is_refused(cloud: Cloud) -> None:
    answer = call(cloud, "vpc", "CreateVpc", RegionId=FRANKFURT, Tag__1__Key="a", Tag__1__Color="red")
    assert "Tag.1.Color" in answer["Message"]


@pytest.mark.parametrize(
    ("action", "given", "sentence"),
    [
        ("DescribeVpcs", {"PageSize": "ten"}, "'ten' is not a whole number"),
        ("DescribeVpcs", {"PageSize": "1.5"}, "'1.5' is not a whole number"),
        ("DescribeVpcs", {"IsDefault": "yes"}, "'yes' is neither true nor false"),
        ("CreateVpc", {"CidrBlock": "10.20.0.1/16"}, "has host bits set"),
    ],
)
def test_mistyped_parameter_is_refused(
    cloud: Cloud, action: str, given: dict[str, str], sentence: str
) -> None:
    answer = call(cloud, "vpc", action, RegionId=FRANKFURT, **given)
    assert answer["Code"] == "InvalidParameter"
    assert sentence in answer["Message"]


def test_sdk_lets_a_mistyped_value_through_and_the_cloud_does_not(cloud: Cloud) -> None:
    wanted = cbn.CreateCenBandwidthPackageRequest(
        bandwidth="ten", geographic_region_aid="China", geographic_region_bid="Europe"
    )
    assert refused(cloud.cbn().create_cen_bandwidth_package, wanted).code == "InvalidParameter"


def test_owner_parameters_are_accepted(cloud: Cloud) -> None:
    wanted = vpc.DescribeVpcsRequest(region_id=FRANKFURT, owner_account="a@example.com", resource_owner_id=1)
    assert cloud.vpc().describe_vpcs(wanted).body.total_count == 0


def test_parameters_in_the_form_body_are_read(cloud: Cloud) -> None:
    wanted = quotas.ListProductQuotasRequest(product_code="vpc")
    assert (
        cloud.quotas().list_product_quotas(wanted).body.quotas[0].quota_action_code
        == "vpc_quota_instances_num"
    )


def test_query_and_form_body_are_read_together(cloud: Cloud) -> None:
    tunnel = vpc.CreateVpnConnectionRequestTunnelOptionsSpecification(role="master", enable_dpd=True)
    wanted = vpc.CreateVpnConnectionRequest(
        region_id=FRANKFURT, local_subnet="10.0.0.0/16", remote_subnet="10.1.0.0/16", vpn_gateway_id="vpn-1"
    )
    wanted.tunnel_options_specification = [tunnel]
    assert refused(cloud.vpc().create_vpn_connection, wanted).code == "NotPlayed"
    (seen,) = cloud.calls("CreateVpnConnection")
    assert seen["params"]["TunnelOptionsSpecification"] == [{"Role": "master", "EnableDpd": True}]
    assert seen["params"]["VpnGatewayId"] == "vpn-1"


def test_lists_objects_and_json_arrive_typed(cloud: Cloud) -> None:
    network = Network(cloud, cen_id="cen-1")
    network.add_vpc(FRANKFURT, "10.20")
    refused(cloud.cbn().create_transit_router_vpc_attachment, network.attachment_request(FRANKFURT))
    (seen,) = cloud.calls("CreateTransitRouterVpcAttachment")
    assert seen["params"]["TransitRouterVPCAttachmentOptions"] == {"ipv6Support": "disable"}
    assert seen["params"]["AutoPublishRouteEnabled"] is True
    assert [mapping["ZoneId"] for mapping in seen["params"]["ZoneMappings"]] == [
        "eu-central-1b",
        "eu-central-1c",
    ]


def test_known_operation_without_a_part_is_not_played(cloud: Cloud) -> None:
    error = refused(cloud.vpc().describe_eip_addresses, vpc.DescribeEipAddressesRequest(region_id=FRANKFURT))
    assert (error.code, error.status_code) == ("NotPlayed", 400)
    assert "the stand-in does not play this operation" in error.message.lower()


def test_unknown_operation_is_not_found(cloud: Cloud) -> None:
    assert call(cloud, "vpc", "CreateMoon")["Code"] == "InvalidAction.NotFound"


def test_action_name_counts_with_its_version(cloud: Cloud) -> None:
    assert call(cloud, "cbn", "DescribeVpcs", RegionId=FRANKFURT)["Code"] == "InvalidAction.NotFound"
