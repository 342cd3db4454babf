"""Giving back what was paid in advance: a person's explicit verb, never part of an unwind (OPERATIONS 0.10,
8).

`RefundInstance` ends the package at once. Its product type differs by site and is unconfirmed on a real
account; the price shown before is the cloud's own (`InquiryPriceRefundInstance`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import Site

REGION: Final = "ap-southeast-1"  # the account's site decides the endpoint, not this
PRODUCT_CODE: Final = "cbn"
PRODUCT_TYPE: Final[Mapping[Site, str]] = {"international": "cbn_bwp_intl", "china": "cbn_bwp_pre"}
CALLS: Final = (("bssopenapi", "InquiryPriceRefundInstance"), ("bssopenapi", "RefundInstance"))


@dataclass(frozen=True, slots=True)
class RefundQuote:
    """`amount` is a decimal in text."""

    amount: str
    currency: str


@dataclass(frozen=True, slots=True)
class Refunded:
    order_id: str
    request_id: str


def refund_quote(cloud: Cloud, package_id: str) -> RefundQuote:
    """What would come back. Raises `AlibabaError`."""
    answer = cloud.call("bssopenapi", "InquiryPriceRefundInstance", REGION, _package(cloud, package_id))
    data = answer["Data"]
    return RefundQuote(f"{data['RefundAmount']:.2f}", str(data["Currency"]))


def refund(cloud: Cloud, package_id: str, client_token: str) -> Refunded:
    """End the package now and take the money back. The same token asks for the same refund."""
    body = {**_package(cloud, package_id), "ImmediatelyRelease": "1"}
    answer = cloud.call("bssopenapi", "RefundInstance", REGION, body, client_token)
    return Refunded(str((answer.get("Data") or {}).get("OrderId") or ""), str(answer.get("RequestId") or ""))


def _package(cloud: Cloud, package_id: str) -> dict[str, Any]:
    return {
        "InstanceId": package_id,
        "ProductCode": PRODUCT_CODE,
        "ProductType": PRODUCT_TYPE[cloud.settings.site],
    }
