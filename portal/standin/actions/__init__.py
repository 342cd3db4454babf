"""One file per subject; importing them registers what they play."""

from portal.standin.actions import (
    bandwidth_package,
    billing,
    cen,
    peer_attachment,
    quotas,
    sts,
    tags,
    tr_routing,
    transit_router,
    vpc,
    vpc_attachment,
    vpc_routes,
    vswitch,
)

__all__ = [
    "bandwidth_package",
    "billing",
    "cen",
    "peer_attachment",
    "quotas",
    "sts",
    "tags",
    "tr_routing",
    "transit_router",
    "vpc",
    "vpc_attachment",
    "vpc_routes",
    "vswitch",
]
