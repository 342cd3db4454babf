from __future__ import annotations

from typing import Any

import pytest

from networks.fulfilment.planning.drift import differences
from networks.fulfilment.planning.survey_facts import Price, Quota, digest, from_json, to_json

from .world import ZONES, cloud, own_vpc

VPC = own_vpc("cn-shanghai-f", "cn-shanghai-g")
APPROVED = cloud(vpcs={"vpc-own": VPC}, quotas=(Quota("vpc", "eu-central-1", 10, 2, "quotas"),))


def paths(**facts: Any) -> list[str]:
    usual: dict[str, Any] = {"vpcs": {"vpc-own": VPC}, "quotas": APPROVED.quotas}
    found = differences(APPROVED, cloud(**(usual | facts)))
    assert all(each.message.en and each.message.zh for each in found)
    return [each.path for each in found]


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"account": "6543210987654321"}, "account"),
        ({"tr_service_open": False}, "tr_service_open"),
        ({"zones": {**ZONES, "eu-central-1": ("eu-central-1a",)}}, "zones.eu-central-1"),
        ({"vpcs": {}}, "vpcs.vpc-own"),
        (
            {"vpcs": {"vpc-own": own_vpc("cn-shanghai-f", "cn-shanghai-g", cidr="10.9.0.0/16")}},
            "vpcs.vpc-own.cidr",
        ),
        ({"vpcs": {"vpc-own": own_vpc("cn-shanghai-f")}}, "vpcs.vpc-own.vswitches"),
        ({"quotas": (Quota("vpc", "eu-central-1", 3, 2, "quotas"),)}, "quotas.vpc.eu-central-1"),
    ],
)
def test_a_world_that_got_worse_is_a_difference(facts: dict[str, Any], path: str) -> None:
    assert paths(**facts) == [path]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"zones": {**ZONES, "eu-central-1": ("eu-central-1a", "eu-central-1b", "eu-central-1c")}},
        {"quotas": (Quota("vpc", "eu-central-1", 10, 4, "quotas"),)},
        {"quotas": ()},
        {"vpcs": {"vpc-own": own_vpc("cn-shanghai-f", "cn-shanghai-g", "cn-shanghai-l")}},
    ],
    ids=["the same", "one more zone", "what the run built itself", "quota unknown", "one more vSwitch"],
)
def test_a_world_that_is_as_good_is_no_difference(facts: dict[str, Any]) -> None:
    assert paths(**facts) == []


@pytest.mark.parametrize(
    ("amount", "currency", "stops"),
    [
        ("2016.00", "USD", False),
        ("2015.99", "USD", False),
        ("2016.01", "USD", True),
        ("2016.00", "CNY", True),
        (None, None, True),
    ],
)
def test_a_price_may_fall_but_not_rise(amount: str | None, currency: str | None, stops: bool) -> None:
    others = [price for price in APPROVED.prices if price.areas != ("China", "Europe")]
    asked = (Price(("China", "Europe"), 21, amount, currency, "a price list"), *others)
    assert bool(paths(prices=asked)) is stops


def test_a_survey_survives_being_stored_with_the_same_digest() -> None:
    assert from_json(to_json(APPROVED)) == APPROVED
    assert digest(from_json(to_json(APPROVED))) == digest(APPROVED)
    assert digest(cloud()) != digest(APPROVED)
