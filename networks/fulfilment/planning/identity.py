"""What names a thing in the cloud, by kind, and the body of the call that deletes it.

Most kinds have an id that the cloud gave. An association is a pair of other things: its id is their ids,
joined.

>>> identify("package_association", {"CenId": "cen-1", "CenBandwidthPackageId": "cenbwp-1"})
'cen-1:cenbwp-1'
>>> delete_body("vpc", "vpc-1", "cn-shanghai")
{'RegionId': 'cn-shanghai', 'VpcId': 'vpc-1'}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

# The account-wide switch has no id of its own.
SERVICE_ID: Final = "transit-router-service"

ID_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "transit_router_service": (),
    "cen": ("CenId",),
    "vpc": ("VpcId",),
    "vswitch": ("VSwitchId",),
    "transit_router": ("TransitRouterId",),
    "vpc_attachment": ("TransitRouterAttachmentId",),
    "bandwidth_package": ("CenBandwidthPackageId",),
    "package_association": ("CenId", "CenBandwidthPackageId"),
    "peer_attachment": ("TransitRouterAttachmentId",),
    "association": ("TransitRouterAttachmentId", "TransitRouterRouteTableId"),
    "propagation": ("TransitRouterAttachmentId", "TransitRouterRouteTableId"),
}
# Products with one endpoint per region want the region in the body too.
ASK_FOR_REGION: Final = frozenset({"vpc", "vswitch"})


def identify(kind: str, body: Mapping[str, Any]) -> str:
    """The id out of a body that holds it (a `keep` or `delete` step, a natural key), else `KeyError`."""
    return ":".join(str(body[field]) for field in ID_FIELDS[kind]) or SERVICE_ID


def id_params(kind: str, resource_id: str) -> dict[str, str]:
    """The id in the cloud's own names."""
    fields = ID_FIELDS[kind]
    return dict(zip(fields, resource_id.split(":"), strict=True)) if fields else {}


def delete_body(kind: str, resource_id: str, region: str) -> dict[str, str]:
    """The body of the call that deletes the thing."""
    beside = {"RegionId": region} if kind in ASK_FOR_REGION else {}
    return {**beside, **id_params(kind, resource_id)}
