"""Transit routers, Enterprise Edition. Statuses Creating, Active, Deleting. One per region of a CEN, which
brings its system route table with it. The account opens the service once, free of charge."""

from __future__ import annotations

from typing import Any

from portal.standin import geography, paging
from portal.standin.actions.cen import ensure_free, own_cen
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError
from portal.standin.store import Resource


@plays("cbn", "CheckTransitRouterService")
def check_transit_router_service(call: Call) -> Answer:
    return {"Enabled": "true" if call.own("service", Name="transit_router") else "false"}


@plays("cbn", "OpenTransitRouterService")
def open_transit_router_service(call: Call) -> Answer:
    if call.own("service", Name="transit_router"):
        raise CloudError("ORDER.OPEND", "The transit router service is open already.")
    order_id = str(call.store.next_number() + 10**14)
    call.create(
        "service", f"service-{call.account}", region="", body={"Name": "transit_router"}, status="Open"
    )
    return {"OrderId": order_id}


@plays("cbn", "ListTransitRouterAvailableResource")
def list_transit_router_available_resource(call: Call) -> Answer:
    zones = geography.transit_router_zones(call["RegionId"])
    return {
        "AvailableZones": zones,
        "MasterZones": zones[:1],
        "SlaveZones": zones[1:],
        "SupportMulticast": bool(call.get("SupportMulticast")),
    }


@plays("cbn", "CreateTransitRouter")
def create_transit_router(call: Call) -> Answer:
    cen, region = own_cen(call, call["CenId"]), geography.known_region(call["RegionId"])
    ensure_free(call, cen.id)
    if not call.own("service", Name="transit_router"):
        raise CloudError(
            "InvalidOperation.ServiceNotOpen", "The account has not opened the transit router service."
        )
    if cen.move:
        raise CloudError("IncorrectStatus.CenInstance", f"The CEN instance is {cen.status}.")
    if any(each.region == region for each in call.own("transit_router", CenId=cen.id)):
        raise CloudError("ResourceAlreadyExist.TransitRouter", f"{cen.id} has a transit router in {region}.")
    call.checks_passed()
    body = {
        "CenId": cen.id,
        "TransitRouterName": call.get("TransitRouterName", ""),
        "TransitRouterDescription": call.get("TransitRouterDescription", ""),
        "SupportMulticast": call.get("SupportMulticast", False),
    }
    router_id, table_id = call.store.new_id("tr-"), call.store.new_id("vtb-")
    call.create(
        "transit_router", router_id, region=region, body=body, moving_from="Creating", status="Active"
    )
    table = {"CenId": cen.id, "TransitRouterId": router_id}
    call.create(
        "tr_route_table", table_id, region=region, body=table, status="Active", owner=router_id, tagged=False
    )
    return {"TransitRouterId": router_id}


@plays("cbn", "ListTransitRouters")
def list_transit_routers(call: Call) -> Answer:
    wanted = {"CenId": call.get("CenId"), "TransitRouterName": call.get("TransitRouterName")}
    found = call.listed(
        "transit_router", region=call.get("RegionId"), id=call.get("TransitRouterId"), **wanted
    )
    found = [each for each in found if call.get("Status") in (None, each.status)]
    found = [each for each in found if call.get("Type", "Enterprise") == "Enterprise"]
    page, fields = paging.by_number(call, found)
    return {"TransitRouters": [rendered(each) for each in page], **fields}


@plays("cbn", "DeleteTransitRouter")
def delete_transit_router(call: Call) -> Answer:
    router = own_router(call, call["TransitRouterId"])
    call.resource_id = router.id
    if attached(call, router):
        raise CloudError(
            "InvalidOperation.AttachedChildInstanceExist",
            "The transit router still has attachments; remove them first.",
        )
    ensure_free(call, router.body["CenId"])
    ensure_active(router)
    call.checks_passed()
    call.start(router, "transit_router.delete", to=None, status="Deleting")
    return {}


def own_router(call: Call, router_id: str) -> Resource:
    router = call.find("transit_router", router_id)
    if router is None:
        raise CloudError("ParameterInstanceId", f"The transit router {router_id} does not exist.")
    return router


def ensure_active(router: Resource) -> None:
    if router.move or router.status != "Active":
        raise CloudError("IncorrectStatus.TransitRouterInstance", f"The transit router is {router.status}.")


def attached(call: Call, router: Resource) -> list[Resource]:
    """Every attachment this router is one end of."""
    return [
        *call.own("vpc_attachment", TransitRouterId=router.id),
        *call.own("peer_attachment", TransitRouterId=router.id),
        *call.own("peer_attachment", PeerTransitRouterId=router.id),
    ]


def rendered(router: Resource) -> dict[str, Any]:
    shown = ("CenId", "TransitRouterName", "TransitRouterDescription", "SupportMulticast")
    return {
        "TransitRouterId": router.id,
        "RegionId": router.region,
        "Status": router.status,
        "Type": "Enterprise",
        "AliUid": int(router.account),
        "CreationTime": created(router),
        "Tags": tag_list(router),
        "TransitRouterCidrList": [],
        **{name: router.body[name] for name in shown},
    }
