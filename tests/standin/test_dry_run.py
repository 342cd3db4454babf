from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_vpc20160428 import models as vpc

from portal.standin.actions import PLAYED
from portal.standin.catalog import SCHEMA, read_catalog

from .network import FRANKFURT, Network
from .world import Cloud, refused

Ask = Callable[[Network], Any]


def tables(network: Network) -> dict[str, str]:
    return network.both(FRANKFURT, network.attachments[FRANKFURT])


def attachment(network: Network) -> dict[str, str]:
    return {"transit_router_attachment_id": network.attachments[FRANKFURT]}


def vswitch(network: Network) -> dict[str, str]:
    return {"v_switch_id": network.vswitches[FRANKFURT][0]}


# What would pass at the stage named: an empty cloud, a router and VPCs, or a whole network.
EMPTY: dict[str, Ask] = {
    "CreateVpc": lambda n: vpc.CreateVpcRequest(region_id=FRANKFURT),
}
ROUTERS: dict[str, Ask] = {
    "CreateRouteEntry": lambda n: entry_request(n),
    "CreateTransitRouter": lambda n: cbn.CreateTransitRouterRequest(cen_id=n.cen_id, region_id="us-east-1"),
    "CreateTransitRouterVpcAttachment": lambda n: n.attachment_request(FRANKFURT),
    "DeleteRouteEntry": lambda n: vpc.DeleteRouteEntryRequest(route_entry_id=entry(n)),
    "DeleteTransitRouter": lambda n: cbn.DeleteTransitRouterRequest(transit_router_id=n.routers[FRANKFURT]),
    "DeleteVSwitch": lambda n: vpc.DeleteVSwitchRequest(**vswitch(n)),
    "DeleteVpc": lambda n: vpc.DeleteVpcRequest(vpc_id=n.vpcs["us-east-1"]),
    "DescribeVSwitchAttributes": lambda n: vpc.DescribeVSwitchAttributesRequest(**vswitch(n)),
    "DescribeVSwitches": lambda n: vpc.DescribeVSwitchesRequest(region_id=FRANKFURT),
    "DescribeVpcAttribute": lambda n: vpc.DescribeVpcAttributeRequest(
        region_id=FRANKFURT, vpc_id=n.vpcs[FRANKFURT]
    ),
    "DescribeVpcs": lambda n: vpc.DescribeVpcsRequest(region_id=FRANKFURT),
}
BUILT: dict[str, Ask] = {
    "AssociateTransitRouterAttachmentWithRouteTable": lambda n: (
        cbn.AssociateTransitRouterAttachmentWithRouteTableRequest(**tables(freed(n)))
    ),
    "DeleteTransitRouterPeerAttachment": lambda n: cbn.DeleteTransitRouterPeerAttachmentRequest(
        transit_router_attachment_id=n.peer_id, force=True
    ),
    "DeleteTransitRouterVpcAttachment": lambda n: cbn.DeleteTransitRouterVpcAttachmentRequest(
        **attachment(n), force=True
    ),
    "DisableTransitRouterRouteTablePropagation": lambda n: (
        cbn.DisableTransitRouterRouteTablePropagationRequest(**tables(n))
    ),
    "DissociateTransitRouterAttachmentFromRouteTable": lambda n: (
        cbn.DissociateTransitRouterAttachmentFromRouteTableRequest(**tables(n))
    ),
    "EnableTransitRouterRouteTablePropagation": lambda n: cbn.EnableTransitRouterRouteTablePropagationRequest(
        **tables(freed(n))
    ),
    "UpdateTransitRouterPeerAttachmentAttribute": lambda n: (
        cbn.UpdateTransitRouterPeerAttachmentAttributeRequest(
            transit_router_attachment_id=n.peer_id, bandwidth=5
        )
    ),
}
PEER = "CreateTransitRouterPeerAttachment"


def route_table(network: Network) -> str:
    (table,) = [
        t for t in network.cloud.living("route_table") if t["body"]["VpcId"] == network.vpcs[FRANKFURT]
    ]
    return str(table["id"])


def entry_request(network: Network) -> vpc.CreateRouteEntryRequest:
    return vpc.CreateRouteEntryRequest(
        route_table_id=route_table(network), destination_cidr_block="10.40.0.0/16", next_hop_id="tr-attach-1"
    )


def entry(network: Network) -> str:
    entry_id: str = network.cloud.vpc().create_route_entry(entry_request(network)).body.route_entry_id
    network.free()
    return entry_id


def freed(network: Network) -> Network:
    """Without the association and the propagation of its Frankfurt attachment."""
    client, both = network.cloud.cbn(), tables(network)
    client.dissociate_transit_router_attachment_from_route_table(
        cbn.DissociateTransitRouterAttachmentFromRouteTableRequest(**both)
    )
    client.disable_transit_router_route_table_propagation(
        cbn.DisableTransitRouterRouteTablePropagationRequest(**both)
    )
    return network


def method(cloud: Cloud, action: str) -> Callable[[Any], Any]:
    """The client's method for the action: names are irregular, the metadata knows them."""
    for product, client in (("vpc", cloud.vpc()), ("cbn", cloud.cbn())):
        operations = json.loads((SCHEMA / f"{product}.json").read_text(encoding="utf-8"))["operations"]
        if action in operations:
            found: Callable[[Any], Any] = getattr(client, operations[action]["sdk_method"])
            return found
    raise KeyError(action)


def staged(cloud: Cloud, action: str) -> Network:
    network = Network(cloud)
    if action in ROUTERS:
        network.add_cen()
        network.add_router(FRANKFURT)
        network.add_vpc(FRANKFURT, "10.20")
        other = vpc.CreateVpcRequest(region_id="us-east-1")
        network.vpcs["us-east-1"] = cloud.vpc("us-east-1").create_vpc(other).body.vpc_id
    if action in BUILT:
        network.build()
    return network


@pytest.mark.parametrize("action", sorted({*EMPTY, *ROUTERS, *BUILT}))
def test_a_passed_dry_run_says_so_and_changes_nothing(action: str, cloud: Cloud) -> None:
    network = staged(cloud, action)
    request = {**EMPTY, **ROUTERS, **BUILT}[action](network)
    request.dry_run = True
    before = cloud.ask("GET", "resources")
    assert refused(method(cloud, action), request).code == "DryRunOperation"
    assert cloud.ask("GET", "resources") == before


def test_a_passed_dry_run_of_a_connection_answers_a_request_id(cloud: Cloud) -> None:
    network = Network(cloud)
    network.build()
    network.take_routes_and_connection_down()
    request = network.peer_request(10)
    request.dry_run = True
    answer = cloud.cbn().create_transit_router_peer_attachment(request).body
    assert answer.request_id
    assert answer.transit_router_attachment_id is None
    assert cloud.living("peer_attachment") == []


def test_a_dry_run_is_refused_for_what_the_call_would_be_refused_for(cloud: Cloud) -> None:
    wanted = vpc.CreateVpcRequest(region_id=FRANKFURT, cidr_block="127.0.0.0/16", dry_run=True)
    assert refused(cloud.vpc().create_vpc, wanted).code == "InvalidCidrBlock"


def test_a_dry_run_does_not_use_its_token_up(cloud: Cloud) -> None:
    wanted = vpc.CreateVpcRequest(region_id=FRANKFURT, client_token="run-1/vpc", dry_run=True)
    refused(cloud.vpc().create_vpc, wanted)
    wanted.dry_run = None
    assert cloud.vpc().create_vpc(wanted).body.vpc_id


def test_every_operation_that_knows_dry_runs_is_tried_above() -> None:
    takes = {
        operation.action
        for operation in read_catalog().values()
        if operation.takes_dry_run and (operation.product, operation.action) in PLAYED
    }
    assert takes == {*EMPTY, *ROUTERS, *BUILT, PEER}
