from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_bssopenapi20171214 import models as bss
from alibabacloud_cbn20170912 import models as cbn
from alibabacloud_quotas20200510 import models as quotas
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT, Network
from .world import Cloud, refused

MONTH = 30 * 86_400


def question(config: str, **more: Any) -> bss.GetSubscriptionPriceRequest:
    module = bss.GetSubscriptionPriceRequestModuleList(module_code="Bandwidth", config=config)
    asked = {"product_code": "cbn", "subscription_type": "Subscription", "order_type": "NewOrder", **more}
    return bss.GetSubscriptionPriceRequest(module_list=[module], **asked)


def balance(cloud: Cloud) -> float:
    data = cloud.bss().query_account_balance().body.data
    return float(data.available_amount.replace(",", ""))


def package(bandwidth: int, **more: Any) -> cbn.CreateCenBandwidthPackageRequest:
    return cbn.CreateCenBandwidthPackageRequest(
        bandwidth=bandwidth,
        geographic_region_aid="China",
        geographic_region_bid="Europe",
        auto_pay=True,
        **more,
    )


@pytest.mark.parametrize(
    ("config", "months", "price"),
    [
        ("Bandwidth:10,GeographicRegionA:China,GeographicRegionB:Europe", 1, 960.0),
        ("Bandwidth:10,GeographicRegionA:Europe,GeographicRegionB:China", 3, 2880.0),
        ("Bandwidth:10,GeographicRegionA:China,GeographicRegionB:Europe", 12, 9792.0),
        ("Bandwidth:2,GeographicRegionA:China,GeographicRegionB:China", 1, 40.0),
        ("Bandwidth:2,GeographicRegionA:Europe,GeographicRegionB:North-America", 1, 80.0),
    ],
)
def test_a_package_has_a_price(cloud: Cloud, config: str, months: int, price: float) -> None:
    body = cloud.bss().get_subscription_price(question(config, service_period_quantity=months)).body
    assert (body.success, body.data.trade_price, body.data.currency) == (True, price, "USD")
    assert body.data.module_details.module_detail[0].module_code == "Bandwidth"


@pytest.mark.parametrize(
    "config", ["Bandwidth:10", "Bandwidth:x,GeographicRegionA:China,GeographicRegionB:Europe", ""]
)
def test_a_question_it_cannot_price_fails_inside_a_good_answer(cloud: Cloud, config: str) -> None:
    body = cloud.bss().get_subscription_price(question(config or "nonsense")).body
    assert (body.success, body.code, body.data) == (False, "InvalidConfig", None)
    assert cloud.calls()[-1]["code"] == "InvalidConfig"


def test_the_modules_can_be_asked_for(cloud: Cloud) -> None:
    asked = bss.DescribePricingModuleRequest(product_code="cbn", subscription_type="Subscription")
    (module,) = cloud.bss().describe_pricing_module(asked).body.data.module_list.module
    assert module.module_code == "Bandwidth"
    assert "GeographicRegionA" in module.config_list.config_list


def test_a_package_costs_what_was_asked(cloud: Cloud) -> None:
    answer = cloud.cbn().create_cen_bandwidth_package(package(10, client_token="run-1/package")).body
    assert balance(cloud) == 100_000 - 960
    asked = bss.GetOrderDetailRequest(order_id=answer.cen_bandwidth_package_order_id)
    (order,) = cloud.bss().get_order_detail(asked).body.data.order_list.order
    assert (order.payment_status, order.pretax_amount) == ("Paid", "960.00")
    assert order.instance_ids == answer.cen_bandwidth_package_id


def test_the_same_token_pays_once(cloud: Cloud) -> None:
    for _ in range(2):
        cloud.cbn().create_cen_bandwidth_package(package(10, client_token="run-1/package"))
    assert balance(cloud) == 100_000 - 960
    assert cloud.bss().query_orders(bss.QueryOrdersRequest()).body.data.total_count == 1


def test_a_package_beyond_the_balance_is_not_bought(cloud: Cloud) -> None:
    cloud.settings(balance=500)
    error = refused(cloud.cbn().create_cen_bandwidth_package, package(10))
    assert error.code == "OperationFailed.InsufficientBalance"
    assert (cloud.living("bandwidth_package"), cloud.living("order")) == ([], [])


def test_without_automatic_payment_there_is_an_order_and_no_package(cloud: Cloud) -> None:
    wanted = package(10)
    wanted.auto_pay = False
    order_id = cloud.cbn().create_cen_bandwidth_package(wanted).body.cen_bandwidth_package_order_id
    assert cloud.living("bandwidth_package") == []
    asked = bss.QueryOrdersRequest(payment_status="Unpaid")
    (order,) = cloud.bss().query_orders(asked).body.data.order_list.order
    assert order.order_id == order_id
    assert cloud.bss().cancel_order(bss.CancelOrderRequest(order_id=order_id)).body.success
    assert cloud.bss().query_orders(asked).body.data.total_count == 0


def test_a_prepaid_package_is_released_by_refund_only(cloud: Cloud) -> None:
    cloud.freeze()
    network = Network(cloud)
    network.buy_package(10)
    wanted = cbn.DeleteCenBandwidthPackageRequest(cen_bandwidth_package_id=network.package_id)
    assert refused(cloud.cbn().delete_cen_bandwidth_package, wanted).code == "Forbidden.Release"
    cloud.advance(MONTH / 2)
    inquiry = bss.InquiryPriceRefundInstanceRequest(instance_id=network.package_id, product_code="cbn")
    assert cloud.bss().inquiry_price_refund_instance(inquiry).body.data.refund_amount == 480.0
    refund = bss.RefundInstanceRequest(instance_id=network.package_id, client_token="run-1/refund")
    first = cloud.bss().refund_instance(refund).body
    assert cloud.bss().refund_instance(refund).body.data.order_id == first.data.order_id
    assert balance(cloud) == 100_000 - 480
    network.free()
    assert cloud.living("bandwidth_package") == []


def test_a_bound_package_is_not_refunded(cloud: Cloud) -> None:
    network = Network(cloud)
    network.add_cen()
    network.buy_package(10)
    network.bind_package()
    refund = bss.RefundInstanceRequest(instance_id=network.package_id)
    assert cloud.bss().refund_instance(refund).body.code == "ResourceStatusError"
    assert len(cloud.living("bandwidth_package")) == 1


def test_an_expired_package_may_be_deleted(cloud: Cloud) -> None:
    cloud.freeze()
    network = Network(cloud)
    network.buy_package(10)
    cloud.advance(MONTH)
    assert network.packages()[0].business_status == "FinancialLocked"
    wanted = cbn.DeleteCenBandwidthPackageRequest(cen_bandwidth_package_id=network.package_id)
    cloud.cbn().delete_cen_bandwidth_package(wanted)
    network.free()
    assert cloud.living("bandwidth_package") == []


def test_more_bandwidth_is_paid_to_the_end_of_the_term(cloud: Cloud) -> None:
    cloud.freeze()
    network = Network(cloud)
    network.buy_package(10)
    cloud.advance(MONTH / 2)
    wanted = cbn.ModifyCenBandwidthPackageSpecRequest(
        cen_bandwidth_package_id=network.package_id, bandwidth=20
    )
    cloud.cbn().modify_cen_bandwidth_package_spec(wanted)
    assert balance(cloud) == 100_000 - 960 - 480


def test_a_quota_shows_what_is_used(cloud: Cloud) -> None:
    cloud.vpc().create_vpc(vpc.CreateVpcRequest(region_id=FRANKFURT))
    dimension = quotas.GetProductQuotaRequestDimensions(key="regionId", value=FRANKFURT)
    asked = quotas.GetProductQuotaRequest(
        product_code="vpc", quota_action_code="vpc_quota_instances_num", dimensions=[dimension]
    )
    quota = cloud.quotas().get_product_quota(asked).body.quota
    assert (quota.total_quota, quota.total_usage) == (10, 1)
