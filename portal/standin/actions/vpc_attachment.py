"""VPCs attached to transit routers. Statuses Attaching, Attached, Detaching.

Checked: the VPC lies in the router's region and is attached nowhere else; the mappings name its own
vSwitches, in at least two zones the router supports. Not checked, because the cloud does not either:
overlapping VPC ranges.
"""

from __future__ import annotations

from typing import Any

from portal.standin import geography, paging
from portal.standin.actions.cen import ensure_free, own_cen
from portal.standin.actions.transit_router import ensure_active, own_router
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.errors import CloudError, invalid
from portal.standin.store import Resource


@plays("cbn", "CreateTransitRouterVpcAttachment")
def create_transit_router_vpc_attachment(call: Call) -> Answer:
    router = wanted_router(call)
    vpc = attachable_vpc(call, router)
    check_mappings(call, vpc)
    ensure_free(call, router.body["CenId"])
    ensure_active(router)
    call.checks_passed()
    mappings = [
        {
            "ZoneId": each["ZoneId"],
            "VSwitchId": each["VSwitchId"],
            "NetworkInterfaceId": call.store.new_id("eni-"),
        }
        for each in call["ZoneMappings"]
    ]
    body = {
        "CenId": router.body["CenId"],
        "TransitRouterId": router.id,
        "VpcId": vpc.id,
        "VpcOwnerId": int(vpc.account),
        "ZoneMappings": mappings,
        "AutoPublishRouteEnabled": call.get("AutoPublishRouteEnabled", False),
        "ChargeType": call.get("ChargeType", "POSTPAY"),
        "TransitRouterAttachmentName": call.get("TransitRouterAttachmentName", ""),
        "TransitRouterAttachmentDescription": call.get("TransitRouterAttachmentDescription", ""),
        "TransitRouterVPCAttachmentOptions": call.get("TransitRouterVPCAttachmentOptions", {}),
    }
    attachment_id = call.store.new_id("tr-attach-")
    call.create(
        "vpc_attachment",
        attachment_id,
        region=router.region,
        body=body,
        moving_from="Attaching",
        status="Attached",
    )
    return {"TransitRouterAttachmentId": attachment_id}


@plays("cbn", "ListTransitRouterVpcAttachments")
def list_transit_router_vpc_attachments(call: Call) -> Answer:
    wanted = {name: call.get(name) for name in ("CenId", "TransitRouterId", "VpcId")}
    found = call.listed(
        "vpc_attachment", region=call.get("RegionId"), id=call.get("TransitRouterAttachmentId"), **wanted
    )
    found = [each for each in found if call.get("Status") in (None, each.status)]
    page, fields = paging.token_page(call, found)
    return {"TransitRouterAttachments": [rendered(each) for each in page], **fields}


@plays("cbn", "DeleteTransitRouterVpcAttachment")
def delete_transit_router_vpc_attachment(call: Call) -> Answer:
    attachment = call.find("vpc_attachment", call["TransitRouterAttachmentId"])
    if attachment is None:
        raise CloudError(
            "InvalidAttachmentId.NotFound", f"{call['TransitRouterAttachmentId']} does not exist."
        )
    call.resource_id = attachment.id
    detach(call, attachment)
    return {}


@plays("cbn", "GrantInstanceToTransitRouter")
def grant_instance_to_transit_router(call: Call) -> Answer:
    if call["InstanceType"] != "VPC":
        raise CloudError("NotPlayed", f"The stand-in grants VPCs only, not {call['InstanceType']}.")
    vpc = call.find("vpc", call["InstanceId"])
    if vpc is None:
        raise CloudError("InvalidInstanceId.NotFound", f"{call['InstanceId']} is no VPC of this account.")
    body = {"VpcId": vpc.id, "CenId": call["CenId"], "CenOwnerId": str(call["CenOwnerId"])}
    if not call.own("grant", **body):
        call.create(
            "grant", call.store.new_id("grant-"), region=vpc.region, body=body, status="Granted", owner=vpc.id
        )
    return {}


def detach(call: Call, attachment: Resource) -> None:
    """The way out of both kinds of attachment; `Force` takes associations and propagations along."""
    bound = call.own("association", TransitRouterAttachmentId=attachment.id) + call.own(
        "propagation", TransitRouterAttachmentId=attachment.id
    )
    ensure_free(call, attachment.body["CenId"])
    if bound and not call.get("Force"):
        raise CloudError(
            "InvalidOperation.AttachmentInUse",
            "The attachment has associations or propagations; remove them or use Force.",
        )
    if attachment.move:
        raise CloudError("IncorrectStatus.Attachment", f"The attachment is {attachment.status}.")
    call.checks_passed()
    call.start(attachment, f"{attachment.kind}.delete", to=None, status="Detaching")


def wanted_router(call: Call) -> Resource:
    """By id, or the one the CEN has in the region. The vendor would create a missing one."""
    if call.get("TransitRouterId"):
        return own_router(call, call["TransitRouterId"])
    cen = own_cen(call, call.get("CenId", ""))
    for router in call.own("transit_router", CenId=cen.id):
        if router.region == call.get("RegionId"):
            return router
    raise CloudError("NotPlayed", "The stand-in creates no transit router on the way; give TransitRouterId.")


def attachable_vpc(call: Call, router: Resource) -> Resource:
    vpc = call.find("vpc", call["VpcId"], any_account=True)
    if vpc is not None and vpc.account != call.account:
        granted = call.store.of_kind("grant", vpc.account)
        key = {"VpcId": vpc.id, "CenId": router.body["CenId"], "CenOwnerId": call.account}
        if key not in [each.body for each in granted]:
            raise CloudError(
                "Forbidden.NotGranted", f"The owner of {vpc.id} has not granted it to this CEN.", status=403
            )
    if vpc is None or vpc.region != router.region:
        raise CloudError(
            "InvalidVpcId.NotFound", f"{call['VpcId']} is no VPC in {router.region}.", status=404
        )
    if any(each.body["VpcId"] == vpc.id for each in call.store.of_kind("vpc_attachment")):
        raise CloudError(
            "InvalidOperation.VpcAlreadyAttached", f"{vpc.id} is attached to a transit router already."
        )
    if vpc.move:
        raise CloudError("IncorrectStatus.VpcResource", f"The VPC is {vpc.status}.")
    return vpc


def check_mappings(call: Call, vpc: Resource) -> None:
    supported = geography.transit_router_zones(vpc.region)
    for index, mapping in enumerate(call["ZoneMappings"], start=1):
        vswitch = call.find("vswitch", mapping["VSwitchId"], any_account=True)
        if vswitch is None or vswitch.body["VpcId"] != vpc.id:
            raise CloudError(
                "InvalidVSwitchId.NotFound", f"{mapping['VSwitchId']} is no vSwitch of {vpc.id}.", status=404
            )
        if mapping["ZoneId"] != vswitch.body["ZoneId"]:
            raise invalid(f"ZoneMappings.{index}.ZoneId", f"{vswitch.id} lies in {vswitch.body['ZoneId']}.")
        if mapping["ZoneId"] not in supported:
            raise invalid(
                f"ZoneMappings.{index}.ZoneId", f"transit routers are offered in {', '.join(supported)}."
            )
        if vswitch.move:
            raise CloudError("IncorrectStatus.VpcSwitch", f"The vSwitch {vswitch.id} is {vswitch.status}.")
    zones = {mapping["ZoneId"] for mapping in call["ZoneMappings"]}
    if len(zones) < 2 or len(call["ZoneMappings"]) > 10:
        raise invalid(
            "ZoneMappings", f"{len(zones)} zones are named; it takes at least 2, in at most 10 mappings."
        )


def rendered(attachment: Resource) -> dict[str, Any]:
    return {
        **attachment.body,
        "TransitRouterAttachmentId": attachment.id,
        "Status": attachment.status,
        "ResourceType": "VPC",
        "VpcRegionId": attachment.region,
        "OrderType": "PayByCenOwner",
        "CreationTime": created(attachment),
        "Tags": tag_list(attachment),
    }
