"""Route tables of transit routers: which table an attachment asks (association) and where its routes go
(propagation).

Statuses Associating / Enabling, Active, Dissociating / Disabling. An attachment is associated with one
table of a router (`AssociationExist.TransitRouterTable`, the vendor's public list of codes); a peer
attachment has a router at either end.
"""

from __future__ import annotations

from typing import Any

from portal.standin import paging
from portal.standin.actions.cen import ensure_free
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError
from portal.standin.store import Resource


@plays("cbn", "ListTransitRouterRouteTables")
def list_transit_router_route_tables(call: Call) -> Answer:
    found = call.listed("tr_route_table", TransitRouterId=call.get("TransitRouterId"))
    found = [
        each
        for each in found
        if each.id in call.get("TransitRouterRouteTableIds", [each.id])
        if call.get("TransitRouterRouteTableType", "System") == "System"
        if call.get("TransitRouterRouteTableStatus") in (None, table_status(call, each))
    ]
    page, fields = paging.token_page(call, found)
    return {"TransitRouterRouteTables": [rendered_table(call, each) for each in page], **fields}


@plays("cbn", "AssociateTransitRouterAttachmentWithRouteTable")
def associate(call: Call) -> Answer:
    attachment, table = both_ends(call)
    router_id = table.body["TransitRouterId"]
    if call.own("association", TransitRouterAttachmentId=attachment.id, TransitRouterId=router_id):
        raise CloudError("AssociationExist.TransitRouterTable", "The specified association already exists.")
    tie(call, "association", attachment, table, moving_from="Associating")
    return {}


@plays("cbn", "DissociateTransitRouterAttachmentFromRouteTable")
def dissociate(call: Call) -> Answer:
    untie(call, "association", status="Dissociating")
    return {}


@plays("cbn", "ListTransitRouterRouteTableAssociations")
def list_associations(call: Call) -> Answer:
    page, fields = paging.token_page(call, listed_ties(call, "association"))
    return {"TransitRouterAssociations": [rendered_tie(each) for each in page], **fields}


@plays("cbn", "EnableTransitRouterRouteTablePropagation")
def enable_propagation(call: Call) -> Answer:
    attachment, table = both_ends(call)
    if call.own("propagation", TransitRouterAttachmentId=attachment.id, TransitRouterRouteTableId=table.id):
        raise CloudError("PropagationExist.TransitRouterTable", "The specified propagation already exists.")
    tie(call, "propagation", attachment, table, moving_from="Enabling")
    return {}


@plays("cbn", "DisableTransitRouterRouteTablePropagation")
def disable_propagation(call: Call) -> Answer:
    untie(call, "propagation", status="Disabling")
    return {}


@plays("cbn", "ListTransitRouterRouteTablePropagations")
def list_propagations(call: Call) -> Answer:
    page, fields = paging.token_page(call, listed_ties(call, "propagation"))
    return {"TransitRouterPropagations": [rendered_tie(each) for each in page], **fields}


def both_ends(call: Call) -> tuple[Resource, Resource]:
    """The attachment and the table, both there, fitting and settled."""
    attachment = call.find("vpc_attachment", call["TransitRouterAttachmentId"]) or call.find(
        "peer_attachment", call["TransitRouterAttachmentId"]
    )
    table = call.find("tr_route_table", call["TransitRouterRouteTableId"])
    if attachment is None:
        raise CloudError(
            "InvalidAttachmentId.NotFound", f"{call['TransitRouterAttachmentId']} does not exist."
        )
    routers = (attachment.body["TransitRouterId"], attachment.body.get("PeerTransitRouterId"))
    if table is None or table.body["TransitRouterId"] not in routers:
        raise CloudError(
            "InvalidRouteTableId.NotFound",
            f"{call['TransitRouterRouteTableId']} is no table of the attachment's router.",
        )
    ensure_free(call, attachment.body["CenId"])
    if attachment.move or attachment.status != "Attached":
        raise CloudError("IncorrectStatus.Attachment", f"The attachment is {attachment.status}.")
    return attachment, table


def tie(call: Call, kind: str, attachment: Resource, table: Resource, *, moving_from: str) -> None:
    call.checks_passed()
    body = {
        "CenId": table.body["CenId"],
        "TransitRouterId": table.body["TransitRouterId"],
        "TransitRouterAttachmentId": attachment.id,
        "TransitRouterRouteTableId": table.id,
        "ResourceId": attachment.body.get("VpcId") or attachment.body["PeerTransitRouterId"],
        "ResourceType": "VPC" if attachment.kind == "vpc_attachment" else "TR",
    }
    call.create(
        kind,
        call.store.new_id(f"{kind}-"),
        region=table.region,
        body=body,
        moving_from=moving_from,
        status="Active",
        owner=attachment.id,
        tagged=False,
    )


def untie(call: Call, kind: str, *, status: str) -> None:
    wanted = {name: call[name] for name in ("TransitRouterAttachmentId", "TransitRouterRouteTableId")}
    found = next(iter(call.own(kind, **wanted)), None)
    if found is None:
        raise CloudError(f"Invalid{kind.capitalize()}.NotFound", f"There is no {kind} of these two.")
    call.resource_id = found.id
    ensure_free(call, found.body["CenId"])
    if found.move:
        raise CloudError("IncorrectStatus.Status", f"The {kind} is {found.status}.")
    call.checks_passed()
    call.start(found, f"{kind}.delete", to=None, status=status)


def listed_ties(call: Call, kind: str) -> list[Resource]:
    found = call.listed(
        kind,
        TransitRouterAttachmentId=call.get("TransitRouterAttachmentId"),
        TransitRouterRouteTableId=call.get("TransitRouterRouteTableId"),
        ResourceId=call.get("TransitRouterAttachmentResourceId"),
        ResourceType=call.get("TransitRouterAttachmentResourceType"),
    )
    return [each for each in found if call.get("Status") in (None, each.status)]


def rendered_tie(resource: Resource) -> dict[str, Any]:
    shown = ("ResourceId", "ResourceType", "TransitRouterAttachmentId", "TransitRouterRouteTableId")
    return {"Status": resource.status, **{name: resource.body[name] for name in shown}}


def table_status(call: Call, table: Resource) -> str:
    """A system table lives and settles with its router."""
    router = call.store.resources[table.body["TransitRouterId"]]
    return router.status if router.status in ("Creating", "Deleting") else "Active"


def rendered_table(call: Call, table: Resource) -> dict[str, Any]:
    return {
        "TransitRouterRouteTableId": table.id,
        "TransitRouterId": table.body["TransitRouterId"],
        "TransitRouterRouteTableType": "System",
        "TransitRouterRouteTableStatus": table_status(call, table),
        "TransitRouterRouteTableName": "",
        "TransitRouterRouteTableDescription": "",
        "RegionId": table.region,
        "CreateTime": created(table),
        "Tags": tag_list(table),
    }
