"""VPCs. Statuses Pending, Available. Ranges: private ones or, as the documentation of CreateVpc allows, any
other except 100.64.0.0/10, 224.0.0.0/4, 127.0.0.0/8 and 169.254.0.0/16, with a mask from 8 to 28."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Any

from portal.standin import geography, paging
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError, invalid
from portal.standin.store import Resource

FORBIDDEN_RANGES = tuple(map(IPv4Network, ("100.64.0.0/10", "224.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16")))
USUAL_RANGE = "172.16.0.0/12"
USUAL_QUOTA = 10  # per region, documentation of VPC planning, 2025


@plays("vpc", "DescribeRegions")
def describe_regions(call: Call) -> Answer:
    regions = [
        {"RegionId": region, "LocalName": name, "RegionEndpoint": f"vpc.{region}.aliyuncs.com"}
        for region, (_, name) in geography.REGIONS.items()
    ]
    return {"Regions": {"Region": regions}}


@plays("vpc", "DescribeZones")
def describe_zones(call: Call) -> Answer:
    zones = [
        {"ZoneId": zone, "LocalName": zone, "ZoneType": "AvailabilityZone"}
        for zone in geography.zones_of(call["RegionId"])
    ]
    return {"Zones": {"Zone": zones}}


@plays("vpc", "CreateVpc")
def create_vpc(call: Call) -> Answer:
    region = geography.known_region(call["RegionId"])
    block = network(call.get("CidrBlock", USUAL_RANGE))
    if not 8 <= block.prefixlen <= 28 or any(block.overlaps(forbidden) for forbidden in FORBIDDEN_RANGES):
        raise CloudError("InvalidCidrBlock", f"{block} cannot be the range of a VPC.")
    living = [each for each in call.own("vpc") if each.region == region]
    if len(living) >= call.settings.quotas.get("vpc_quota_instances_num", USUAL_QUOTA):
        raise CloudError(
            "QuotaExceeded.Vpc", f"The account has {len(living)} VPCs in {region}, which is its quota."
        )
    call.checks_passed()
    vpc_id, table_id, router_id = (
        call.store.new_id("vpc-"),
        call.store.new_id("vtb-"),
        call.store.new_id("vrt-"),
    )
    body = {
        "CidrBlock": str(block),
        "VpcName": call.get("VpcName", ""),
        "Description": call.get("Description", ""),
        "VRouterId": router_id,
        "RouteTableId": table_id,
        "ResourceGroupId": call.get("ResourceGroupId", "rg-default"),
    }
    call.create("vpc", vpc_id, region=region, body=body, moving_from="Pending", status="Available")
    table = {"VpcId": vpc_id, "RouterId": router_id}
    call.create(
        "route_table", table_id, region=region, body=table, status="Available", owner=vpc_id, tagged=False
    )
    answered = ("ResourceGroupId", "RouteTableId", "VRouterId")
    return {"VpcId": vpc_id, **{name: body[name] for name in answered}}


@plays("vpc", "DescribeVpcs")
def describe_vpcs(call: Call) -> Answer:
    call.checks_passed()
    ids = [part for part in call.get("VpcId", "").split(",") if part]
    found = call.listed(
        "vpc",
        region=geography.known_region(call["RegionId"]),
        VpcName=call.get("VpcName"),
        ResourceGroupId=call.get("ResourceGroupId"),
    )
    found = [each for each in found if not ids or each.id in ids]
    page, fields = paging.by_number(call, found)
    return {"Vpcs": {"Vpc": [rendered(call, each) for each in page]}, **fields}


@plays("vpc", "DescribeVpcAttribute")
def describe_vpc_attribute(call: Call) -> Answer:
    call.checks_passed()
    vpc = call.described("vpc", call["VpcId"])
    if vpc is None or vpc.region != call["RegionId"]:
        raise not_found(call["VpcId"])
    attached = [each for each in call.own("vpc_attachment", VpcId=vpc.id) if each.status == "Attached"]
    cens = [
        {"CenId": each.body["CenId"], "CenOwnerId": int(each.account), "CenStatus": "Attached"}
        for each in attached
    ]
    return {**rendered(call, vpc, whole=False), "AssociatedCens": {"AssociatedCen": cens}}


@plays("vpc", "DeleteVpc")
def delete_vpc(call: Call) -> Answer:
    vpc = own_vpc(call, call["VpcId"])
    call.resource_id = vpc.id
    if call.own("vswitch", VpcId=vpc.id):
        raise CloudError("DependencyViolation.VSwitch", "Specified object has dependent resources: VSwitch.")
    if vpc.move:
        raise CloudError("IncorrectVpcStatus", "Current VPC status does not support this operation.")
    call.checks_passed()
    call.start(vpc, "vpc.delete", to=None, status="Pending")
    return {}


def own_vpc(call: Call, vpc_id: str) -> Resource:
    vpc = call.find("vpc", vpc_id)
    if vpc is None:
        raise not_found(vpc_id)
    return vpc


def not_found(vpc_id: str) -> CloudError:
    return CloudError("InvalidVpcId.NotFound", f"Specified VPC {vpc_id} does not exist.", status=404)


def network(text: str) -> IPv4Network:
    """Raise InvalidParameter when it is no IPv4 range in the canonical form."""
    try:
        return IPv4Network(text)
    except ValueError as error:
        raise invalid("CidrBlock", f"{error}.") from None


def rendered(call: Call, vpc: Resource, *, whole: bool = True) -> dict[str, Any]:
    """As DescribeVpcs lists it; not `whole` leaves out what DescribeVpcAttribute lacks."""
    fields = {
        "VpcId": vpc.id,
        "RegionId": vpc.region,
        "Status": vpc.status,
        "CreationTime": created(vpc),
        "OwnerId": int(vpc.account),
        "IsDefault": False,
        "VSwitchIds": {"VSwitchId": [each.id for each in call.own("vswitch", VpcId=vpc.id)]},
        "SecondaryCidrBlocks": {"SecondaryCidrBlock": []},
        "UserCidrs": {"UserCidr": []},
        "Ipv6CidrBlock": "",
        "EnabledIpv6": False,
        "Tags": {"Tag": tag_list(vpc)},
        **{
            name: vpc.body[name]
            for name in ("CidrBlock", "VpcName", "Description", "VRouterId", "ResourceGroupId")
        },
    }
    attached = bool(call.own("vpc_attachment", VpcId=vpc.id))
    extra: dict[str, Any] = {
        "RouterTableIds": {"RouterTableIds": [vpc.body["RouteTableId"]]},
        "NatGatewayIds": {"NatGatewayIds": []},
        "CenStatus": "Attached" if attached else "Detached",
    }
    return {**fields, **extra} if whole else fields
