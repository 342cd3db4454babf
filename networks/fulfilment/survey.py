"""Ask the cloud what the planner has to know: zones, existing networks, quotas, prices, the account itself.

Only looks, so it may be repeated at will. Zones, networks and the router service are needed: when the cloud
cannot answer, `AlibabaError` is raised. Quotas, prices and the account are best effort: a definite no
leaves them unknown ("ask"), while a passing trouble is raised like the others, since the answer will come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, TypeVar

from networks.fulfilment.operations.looking import at, listed
from networks.fulfilment.operations.operation import Listing
from networks.fulfilment.planning.survey_facts import FoundVpc, FoundVSwitch, Price, Quota, Survey
from networks.requests.rules.spec import Link, Spec, VpcSite, area_pairs, regions
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError

# The account's home decides nothing for these products; any region may be named.
ANY_REGION: Final = "ap-southeast-1"
PASSING: Final = frozenset({"not_now", "busy", "unknown"})
VPCS_PER_REGION: Final = "vpc_quota_instances_num"  # the vendor's quota code
# No source names the module of a CEN package (OPERATIONS 8); DescribePricingModule of a real account does.
PRICE_MODULE: Final = "Bandwidth"

_VPCS: Final = Listing("DescribeVpcs", ("Vpcs", "Vpc"), "page")
_VSWITCHES: Final = Listing("DescribeVSwitches", ("VSwitches", "VSwitch"), "page")

Answer = TypeVar("Answer")

# Every call that a survey makes, for the reader's RAM policy.
CALLS: Final = (
    ("cbn", "CheckTransitRouterService"),
    ("cbn", "ListTransitRouterAvailableResource"),
    ("vpc", "DescribeVpcs"),
    ("vpc", "DescribeVSwitches"),
    ("quotas", "ListProductQuotas"),
    ("bssopenapi", "GetSubscriptionPrice"),
    ("sts", "GetCallerIdentity"),
)


def survey(cloud: Cloud, spec: Spec) -> Survey:
    """Everything `planner.plan` reads about this wish, as it is now."""
    needed = area_pairs(spec)
    return Survey(
        account=_best_effort(lambda: _account(cloud)),
        tr_service_open=_service_is_open(cloud),
        zones={region: _zones(cloud, region) for region in regions(spec)},
        vpcs={vpc_id: vpc for site in spec.vpcs if not site.is_new for vpc_id, vpc in _found(cloud, site)},
        prices=tuple(_price(cloud, link) for link in spec.links if link.areas in needed),
        quotas=tuple(_quotas(cloud, spec)),
        sources={
            "tr_service_open": "cbn CheckTransitRouterService",
            "zones": "cbn ListTransitRouterAvailableResource",
            "vpcs": "vpc DescribeVpcs, DescribeVSwitches",
            "prices": "bssopenapi GetSubscriptionPrice",
            "quotas": "quotas ListProductQuotas",
            "account": "sts GetCallerIdentity",
        },
    )


def _account(cloud: Cloud) -> str | None:
    return cloud.call("sts", "GetCallerIdentity", ANY_REGION, {}).get("AccountId")


def _service_is_open(cloud: Cloud) -> bool:
    answer = cloud.call("cbn", "CheckTransitRouterService", ANY_REGION, {})
    return str(answer.get("Enabled")).lower() == "true"


def _zones(cloud: Cloud, region: str) -> tuple[str, ...]:
    answer = cloud.call("cbn", "ListTransitRouterAvailableResource", region, {"RegionId": region})
    # Older regions answer with the primary and the standby zones instead.
    found = answer.get("AvailableZones") or [
        *(answer.get("MasterZones") or []),
        *(answer.get("SlaveZones") or []),
    ]
    return tuple(dict.fromkeys(found))


def _found(cloud: Cloud, site: VpcSite) -> Iterator[tuple[str, FoundVpc]]:
    """The VPC under its id; nothing when it is not there."""
    by_id = {"RegionId": site.region, "VpcId": site.vpc_id}
    for vpc in listed(cloud, "vpc", _VPCS, site.region, by_id):
        if vpc["VpcId"] == site.vpc_id:
            vswitches = listed(cloud, "vpc", _VSWITCHES, site.region, by_id)
            yield (
                vpc["VpcId"],
                FoundVpc(
                    region=site.region,
                    cidr=vpc["CidrBlock"],
                    vswitches=tuple(
                        sorted((_vswitch(item) for item in vswitches), key=lambda found: found.id)
                    ),
                ),
            )


def _vswitch(item: Any) -> FoundVSwitch:
    free = item.get("AvailableIpAddressCount")
    return FoundVSwitch(item["VSwitchId"], item["ZoneId"], item["CidrBlock"], free is None or int(free) > 0)


def _quotas(cloud: Cloud, spec: Spec) -> Iterator[Quota]:
    for region in sorted({site.region for site in spec.vpcs if site.is_new}):
        body = {
            "ProductCode": "vpc",
            "QuotaActionCode": VPCS_PER_REGION,
            "Dimensions": [{"Key": "regionId", "Value": region}],
        }
        for item in _best_effort(partial(_product_quotas, cloud, body)) or ():
            limit, used = item.get("TotalQuota"), item.get("TotalUsage")
            if limit is not None and used is not None:
                yield Quota("vpc", region, int(limit), int(used), "quotas ListProductQuotas")


def _product_quotas(cloud: Cloud, body: dict[str, Any]) -> list[Any]:
    return at(cloud.call("quotas", "ListProductQuotas", ANY_REGION, body), ("Quotas",))


def _price(cloud: Cloud, link: Link) -> Price:
    source = "bssopenapi GetSubscriptionPrice"
    data = _best_effort(lambda: _subscription_price(cloud, link)) or {}
    amount = data.get("TradePrice")
    return Price(
        areas=link.areas,
        bandwidth_mbps=link.bandwidth_mbps,
        amount=None if amount is None else f"{amount:.2f}",
        currency=None if amount is None else data.get("Currency"),
        source=source,
    )


def _subscription_price(cloud: Cloud, link: Link) -> dict[str, Any]:
    """One month of one package. The module's code is unconfirmed: a real account may refuse it."""
    one, other = link.areas
    config = f"GeographicRegionA:{one},GeographicRegionB:{other},Bandwidth:{link.bandwidth_mbps}"
    body = {
        "ProductCode": "cbn",
        "SubscriptionType": "Subscription",
        "OrderType": "NewOrder",
        "ServicePeriodQuantity": 1,
        "ServicePeriodUnit": "Month",
        "ModuleList": [{"ModuleCode": PRICE_MODULE, "Config": config}],
    }
    data = cloud.call("bssopenapi", "GetSubscriptionPrice", ANY_REGION, body).get("Data")
    return dict(data or {})


def _best_effort(ask: Callable[[], Answer]) -> Answer | None:
    try:
        return ask()
    except AlibabaError as error:
        if error.outcome in PASSING:
            raise
        return None
