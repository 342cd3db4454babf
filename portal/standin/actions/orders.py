"""Orders and the account's balance, shared by what is bought (cbn) and what is asked about it (bssopenapi).

An order is a resource of its own: PaymentStatus Paid, Unpaid or Cancelled; a refund is an order with a
negative amount.
"""

from __future__ import annotations

from typing import Any

from portal.standin.call import Call, created
from portal.standin.errors import CloudError
from portal.standin.prices import PRODUCT_CODE, PRODUCT_TYPE
from portal.standin.store import Resource


def balance(call: Call) -> float:
    spent = sum(each.body["Amount"] for each in call.own("order") if each.status == "Paid")
    return float(round(call.settings.balance - spent, 2))


def place(
    call: Call, order_type: str, amount: float, instance_id: str, *, pay: bool, config: str = ""
) -> Resource:
    """Raise OperationFailed.InsufficientBalance when it is to be paid and cannot be."""
    if pay:
        ensure_affordable(call, amount)
    body = {"OrderType": order_type, "Amount": amount, "InstanceIDs": instance_id, "Config": config}
    order_id = str(call.store.next_number() + 2 * 10**14)
    status = "Paid" if pay else "Unpaid"
    return call.create("order", order_id, region="", body=body, status=status, tagged=False)


def ensure_affordable(call: Call, amount: float) -> None:
    if amount > balance(call):
        raise CloudError("OperationFailed.InsufficientBalance", f"The balance does not cover {amount:.2f}.")


def rendered(call: Call, order: Resource) -> dict[str, Any]:
    amount = f"{order.body['Amount']:.2f}"
    return {
        "OrderId": order.id,
        "OrderType": order.body["OrderType"],
        "PaymentStatus": order.status,
        "CreateTime": created(order),
        "PaymentTime": created(order) if order.status == "Paid" else "",
        "ProductCode": PRODUCT_CODE,
        "ProductType": PRODUCT_TYPE,
        "CommodityCode": PRODUCT_TYPE,
        "SubscriptionType": "Subscription",
        "Currency": call.settings.currency,
        "PaymentCurrency": call.settings.currency,
        "PretaxGrossAmount": amount,
        "PretaxAmount": amount,
        "AfterTaxAmount": amount,
        "Tax": "0.00",
    }
