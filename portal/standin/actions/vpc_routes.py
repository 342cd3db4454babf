"""Route tables of VPCs and the custom entries in them. Statuses Pending, Available, Deleting.

Played as far as a route to a transit router attachment needs it; where a next hop lives is not checked.
"""

from __future__ import annotations

from typing import Any

from portal.standin import paging
from portal.standin.actions.vpc import network
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError, invalid, missing
from portal.standin.store import Resource


@plays("vpc", "DescribeRouteTableList")
def describe_route_table_list(call: Call) -> Answer:
    wanted = {"VpcId": call.get("VpcId"), "RouterId": call.get("RouterId")}
    found = call.listed("route_table", region=call["RegionId"], id=call.get("RouteTableId"), **wanted)
    page, fields = paging.by_number(call, found)
    return {
        "RouterTableList": {"RouterTableListType": [rendered_table(call, each) for each in page]},
        **fields,
    }


@plays("vpc", "CreateRouteEntry")
def create_route_entry(call: Call) -> Answer:
    table = own_table(call, call["RouteTableId"])
    destination = str(network(call["DestinationCidrBlock"]))
    if not call.get("NextHopId"):
        raise missing("NextHopId")
    if call.own("route_entry", RouteTableId=table.id, DestinationCidrBlock=destination):
        raise CloudError(
            "RouterEntryConflict.Duplicated", f"The table {table.id} has an entry for {destination}."
        )
    call.checks_passed()
    body = {
        "RouteTableId": table.id,
        "DestinationCidrBlock": destination,
        "NextHopId": call["NextHopId"],
        "NextHopType": call.get("NextHopType", "Instance"),
        "RouteEntryName": call.get("RouteEntryName", ""),
        "Description": call.get("Description", ""),
    }
    entry_id = call.store.new_id("rte-")
    call.create(
        "route_entry",
        entry_id,
        region=table.region,
        body=body,
        moving_from="Pending",
        status="Available",
        owner=table.id,
    )
    return {"RouteEntryId": entry_id}


@plays("vpc", "DeleteRouteEntry")
def delete_route_entry(call: Call) -> Answer:
    entry = wanted_entry(call)
    if entry is None:
        raise CloudError("InvalidRouteEntry.NotFound", "Specified route entry does not exist.", status=404)
    call.resource_id = entry.id
    if entry.move:
        raise CloudError(
            "IncorrectRouteEntryStatus", "Current route entry status does not support this operation."
        )
    call.checks_passed()
    call.start(entry, "route_entry.delete", to=None, status="Deleting")
    return {}


@plays("vpc", "DescribeRouteEntryList")
def describe_route_entry_list(call: Call) -> Answer:
    table = own_table(call, call["RouteTableId"])
    wanted = ("DestinationCidrBlock", "NextHopId", "NextHopType", "RouteEntryName")
    found = call.listed(
        "route_entry",
        id=call.get("RouteEntryId"),
        RouteTableId=table.id,
        **{name: call.get(name) for name in wanted},
    )
    page, token = paging.by_token(call, found, size_name="MaxResult", usual=10)
    fields: dict[str, Any] = {"TotalCount": len(found), **({"NextToken": token} if token else {})}
    return {"RouteEntrys": {"RouteEntry": [rendered_entry(each) for each in page]}, **fields}


def own_table(call: Call, table_id: str) -> Resource:
    table = call.find("route_table", table_id)
    if table is None:
        raise CloudError(
            "InvalidRouteTableId.NotFound", f"Specified route table {table_id} does not exist.", status=404
        )
    return table


def wanted_entry(call: Call) -> Resource | None:
    """By id, or by table and destination."""
    if call.get("RouteEntryId"):
        return call.find("route_entry", call["RouteEntryId"])
    if not (call.get("RouteTableId") and call.get("DestinationCidrBlock")):
        raise invalid("RouteEntryId", "give it, or RouteTableId and DestinationCidrBlock.")
    wanted = {"RouteTableId": call["RouteTableId"], "DestinationCidrBlock": call["DestinationCidrBlock"]}
    return next(iter(call.own("route_entry", **wanted)), None)


def rendered_table(call: Call, table: Resource) -> dict[str, Any]:
    vswitches = [each.id for each in call.own("vswitch", VpcId=table.body["VpcId"])]
    return {
        "RouteTableId": table.id,
        "RouteTableName": "",
        "RouteTableType": "System",
        "RouterId": table.body["RouterId"],
        "RouterType": "VRouter",
        "VpcId": table.body["VpcId"],
        "OwnerId": int(table.account),
        "Status": table.status,
        "AssociateType": "VSwitch",
        "CreationTime": created(table),
        "Description": "",
        "VSwitchIds": {"VSwitchId": vswitches},
        "Tags": {"Tag": tag_list(table)},
    }


def rendered_entry(entry: Resource) -> dict[str, Any]:
    shown = ("RouteTableId", "DestinationCidrBlock", "RouteEntryName", "Description")
    hop = {
        "NextHopId": entry.body["NextHopId"],
        "NextHopType": entry.body["NextHopType"],
        "Enabled": 1,
        "Weight": 0,
    }
    return {
        "RouteEntryId": entry.id,
        "Status": entry.status,
        "Type": "Custom",
        "IpVersion": "ipv4",
        "NextHops": {"NextHop": [hop]},
        **{name: entry.body[name] for name in shown},
    }
