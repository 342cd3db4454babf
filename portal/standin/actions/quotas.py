"""Quotas: how many of a thing an account may have. The setting `quotas` overrides any of them.

`vpc_quota_instances_num` is the vendor's code and 10 per region its documented default (2025); the other
codes and figures are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.standin import paging
from portal.standin.actions.vpc import USUAL_QUOTA
from portal.standin.call import Answer, Call, plays
from portal.standin.errors import CloudError


@dataclass(frozen=True)
class Quota:
    product: str
    code: str
    name: str
    usual: int
    counts: str
    per_region: bool = False


QUOTAS = (
    Quota("vpc", "vpc_quota_instances_num", "VPCs in a region", USUAL_QUOTA, "vpc", per_region=True),
    Quota("cbn", "cen_quota_instances_num", "CEN instances", 10, "cen"),
    Quota("cbn", "cen_quota_transit_routers_num", "Transit routers", 50, "transit_router"),
    Quota("cbn", "cen_quota_bandwidth_packages_num", "Bandwidth packages", 20, "bandwidth_package"),
)


@plays("quotas", "ListProductQuotas")
def list_product_quotas(call: Call) -> Answer:
    wanted = [
        quota
        for quota in QUOTAS
        if quota.product == call["ProductCode"] and call.get("QuotaActionCode") in (None, quota.code)
    ]
    page, token = paging.by_token(call, wanted, usual=30)
    fields: dict[str, Any] = {"TotalCount": len(wanted), "MaxResults": call.get("MaxResults", 30)}
    if token:
        fields["NextToken"] = token
    return {"Quotas": [rendered(call, quota) for quota in page], **fields}


@plays("quotas", "GetProductQuota")
def get_product_quota(call: Call) -> Answer:
    for quota in QUOTAS:
        if (quota.product, quota.code) == (call["ProductCode"], call["QuotaActionCode"]):
            return {"Quota": rendered(call, quota)}
    raise CloudError(
        "RESOURCE.NOT.FOUND",
        f"There is no quota {call['QuotaActionCode']} of {call['ProductCode']}.",
        status=404,
    )


def rendered(call: Call, quota: Quota) -> dict[str, Any]:
    dimensions = {each["Key"]: each.get("Value", "") for each in call.get("Dimensions", ()) if "Key" in each}
    region = dimensions.get("regionId") if quota.per_region else None
    used = [each for each in call.own(quota.counts) if region in (None, each.region)]
    return {
        "ProductCode": quota.product,
        "QuotaActionCode": quota.code,
        "QuotaName": quota.name,
        "QuotaDescription": quota.name,
        "QuotaCategory": "CommonQuota",
        "QuotaType": "normal",
        "QuotaUnit": "Count",
        "TotalQuota": float(call.settings.quotas.get(quota.code, quota.usual)),
        "TotalUsage": float(len(used)),
        "Adjustable": True,
        "Consumable": True,
        "Dimensions": dimensions,
    }
