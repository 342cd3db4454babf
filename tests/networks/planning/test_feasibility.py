from __future__ import annotations

import pytest

from networks.fulfilment.planning.survey_facts import FoundVSwitch, Quota

from .world import (
    BEIJING,
    CHINA_CHINA,
    CHINA_EUROPE,
    FRANKFURT,
    OWN_SHANGHAI,
    SHANGHAI,
    ZONES,
    own_vpc,
    planned,
    refused,
)


def test_an_existing_network_needs_vswitches_in_two_zones_of_the_router() -> None:
    one_zone = {"vpc-own": own_vpc("cn-shanghai-f", "cn-shanghai-a")}
    assert refused(FRANKFURT, OWN_SHANGHAI, vpcs=one_zone) == {"vswitches_missing"}


def test_a_full_vswitch_does_not_count() -> None:
    found = own_vpc("cn-shanghai-f")
    full = FoundVSwitch("vsw-full", "cn-shanghai-g", "10.30.9.0/24", has_room=False)
    vpcs = {"vpc-own": type(found)(found.region, found.cidr, (*found.vswitches, full))}
    assert refused(FRANKFURT, OWN_SHANGHAI, vpcs=vpcs) == {"vswitches_missing"}


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({}, "vpc_not_found"),
        ({"vpc-own": own_vpc("cn-beijing-h", "cn-beijing-k", region="cn-beijing")}, "vpc_not_found"),
        (
            {"vpc-own": own_vpc("cn-shanghai-f", "cn-shanghai-g", cidr="10.99.0.0/16")},
            "vpc_has_another_block",
        ),
    ],
    ids=["nowhere", "in another region", "with another block"],
)
def test_an_existing_network_must_be_as_the_wish_says(found: dict, code: str) -> None:
    assert refused(FRANKFURT, OWN_SHANGHAI, vpcs=found) == {code}


def test_a_region_without_zones_for_routers_cannot_be_joined() -> None:
    assert refused(FRANKFURT, SHANGHAI, zones={**ZONES, "eu-central-1": ()}) == {"no_transit_router_zone"}


@pytest.mark.parametrize(("cidr", "fits"), [("10.20.0.0/28", True), ("10.20.0.0/29", False)])
def test_the_smallest_network_holds_two_vswitches(cidr: str, fits: bool) -> None:
    small = {**FRANKFURT, "cidr": cidr}
    if fits:
        assert planned(small, SHANGHAI)
    else:
        assert refused(small, SHANGHAI) == {"block_too_small"}


@pytest.mark.parametrize(("mbps", "fits"), [(2, True), (1, False)])
def test_each_region_pair_needs_one_megabit(mbps: int, fits: bool) -> None:
    links = ({**CHINA_EUROPE, "bandwidth_mbps": mbps}, CHINA_CHINA)
    if fits:
        assert planned(FRANKFURT, SHANGHAI, BEIJING, links=links)
    else:
        assert refused(FRANKFURT, SHANGHAI, BEIJING, links=links) == {"bandwidth_too_small_to_share"}


def test_regions_of_two_areas_need_bandwidth_between_them() -> None:
    assert refused(FRANKFURT, SHANGHAI, links=()) == {"bandwidth_missing"}


@pytest.mark.parametrize(("used", "fits"), [(8, True), (10, False)])
def test_a_used_up_quota_stops_the_plan_before_anything_is_built(used: int, fits: bool) -> None:
    quotas = (Quota("vpc", "eu-central-1", 10, used, "quotas"),)
    if fits:
        assert planned(FRANKFURT, SHANGHAI, quotas=quotas)
    else:
        assert refused(FRANKFURT, SHANGHAI, quotas=quotas) == {"quota_used_up"}


def test_all_reasons_are_told_at_once() -> None:
    assert refused({**FRANKFURT, "cidr": "10.20.0.0/29"}, OWN_SHANGHAI, links=()) == {
        "block_too_small",
        "vpc_not_found",
        "bandwidth_missing",
    }
