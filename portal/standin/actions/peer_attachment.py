"""Connections between the transit routers of two regions. Statuses Attaching, Attached, Modifying, Detaching.

With BandwidthType BandwidthPackage the package must be bound to the CEN, connect the two areas, and have
room for the sum of its connections. The metadata says a passed dry run is the error DryRunOperation; the
provider's documentation says it answers a request id for this kind: the stand-in does the latter.
"""

from __future__ import annotations

from typing import Any

from portal.standin import geography, paging
from portal.standin.actions.cen import ensure_free
from portal.standin.actions.transit_router import ensure_active, own_router
from portal.standin.actions.vpc_attachment import detach
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError, invalid, missing
from portal.standin.store import Resource

CHANGEABLE = (
    "Bandwidth",
    "BandwidthType",
    "CenBandwidthPackageId",
    "DefaultLinkType",
    "AutoPublishRouteEnabled",
    "TransitRouterAttachmentName",
    "TransitRouterAttachmentDescription",
)


@plays("cbn", "CreateTransitRouterPeerAttachment")
def create_transit_router_peer_attachment(call: Call) -> Answer:
    if not call.get("TransitRouterId"):
        raise missing("TransitRouterId")
    near, far = own_router(call, call["TransitRouterId"]), own_router(call, call["PeerTransitRouterId"])
    check_ends(call, near, far)
    span = geography.span_of(geography.area_of(near.region), geography.area_of(far.region))
    check_bandwidth(call, near.body["CenId"], span, package_id=call.get("CenBandwidthPackageId"))
    ensure_free(call, near.body["CenId"])
    ensure_active(near)
    ensure_active(far)
    if call.wants_dry_run:
        return {}
    body = {
        "CenId": near.body["CenId"],
        "TransitRouterId": near.id,
        "PeerTransitRouterId": far.id,
        "PeerTransitRouterRegionId": far.region,
        "PeerTransitRouterOwnerId": int(far.account),
        "GeographicSpanId": span,
        "BandwidthType": bandwidth_type(call),
        "Bandwidth": call.get("Bandwidth", 0),
        "CenBandwidthPackageId": call.get("CenBandwidthPackageId", ""),
        "DefaultLinkType": call.get("DefaultLinkType", "Gold"),
        "AutoPublishRouteEnabled": call.get("AutoPublishRouteEnabled", False),
        "TransitRouterAttachmentName": call.get("TransitRouterAttachmentName", ""),
        "TransitRouterAttachmentDescription": call.get("TransitRouterAttachmentDescription", ""),
    }
    attachment_id = call.store.new_id("tr-attach-")
    call.create(
        "peer_attachment",
        attachment_id,
        region=near.region,
        body=body,
        moving_from="Attaching",
        status="Attached",
    )
    return {"TransitRouterAttachmentId": attachment_id}


@plays("cbn", "ListTransitRouterPeerAttachments")
def list_transit_router_peer_attachments(call: Call) -> Answer:
    found = call.listed("peer_attachment", id=call.get("TransitRouterAttachmentId"), CenId=call.get("CenId"))
    router, region = call.get("TransitRouterId"), call.get("RegionId")
    found = [
        each
        for each in found
        if router in (None, each.body["TransitRouterId"], each.body["PeerTransitRouterId"])
        if region in (None, each.region, each.body["PeerTransitRouterRegionId"])
    ]
    page, fields = paging.token_page(call, found)
    return {"TransitRouterAttachments": [rendered(each) for each in page], **fields}


@plays("cbn", "UpdateTransitRouterPeerAttachmentAttribute")
def update_transit_router_peer_attachment_attribute(call: Call) -> Answer:
    attachment = own_attachment(call)
    body = attachment.body
    wanted = {name: call[name] for name in CHANGEABLE if name in call.params}
    package_id = wanted.get("CenBandwidthPackageId", body["CenBandwidthPackageId"])
    ensure_free(call, body["CenId"])
    if attachment.move:
        raise CloudError("IncorrectStatus.Attachment", f"The attachment is {attachment.status}.")
    if "Bandwidth" in wanted or "CenBandwidthPackageId" in wanted:
        check_bandwidth(
            call, body["CenId"], body["GeographicSpanId"], package_id=package_id, without=attachment
        )
    call.checks_passed()
    call.start(attachment, "peer_attachment.change", to="Attached", status="Modifying", then=wanted)
    return {}


@plays("cbn", "DeleteTransitRouterPeerAttachment")
def delete_transit_router_peer_attachment(call: Call) -> Answer:
    detach(call, own_attachment(call))
    return {}


def own_attachment(call: Call) -> Resource:
    attachment = call.find("peer_attachment", call["TransitRouterAttachmentId"])
    if attachment is None:
        raise CloudError(
            "InvalidAttachmentId.NotFound", f"{call['TransitRouterAttachmentId']} does not exist."
        )
    call.resource_id = attachment.id
    return attachment


def check_ends(call: Call, near: Resource, far: Resource) -> None:
    if near.body["CenId"] != far.body["CenId"] or near.id == far.id:
        raise invalid(
            "PeerTransitRouterId", "the two transit routers must be different ones of the same CEN."
        )
    if call.get("PeerTransitRouterRegionId") not in (None, far.region):
        raise invalid("PeerTransitRouterRegionId", f"{far.id} is in {far.region}.")
    for other in call.own("peer_attachment", CenId=near.body["CenId"]):
        if {other.body["TransitRouterId"], other.body["PeerTransitRouterId"]} == {near.id, far.id}:
            raise CloudError(
                "ResourceAlreadyExist.PeerAttachment", f"{other.id} connects these routers already."
            )


def bandwidth_type(call: Call) -> str:
    return call.get("BandwidthType") or (
        "BandwidthPackage" if call.get("CenBandwidthPackageId") else "DataTransfer"
    )


def check_bandwidth(
    call: Call, cen_id: str, span: str, *, package_id: str | None, without: Resource | None = None
) -> None:
    """`without` is the connection being changed: its present share does not count."""
    if call.get("BandwidthType") == "DataTransfer":
        return
    if not package_id:
        if call.get("BandwidthType") == "BandwidthPackage":
            raise missing("CenBandwidthPackageId")
        return
    package = call.find("bandwidth_package", package_id)
    if package is None or package.body["CenId"] != cen_id or package.status != "InUse":
        raise CloudError(
            "InvalidOperation.BwpInstanceStatus", f"The package {package_id} is not bound to {cen_id}."
        )
    if package.body["GeographicSpanId"] != span:
        raise CloudError(
            "InvalidOperation.GeographicSpanMismatch",
            f"The package connects {package.body['GeographicSpanId']}, the routers {span}.",
        )
    wanted = call.get("Bandwidth", without.body["Bandwidth"] if without else 0)
    used = used_bandwidth(call, package.id, without)
    if used + wanted > package.body["Bandwidth"]:
        raise CloudError(
            "InvalidOperation.BandwidthLimitExceeded",
            f"{wanted} Mbit/s do not fit: {used} of {package.body['Bandwidth']} Mbit/s are in use.",
        )


def used_bandwidth(call: Call, package_id: str, without: Resource | None = None) -> int:
    sharing = call.own("peer_attachment", CenBandwidthPackageId=package_id)
    return sum(each.body["Bandwidth"] for each in sharing if each is not without)


def rendered(attachment: Resource) -> dict[str, Any]:
    return {
        **attachment.body,
        "TransitRouterAttachmentId": attachment.id,
        "RegionId": attachment.region,
        "Status": attachment.status,
        "ResourceType": "TR",
        "CreationTime": created(attachment),
        "Tags": tag_list(attachment),
    }
