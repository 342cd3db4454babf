"""BssOpenApi: prices, balance, orders, refunds. It refuses with HTTP 200 and `Success: false`, as the vendor
does (OPERATIONS 0.7). Prices and module codes are invented, see `prices`."""

from __future__ import annotations

from typing import Any

from portal.standin import prices
from portal.standin.actions import orders
from portal.standin.actions.bandwidth_package import MONTH_SECONDS, time_left
from portal.standin.call import Answer, Call, plays
from portal.standin.geography import PACKAGE_AREAS, span_of
from portal.standin.store import Resource

UNIT_MONTHS = {"Month": 1, "Year": 12}


@plays("bssopenapi", "DescribePricingModule")
def describe_pricing_module(call: Call) -> Answer:
    if call["ProductCode"] != prices.PRODUCT_CODE:
        return failure("ProductNotFound", f"The stand-in sells no {call['ProductCode']}.")
    module = {
        "ModuleCode": prices.MODULE_CODE,
        "ModuleName": "Bandwidth (invented by the stand-in)",
        "PriceType": "Month",
        "Currency": call.settings.currency,
        "ConfigList": {"ConfigList": list(prices.CONFIG_KEYS)},
    }
    return success({"ModuleList": {"Module": [module]}, "AttributeList": {"Attribute": []}})


@plays("bssopenapi", "GetSubscriptionPrice")
def get_subscription_price(call: Call) -> Answer:
    if call["ProductCode"] != prices.PRODUCT_CODE or call["SubscriptionType"] != "Subscription":
        return failure(
            "ProductNotFound", f"The stand-in has no subscription price for {call['ProductCode']}."
        )
    months = call.get("ServicePeriodQuantity", 1) * UNIT_MONTHS.get(call.get("ServicePeriodUnit", "Month"), 0)
    wanted = [read_config(module) for module in call["ModuleList"]]
    if None in wanted or months < 1:
        return failure(
            "InvalidConfig",
            f"The module is {prices.MODULE_CODE}, its Config {', '.join(prices.CONFIG_KEYS)}.",
        )
    details = []
    for span, bandwidth in [each for each in wanted if each is not None]:
        cost = prices.price(span, bandwidth, months) * call.get("Quantity", 1)
        unit = prices.monthly_per_mbps(span)
        details.append(
            {
                "ModuleCode": prices.MODULE_CODE,
                "UnitPrice": unit,
                "OriginalCost": cost,
                "InvoiceDiscount": 0.0,
                "CostAfterDiscount": cost,
            }
        )
    total = round(sum(each["CostAfterDiscount"] for each in details), 2)
    return success(
        {
            "Currency": call.settings.currency,
            "Quantity": call.get("Quantity", 1),
            "OriginalPrice": total,
            "DiscountPrice": 0.0,
            "TradePrice": total,
            "ModuleDetails": {"ModuleDetail": details},
            "PromotionDetails": {"PromotionDetail": []},
        }
    )


@plays("bssopenapi", "QueryAccountBalance")
def query_account_balance(call: Call) -> Answer:
    available = f"{orders.balance(call):,.2f}"
    data = {"AvailableAmount": available, "AvailableCashAmount": available, "CreditAmount": "0.00"}
    return success(
        {**data, "MybankCreditAmount": "0.00", "QuotaLimit": "0.00", "Currency": call.settings.currency}
    )


@plays("bssopenapi", "QueryOrders")
def query_orders(call: Call) -> Answer:
    found = [
        each
        for each in call.own("order")
        if call.get("PaymentStatus") in (None, each.status)
        if call.get("OrderType") in (None, each.body["OrderType"])
        if call.get("ProductCode") in (None, prices.PRODUCT_CODE)
    ]
    number, size = call.get("PageNum", 1), call.get("PageSize", 20)
    page = found[(number - 1) * size : number * size]
    counts = {"PageNum": number, "PageSize": size, "TotalCount": len(found)}
    return success({"OrderList": {"Order": [orders.rendered(call, each) for each in page]}, **counts})


@plays("bssopenapi", "GetOrderDetail")
def get_order_detail(call: Call) -> Answer:
    order = call.find("order", call["OrderId"])
    if order is None:
        return failure("OrderNotExist", f"There is no order {call['OrderId']}.")
    detail = {
        **orders.rendered(call, order),
        "InstanceIDs": order.body["InstanceIDs"],
        "Config": order.body["Config"],
        "SubOrderId": order.id,
        "Quantity": "1",
    }
    return success({"OrderList": {"Order": [detail]}, "PageNum": 1, "PageSize": 20, "TotalCount": 1})


@plays("bssopenapi", "CancelOrder")
def cancel_order(call: Call) -> Answer:
    order = call.find("order", call["OrderId"])
    if order is None or order.status != "Unpaid":
        return failure("OrderStatusError", f"There is no unpaid order {call['OrderId']}.")
    order.status = "Cancelled"
    call.resource_id = order.id
    call.store.touch(order)
    return success({"HostId": "standin"})


@plays("bssopenapi", "InquiryPriceRefundInstance")
def inquiry_price_refund_instance(call: Call) -> Answer:
    package = prepaid(call)
    if package is None:
        return failure("ResourceNotExists", f"There is no subscription {call.get('InstanceId')}.")
    amount = {"Currency": call.settings.currency, "RefundAmount": refund(call, package)}
    return success({**amount, "InstanceId": package.id, "HostId": "standin"})


@plays("bssopenapi", "RefundInstance")
def refund_instance(call: Call) -> Answer:
    package = prepaid(call)
    if package is None:
        return failure("ResourceNotExists", f"There is no subscription {call.get('InstanceId')}.")
    call.resource_id = package.id
    if package.body["CenId"] or package.move:
        return failure("ResourceStatusError", f"The package {package.id} is bound or being changed.")
    order = orders.place(call, "Refund", -refund(call, package), package.id, pay=True)
    call.start(package, "bandwidth_package.delete", to=None)
    return success({"OrderId": int(order.id), "HostId": "standin"})


def prepaid(call: Call) -> Resource | None:
    package = call.find("bandwidth_package", call.get("InstanceId"))
    return package if package and package.body["ExpiresAt"] is not None else None


def refund(call: Call, package: Resource) -> float:
    """The unspent part of the monthly price, to the second."""
    monthly = prices.price(package.body["GeographicSpanId"], package.body["Bandwidth"], 1)
    return round(monthly * time_left(call, package) / MONTH_SECONDS, 2)


def read_config(module: dict[str, Any]) -> tuple[str, int] | None:
    """Span and bandwidth out of a module such as `prices` shows; None when it is not one."""
    parts = dict(part.split(":", 1) for part in module["Config"].split(",") if ":" in part)
    if module["ModuleCode"] != prices.MODULE_CODE or set(parts) != set(prices.CONFIG_KEYS):
        return None
    areas = (parts["GeographicRegionA"].lower(), parts["GeographicRegionB"].lower())
    if not parts["Bandwidth"].isdigit() or not set(areas) <= set(PACKAGE_AREAS):
        return None
    return span_of(*areas), int(parts["Bandwidth"])


def success(data: dict[str, Any]) -> Answer:
    return {"Success": True, "Code": "Success", "Message": "Successful!", "Data": data}


def failure(code: str, message: str) -> Answer:
    return {"Success": False, "Code": code, "Message": message}
