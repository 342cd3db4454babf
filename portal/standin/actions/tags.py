"""Tags after the fact, by resource type, for vpc and cbn. At most 20 on a resource."""

from __future__ import annotations

from portal.standin import paging
from portal.standin.call import Answer, Call, plays
from portal.standin.errors import CloudError, invalid
from portal.standin.store import Resource

MOST_TAGS = 20
KINDS = {
    "vpc": {"VPC": "vpc", "VSWITCH": "vswitch", "ROUTETABLE": "route_table"},
    "cbn": {
        "Cen": "cen",
        "BandwidthPackage": "bandwidth_package",
        "TransitRouter": "transit_router",
        "TransitRouterVpcAttachment": "vpc_attachment",
        "TransitRouterPeerAttachment": "peer_attachment",
        "TransitRouterRouteTable": "tr_route_table",
    },
}


@plays("vpc", "TagResources")
@plays("cbn", "TagResources")
def tag_resources(call: Call) -> Answer:
    found = wanted(call)
    for resource in found:
        if len(resource.tags | call.tags()) > MOST_TAGS:
            raise CloudError("NumberExceed.Tags", f"{resource.id} would have more than {MOST_TAGS} tags.")
    for resource in found:
        resource.tags.update(call.tags())
        call.store.touch(resource)
    return {}


@plays("cbn", "UntagResources")
def untag_resources(call: Call) -> Answer:
    for resource in wanted(call):
        for key in list(resource.tags) if call.get("All") else call.get("TagKey", []):
            resource.tags.pop(key, None)
        call.store.touch(resource)
    return {}


@plays("vpc", "ListTagResources")
@plays("cbn", "ListTagResources")
def list_tag_resources(call: Call) -> Answer:
    ids = call.get("ResourceId")
    pairs = [
        {"ResourceId": each.id, "ResourceType": call["ResourceType"], "TagKey": key, "TagValue": value}
        for each in call.listed(kind_of(call), region=region_of(call))
        if ids is None or each.id in ids
        for key, value in each.tags.items()
    ]
    size_name = "MaxResults" if call.operation.product == "vpc" else "PageSize"
    page, token = paging.by_token(call, pairs, size_name=size_name, usual=50)
    return {"TagResources": {"TagResource": page}, **({"NextToken": token} if token else {})}


def wanted(call: Call) -> list[Resource]:
    """The resources the call names; raise when one of them is absent."""
    found = []
    for resource_id in call["ResourceId"]:
        resource = call.find(kind_of(call), resource_id)
        if resource is None:
            raise CloudError("InvalidResourceId.NotFound", f"{resource_id} does not exist.", status=404)
        found.append(resource)
    call.resource_id = ",".join(each.id for each in found)
    return found


def kind_of(call: Call) -> str:
    kinds = {name.lower(): kind for name, kind in KINDS[call.operation.product].items()}
    kind = kinds.get(call["ResourceType"].lower())
    if kind is None:
        raise invalid(
            "ResourceType", f"{call['ResourceType']!r} is none of {', '.join(KINDS[call.operation.product])}."
        )
    return kind


def region_of(call: Call) -> str | None:
    """cbn is one for the world; its CENs and packages live in no region."""
    return call["RegionId"] if call.operation.product == "vpc" else None
