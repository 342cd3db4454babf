"""What a step is called: in a sentence for people, and in the names, descriptions and tags the cloud keeps.

Every thing that takes tags carries `portal:request`, `portal:customer` and `portal:step`; the description
repeats the step key for those who look without tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from networks.catalog.bilingual import Bilingual
from networks.catalog.regions import REGIONS
from networks.fulfilment.planning.resource import Owner

KIND_NAMES: Final[Mapping[str, Bilingual]] = {
    "transit_router_service": Bilingual("transit router service", "转发路由器服务"),
    "cen": Bilingual("CEN instance", "云企业网实例"),
    "vpc": Bilingual("VPC", "专有网络"),
    "vswitch": Bilingual("vSwitch", "交换机"),
    "transit_router": Bilingual("transit router", "转发路由器"),
    "vpc_attachment": Bilingual("VPC connection", "专有网络连接"),
    "bandwidth_package": Bilingual("bandwidth package", "带宽包"),
    "package_association": Bilingual("use of the bandwidth package", "带宽包绑定"),
    "peer_attachment": Bilingual("connection between regions", "跨地域连接"),
    "association": Bilingual("route table association", "路由表关联"),
    "propagation": Bilingual("route learning", "路由学习"),
}
REQUEST_TAG, CUSTOMER_TAG, STEP_TAG = "portal:request", "portal:customer", "portal:step"


def tags(owner: Owner, address: str) -> tuple[Mapping[str, str], ...]:
    return (
        {"Key": REQUEST_TAG, "Value": owner.request},
        {"Key": CUSTOMER_TAG, "Value": owner.customer},
        {"Key": STEP_TAG, "Value": step_key(owner.request, address)},
    )


def name(owner: Owner, address: str) -> str:
    """`nr-41-vpc-frankfurt`: letters, digits and hyphens, which every product accepts."""
    return re.sub(r"[^a-z0-9]+", "-", f"{owner.reference}-{address}".lower())[:128]


def description(owner: Owner, address: str) -> str:
    return f"portal {step_key(owner.request, address)}"


def step_key(request: str, address: str) -> str:
    """What tells a step's thing from every other in the account: `9f1c0a72b3de.vpc.frankfurt`."""
    return f"{request.replace('-', '')[:12]}.{address}"


def labels(owner: Owner, address: str, name_field: str, description_field: str) -> dict[str, object]:
    """The part of a create call's body that says whose the thing is."""
    return {
        name_field: name(owner, address),
        description_field: description(owner, address),
        "Tag": tags(owner, address),
    }


def city(region_id: str) -> Bilingual:
    """`Frankfurt` for eu-central-1; the id itself for a region we do not know."""
    known = REGIONS.get(region_id)
    return known.city if known else Bilingual(region_id, region_id)


def kind_name(kind: str) -> Bilingual:
    """The word for a kind, as it stands inside a sentence."""
    return KIND_NAMES[kind]
