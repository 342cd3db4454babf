"""One file per subject; importing them fills PLAYED."""

from portal.standin.actions import (
    bandwidth_package,
    billing,
    cen,
    filings,
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
from portal.standin.call import PLAYED

__all__ = [
    "PLAYED",
    "bandwidth_package",
    "billing",
    "cen",
    "filings",
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
