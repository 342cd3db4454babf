"""Bandwidth packages between two areas. Statuses Creating, Idle, InUse.

A prepaid package is money: it costs a paid order, and until it expires only a refund (bssopenapi) releases
it, `DeleteCenBandwidthPackage` answers Forbidden.Release. Area names are answered in lower case, as the
vendor does. Binding and changing take no client token: asked twice, the second is refused for the state
the first one made.
"""

from __future__ import annotations

from typing import Any

from portal.standin import geography, paging, prices
from portal.standin.actions import orders
from portal.standin.actions.cen import ensure_free, fits, own_cen
from portal.standin.actions.peer_attachment import used_bandwidth
from portal.standin.call import Answer, Call, created, plays, tag_list
from portal.standin.clock import iso
from portal.standin.errors import CloudError, invalid
from portal.standin.store import Resource

MONTH_SECONDS = 30 * 86_400
MONTHS = {"Month": 1, "Year": 12}


@plays("cbn", "CreateCenBandwidthPackage")
def create_cen_bandwidth_package(call: Call) -> Answer:
    prepaid = call.get("BandwidthPackageChargeType", "PREPAY") == "PREPAY"
    months = call.get("Period", 1) * MONTHS.get(call.get("PricingCycle", "Month"), 0)
    check_size(call["Bandwidth"])
    if months < 1:
        raise invalid("PricingCycle", f"{call.get('PricingCycle')!r} is neither Month nor Year.")
    span = wanted_span(call)
    amount = prices.price(span, call["Bandwidth"], months) if prepaid else 0.0
    package_id = call.store.new_id("cenbwp-")
    order = orders.place(call, "New", amount, package_id, pay=call.get("AutoPay", False) or not prepaid)
    call.resource_id = package_id
    if order.status == "Paid":
        body = {
            "Name": call.get("Name", ""),
            "Description": call.get("Description", ""),
            "Bandwidth": call["Bandwidth"],
            "BandwidthPackageChargeType": "PREPAY" if prepaid else "POSTPAY",
            "GeographicRegionAId": call["GeographicRegionAId"].lower(),
            "GeographicRegionBId": call["GeographicRegionBId"].lower(),
            "GeographicSpanId": span,
            "CenId": None,
            "Months": months,
            "ExpiresAt": call.now + months * MONTH_SECONDS if prepaid else None,
        }
        call.create(
            "bandwidth_package", package_id, region="", body=body, moving_from="Creating", status="Idle"
        )
    return {"CenBandwidthPackageId": package_id, "CenBandwidthPackageOrderId": order.id}


@plays("cbn", "DescribeCenBandwidthPackages")
def describe_cen_bandwidth_packages(call: Call) -> Answer:
    found = [each for each in call.listed("bandwidth_package") if fits(call, each)]
    page, fields = paging.by_number(call, found)
    return {
        "CenBandwidthPackages": {"CenBandwidthPackage": [rendered(call, each) for each in page]},
        **fields,
    }


@plays("cbn", "AssociateCenBandwidthPackage")
def associate_cen_bandwidth_package(call: Call) -> Answer:
    cen, package = own_cen(call, call["CenId"]), own_package(call)
    ensure_free(call, cen.id)
    if package.move or package.status != "Idle":
        raise CloudError("InvalidOperation.BwpInstanceStatus", f"The package is {package.status}, not Idle.")
    if is_expired(call, package):
        raise CloudError("InvalidOperation.BwpBusinessStatus", "The package has expired.")
    if call.own("bandwidth_package", CenId=cen.id, GeographicSpanId=package.body["GeographicSpanId"]):
        raise CloudError("InvalidOperation.BwpAlreadyExist", "The CEN has a package for this pair of areas.")
    package.body["CenId"] = cen.id
    call.start(package, "bandwidth_package.associate", to="InUse")
    return {}


@plays("cbn", "UnassociateCenBandwidthPackage")
def unassociate_cen_bandwidth_package(call: Call) -> Answer:
    cen, package = own_cen(call, call["CenId"]), own_package(call)
    if package.body["CenId"] != cen.id:
        raise CloudError("InvalidOperation.BwpInstanceStatus", f"The package is not bound to {cen.id}.")
    ensure_free(call, cen.id)
    if call.own("peer_attachment", CenBandwidthPackageId=package.id):
        raise CloudError("InvalidOperation.CenBandwidthLimitsNotZero", "Connections still use the package.")
    if package.move:
        raise CloudError("InvalidOperation.BwpInstanceStatus", "The package is being changed.")
    call.start(package, "bandwidth_package.unassociate", to="Idle", then={"CenId": None})
    return {}


@plays("cbn", "ModifyCenBandwidthPackageSpec")
def modify_cen_bandwidth_package_spec(call: Call) -> Answer:
    package = own_package(call)
    bandwidth, present = call.get("Bandwidth", 0), package.body["Bandwidth"]
    check_size(bandwidth)
    if package.move:
        raise CloudError("OperationFailed.OrderIsProcessing", "An order for this package is being processed.")
    if bandwidth == present:
        raise CloudError("Operation.Failed", f"The package has {present} Mbit/s already.")
    if bandwidth < used_bandwidth(call, package.id):
        raise CloudError("InvalidOperation.BandwidthLimitExceeded", "The connections use more than that.")
    left = time_left(call, package)
    monthly = prices.price(package.body["GeographicSpanId"], abs(bandwidth - present), 1)
    amount = round(monthly * left / MONTH_SECONDS, 2) * (1 if bandwidth > present else -1)
    orders.place(call, "Upgrade" if amount >= 0 else "Downgrade", amount, package.id, pay=True)
    call.resource_id = package.id
    call.start(package, "bandwidth_package.change", to=package.status, then={"Bandwidth": bandwidth})
    return {}


@plays("cbn", "DeleteCenBandwidthPackage")
def delete_cen_bandwidth_package(call: Call) -> Answer:
    package = own_package(call)
    if package.body["CenId"]:
        raise CloudError(
            "InvalidOperation.BwpInstanceStatus", "The package is bound to a CEN; unbind it first."
        )
    if package.body["ExpiresAt"] is not None and not is_expired(call, package):
        raise CloudError(
            "Forbidden.Release", "A subscription cannot be released before it expires.", status=403
        )
    if package.move:
        raise CloudError("InvalidOperation.BwpInstanceStatus", "The package is being changed.")
    call.start(package, "bandwidth_package.delete", to=None)
    return {}


def check_size(bandwidth: int) -> None:
    if not 2 <= bandwidth <= 10_000:
        raise invalid("Bandwidth", f"{bandwidth} is not between 2 and 10000 Mbit/s.")


def wanted_span(call: Call) -> str:
    for name in ("GeographicRegionAId", "GeographicRegionBId"):
        if call[name].lower() not in geography.PACKAGE_AREAS:
            raise invalid(name, f"{call[name]!r} is no area of bandwidth packages.")
    return geography.span_of(call["GeographicRegionAId"], call["GeographicRegionBId"])


def own_package(call: Call) -> Resource:
    package = call.find("bandwidth_package", call["CenBandwidthPackageId"])
    if package is None:
        raise CloudError("ParameterBwpInstanceId", f"{call['CenBandwidthPackageId']} does not exist.")
    call.resource_id = package.id
    return package


def time_left(call: Call, package: Resource) -> float:
    """Seconds to the end of the paid term; 0 when pay-as-you-go."""
    return max(0.0, (package.body["ExpiresAt"] or call.now) - call.now)


def is_expired(call: Call, package: Resource) -> bool:
    return package.body["ExpiresAt"] is not None and call.now >= package.body["ExpiresAt"]


def rendered(call: Call, package: Resource) -> dict[str, Any]:
    body, bound = package.body, package.status == "InUse"
    shown = ("Name", "Description", "Bandwidth", "BandwidthPackageChargeType", "GeographicSpanId")
    areas = ("GeographicRegionAId", "GeographicRegionBId")
    return {
        "CenBandwidthPackageId": package.id,
        "Status": package.status,
        "BusinessStatus": "FinancialLocked" if is_expired(call, package) else "Normal",
        "CenIds": {"CenId": [body["CenId"]] if bound else []},
        "CreationTime": created(package),
        "ExpiredTime": iso(body["ExpiresAt"]) if body["ExpiresAt"] is not None else "",
        "IsCrossBorder": geography.crosses_the_border(body["GeographicSpanId"]),
        "HasReservationData": "false",
        "Tags": {"Tag": tag_list(package)},
        **{name: body[name] for name in (*shown, *areas)},
    }
