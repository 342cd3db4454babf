"""vSwitches. Statuses Pending, Available. One lies in a zone and inside its VPC's range."""

from __future__ import annotations

from typing import Any

from portal.standin import geography, paging
from portal.standin.actions.vpc import network, own_vpc
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError, invalid
from portal.standin.store import Resource

RESERVED_ADDRESSES = 4  # the first and the last three of a range


@plays("vpc", "CreateVSwitch")
def create_vswitch(call: Call) -> Answer:
    vpc = own_vpc(call, call["VpcId"])
    if call["ZoneId"] not in geography.zones_of(vpc.region):
        raise CloudError(
            "InvalidZoneId.NotFound", f"{call['ZoneId']} is no zone of {vpc.region}.", status=404
        )
    if vpc.move:
        raise CloudError("IncorrectVpcStatus", "Current VPC status does not support this operation.")
    block = network(call["CidrBlock"])
    if not 16 <= block.prefixlen <= 29 or not block.subnet_of(network(vpc.body["CidrBlock"])):
        raise invalid(
            "CidrBlock", f"{block} is not a /16 to /29 inside {vpc.body['CidrBlock']}, the range of the VPC."
        )
    for other in call.own("vswitch", VpcId=vpc.id):
        if block.overlaps(network(other.body["CidrBlock"])):
            raise CloudError(
                "InvalidCidrBlock.Overlapped",
                f"Specified CIDR block overlapped with other subnets: {other.id}.",
            )
    body = {
        "VpcId": vpc.id,
        "ZoneId": call["ZoneId"],
        "CidrBlock": str(block),
        "VSwitchName": call.get("VSwitchName", ""),
        "Description": call.get("Description", ""),
        "ResourceGroupId": vpc.body["ResourceGroupId"],
        "RouteTableId": vpc.body["RouteTableId"],
    }
    vswitch_id = call.store.new_id("vsw-")
    call.create(
        "vswitch", vswitch_id, region=vpc.region, body=body, moving_from="Pending", status="Available"
    )
    return {"VSwitchId": vswitch_id}


@plays("vpc", "DescribeVSwitches")
def describe_vswitches(call: Call) -> Answer:
    call.checks_passed()
    wanted = ("VpcId", "ZoneId", "VSwitchName", "ResourceGroupId", "RouteTableId")
    found = call.listed(
        "vswitch",
        region=call.get("RegionId"),
        id=call.get("VSwitchId"),
        **{name: call.get(name) for name in wanted},
    )
    page, fields = paging.by_number(call, found)
    return {"VSwitches": {"VSwitch": [rendered(each) for each in page]}, **fields}


@plays("vpc", "DescribeVSwitchAttributes")
def describe_vswitch_attributes(call: Call) -> Answer:
    call.checks_passed()
    vswitch = call.described("vswitch", call["VSwitchId"])
    if vswitch is None:
        raise not_found(call["VSwitchId"])
    return rendered(vswitch)


@plays("vpc", "DeleteVSwitch")
def delete_vswitch(call: Call) -> Answer:
    vswitch = call.find("vswitch", call["VSwitchId"])
    if vswitch is None:
        raise not_found(call["VSwitchId"])
    call.resource_id = vswitch.id
    for attachment in call.own("vpc_attachment", VpcId=vswitch.body["VpcId"]):
        if any(mapping["VSwitchId"] == vswitch.id for mapping in attachment.body["ZoneMappings"]):
            raise CloudError(
                "DependencyViolation", "Specified object has dependent resources: NetworkInterface."
            )
    if vswitch.move:
        raise CloudError("IncorrectVSwitchStatus", "Current VSwitch status does not support this operation.")
    call.checks_passed()
    call.start(vswitch, "vswitch.delete", to=None, status="Pending")
    return {}


def not_found(vswitch_id: str) -> CloudError:
    return CloudError(
        "InvalidVSwitchId.NotFound", f"Specified virtual switch {vswitch_id} does not exist.", status=404
    )


def rendered(vswitch: Resource) -> dict[str, Any]:
    shown = ("VpcId", "ZoneId", "CidrBlock", "VSwitchName", "Description", "ResourceGroupId")
    return {
        "VSwitchId": vswitch.id,
        "Status": vswitch.status,
        "CreationTime": created(vswitch),
        "OwnerId": int(vswitch.account),
        "IsDefault": False,
        "AvailableIpAddressCount": network(vswitch.body["CidrBlock"]).num_addresses - RESERVED_ADDRESSES,
        "RouteTable": {"RouteTableId": vswitch.body["RouteTableId"], "RouteTableType": "System"},
        "Tags": {"Tag": tag_list(vswitch)},
        **{name: vswitch.body[name] for name in shown},
    }
