"""Areas, regions and packages: what is sold, since when we know, and where it is written."""

from __future__ import annotations

import doctest
from itertools import combinations_with_replacement
from types import ModuleType

import pytest

from networks.catalog import areas, bilingual, billing, mesh, packages, price_book, pricing, regions
from networks.catalog.areas import Availability
from networks.catalog.regions import REGIONS, region


def test_the_guide_names_five_areas() -> None:
    # Cross-border guide, "VPC-Peering with Cloud Enterprise Network".
    names = {area.name.en for area in areas.GUIDE_AREAS}
    assert names == {"Mainland China", "Europe", "North America", "Asia Pacific", "Australia"}


def test_every_combination_but_australia_with_australia_is_sold() -> None:
    # Cross-border guide: "Any combination (except Australia - Australia ...)".
    guide = [area.code for area in areas.GUIDE_AREAS]
    every = {tuple(sorted(pair)) for pair in combinations_with_replacement(guide, 2)}
    assert every - packages.SOLD_PAIRS == {("Australia", "Australia")}
    assert every > packages.SOLD_PAIRS


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("China", "Europe"), Availability.OPEN),
        (("Europe", "Europe"), Availability.OPEN),
        (
            ("Asia-Pacific", "Australia"),
            Availability.CLOSED,
        ),  # its only region is closed, metadata 2026-04-21
        (("Australia", "Australia"), Availability.CLOSED),
        (
            ("China", "Middle-East"),
            Availability.UNCERTAIN,
        ),  # not among the accepted values, metadata 2026-04-21
        (("Australia", "Middle-East"), Availability.CLOSED),
    ],
)
def test_a_pair_is_as_available_as_its_worse_area(pair: tuple[str, str], expected: Availability) -> None:
    assert packages.availability(pair) is expected


@pytest.mark.parametrize(
    ("mbps", "sold"),
    [(1, False), (2, True), (3, True), (9_999, True), (10_000, True), (10_001, False), (0, False)],
)
def test_bandwidth_is_sold_from_2_to_10000_mbps(mbps: int, sold: bool) -> None:
    # Cross-border guide: "anywhere between 2Mbps and 10Gbps"; metadata: Bandwidth 2 to 10000.
    assert packages.bandwidth_is_sold(mbps) is sold


def test_twenty_networks_per_region_is_a_dated_figure_with_a_source() -> None:
    # Cross-border guide: "up to 20 arbitrary ... networks per region".
    assert packages.VPCS_PER_REGION.value == 20
    assert packages.VPCS_PER_REGION.as_of.year == 2026
    assert "guide" in packages.VPCS_PER_REGION.source


def test_the_region_list_holds_34_regions_of_known_areas() -> None:
    assert len(REGIONS) == 34
    assert {known.area for known in REGIONS.values()} <= set(areas.AREAS)
    assert all(known.name_en and known.name_zh for known in REGIONS.values())


def test_mainland_is_exactly_the_area_china() -> None:
    assert all(known.is_mainland == (known.area == "China") for known in REGIONS.values())
    assert not region("cn-hongkong").is_mainland


@pytest.mark.parametrize(
    ("region_id", "expected"),
    [
        ("eu-central-1", Availability.OPEN),
        ("cn-shanghai", Availability.OPEN),
        ("ap-southeast-2", Availability.CLOSED),  # Sydney
        ("ap-south-1", Availability.CLOSED),  # Mumbai
        ("eu-west-1", Availability.UNCERTAIN),  # London: no current document names its area
        ("me-east-1", Availability.UNCERTAIN),  # Dubai: the Middle East is uncertain as a whole
    ],
)
def test_a_region_is_open_closed_or_uncertain(region_id: str, expected: Availability) -> None:
    assert region(region_id).availability is expected


@pytest.mark.parametrize(
    ("region_id", "en", "zh"),
    [
        ("eu-central-1", "Frankfurt", "法兰克福"),
        ("cn-shanghai", "Shanghai", "上海"),
        ("ap-southeast-1", "Singapore", "新加坡"),
        ("cn-hongkong", "Hong Kong", "中国香港"),
        ("cn-nanjing", "Nanjing", "南京"),
        ("cn-wuhan-lr", "Wuhan", "武汉"),
        ("cn-zhengzhou-jva", "Zhengzhou", "郑州"),
        ("na-south-1", "Mexico", "墨西哥"),
    ],
)
def test_a_region_has_the_short_name_that_people_say(region_id: str, en: str, zh: str) -> None:
    assert (region(region_id).city.en, region(region_id).city.zh) == (en, zh)


def test_regions_of_one_area_are_found_by_it() -> None:
    assert [known.id for known in regions.regions_of("Europe")] == ["eu-central-1", "eu-west-1"]


def test_networks_of_one_region_need_no_package() -> None:
    # Cross-border guide: intra-region peering, "no bandwidth package is needed".
    assert mesh.pairs_by_area(["cn-shanghai", "cn-shanghai"]) == {}


def test_regions_form_a_full_mesh_under_their_area_pairs() -> None:
    meshed = mesh.pairs_by_area(["us-east-1", "cn-shanghai", "cn-beijing", "eu-central-1", "nowhere-1"])
    assert {pair: len(found) for pair, found in meshed.items()} == {
        ("China", "China"): 1,
        ("China", "Europe"): 2,
        ("China", "North-America"): 2,
        ("Europe", "North-America"): 1,
    }


def test_hong_kong_lies_outside_the_border() -> None:
    assert mesh.crosses_border(["cn-hongkong", "cn-shenzhen"])
    assert not mesh.crosses_border(["cn-hongkong", "eu-central-1"])
    assert not mesh.crosses_border(["cn-shanghai", "cn-shenzhen"])


def test_mainland_china_is_said_first() -> None:
    assert packages.pair_name(("Asia-Pacific", "China")).en == "Mainland China – Asia Pacific"
    assert packages.pair_name(("China", "Europe")).zh == "中国内地 – 欧洲"


def test_every_chinese_tag_reads_chinese() -> None:
    words = bilingual.Bilingual("Europe", "欧洲")
    assert [words.in_language(tag) for tag in ("en", "zh-hans", "zh-CN", "de")] == [
        "Europe",
        "欧洲",
        "欧洲",
        "Europe",
    ]


@pytest.mark.parametrize(
    "module",
    [areas, billing, bilingual, mesh, packages, price_book, pricing, regions],
    ids=lambda m: m.__name__,
)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
