from __future__ import annotations

import pytest

from icp.domains.rules.places import Target, hosts_of, is_public, overall, region_in_name, region_of_country
from icp.eligibility.rules.domain_names import parse


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("alb-9.cn-shanghai.alb.aliyuncsslb.com", "mainland"),
        ("NLB-9.cn-hangzhou.nlb.aliyuncsslb.com.", "mainland"),
        ("nordwind.oss-cn-beijing.aliyuncs.com", "mainland"),
        ("nordwind.oss-cn-hongkong.aliyuncs.com", "hk_mo_tw"),
        ("nordwind.oss-eu-central-1.aliyuncs.com", "overseas"),
        # The bucket is the customer's word: the region stands right of it.
        ("web-cn-shanghai.oss-eu-central-1.aliyuncs.com", "overseas"),
        ("nordwind.oss-accelerate.aliyuncs.com", None),
        ("nordwind.w.kunlunar.com", None),
        ("cn-shanghai.example.com", None),
        ("evilaliyuncs.com", None),
        ("", None),
    ],
)
def test_the_name_of_a_target_may_tell_its_region(name: str, region: str | None) -> None:
    assert region_in_name(name) == region


@pytest.mark.parametrize(
    ("country", "region"),
    [
        ("CN", "mainland"),
        ("HK", "hk_mo_tw"),
        ("MO", "hk_mo_tw"),
        ("TW", "hk_mo_tw"),
        ("DE", "overseas"),
        ("", "unknown"),
    ],
)
def test_the_country_of_a_block(country: str, region: str) -> None:
    assert region_of_country(country) == region


@pytest.mark.parametrize(
    ("regions", "whole"),
    [
        (["overseas", "mainland"], "mainland"),
        (["overseas", "unknown"], "unknown"),
        (["unknown", "mainland"], "mainland"),
        (["overseas", "hk_mo_tw"], "hk_mo_tw"),
        (["overseas"], "overseas"),
        ([], None),
    ],
)
def test_one_target_in_the_mainland_is_enough(regions: list, whole: str | None) -> None:
    assert overall(Target("1.1.1.1", region) for region in regions) == whole


def test_the_bare_name_is_looked_at_with_www_too() -> None:
    assert hosts_of(parse("nordwind.cn")) == ("nordwind.cn", "www.nordwind.cn")
    assert hosts_of(parse("shop.nordwind.cn")) == ("shop.nordwind.cn",)


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "fe80::1", "nonsense", ""])
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)
