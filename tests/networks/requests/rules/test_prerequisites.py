"""What a wish has to meet before it can be sent."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.addressing.rules import cidr
from networks.requests.rules import prerequisites
from networks.requests.rules.prerequisites import Check, Facts, Level, TakenBlock, check
from networks.requests.rules.spec import Link, Spec, VpcSite, parse
from networks.requests.rules.suggest import COMMONLY_USED, free_block

Document = dict[str, Any]


def found(document: Document, code: str, facts: Facts | None = None) -> list[Check]:
    return [each for each in check(parse(document), facts) if each.code == code]


def only(document: Document, code: str, facts: Facts | None = None) -> Check:
    (each,) = found(document, code, facts)
    return each


def network(key: str, region: str, block: str) -> Document:
    return {"key": key, "region": region, "mode": "new", "cidr": block}


def test_a_good_wish_passes_everything(wish: Document) -> None:
    answers = check(parse(wish))
    assert {answer.level for answer in answers} == {Level.PASS}
    assert tuple(answer.code for answer in answers) == prerequisites.CODES
    assert prerequisites.worst(answers) is Level.PASS


def test_every_answer_speaks_both_languages(wish: Document) -> None:
    wish["vpcs"][0] |= {"region": "ap-southeast-2", "cidr": "10.30.0.0/29"}
    for answer in check(parse(wish)):
        assert all((answer.title.en, answer.title.zh, answer.detail.en, answer.detail.zh))


def test_one_network_is_no_connection(wish: Document) -> None:
    del wish["vpcs"][1]
    answer = only(wish, "two_networks")
    assert (answer.level, answer.path) == (Level.BLOCK, "vpcs")


def test_two_networks_of_one_name_are_refused_at_the_second(wish: Document) -> None:
    wish["vpcs"][1]["key"] = "frankfurt"
    answer = only(wish, "names_differ")
    assert (answer.level, answer.path) == (Level.BLOCK, "vpcs.1.key")


@pytest.mark.parametrize(("count", "level"), [(19, Level.PASS), (20, Level.PASS), (21, Level.BLOCK)])
def test_a_region_takes_twenty_networks(wish: Document, count: int, level: Level) -> None:
    # Cross-border guide, "VPC-Peering with Cloud Enterprise Network": up to 20 per region.
    wish["vpcs"] = [network(f"n{number}", "eu-central-1", f"10.{number}.0.0/16") for number in range(count)]
    assert only(wish, "networks_per_region").level is level


def test_a_surveyed_quota_takes_the_place_of_the_guides_figure(wish: Document) -> None:
    wish["vpcs"] = [network(f"n{number}", "eu-central-1", f"10.{number}.0.0/16") for number in range(21)]
    assert only(wish, "networks_per_region", Facts(vpcs_per_region=30)).level is Level.PASS
    assert only(wish, "networks_per_region", Facts(vpcs_per_region=5)).level is Level.BLOCK


@pytest.mark.parametrize(
    ("region", "level"),
    [
        ("eu-central-1", Level.PASS),
        ("atlantis-1", Level.BLOCK),
        ("ap-southeast-2", Level.BLOCK),  # Sydney is closed
        ("ap-south-1", Level.BLOCK),  # Mumbai is closed
        ("eu-west-1", Level.NEEDS_HUMAN),  # nobody can say
        ("me-central-1", Level.NEEDS_HUMAN),
    ],
)
def test_a_region_is_judged_by_its_availability(wish: Document, region: str, level: Level) -> None:
    wish["vpcs"][0]["region"] = region
    answer = only(wish, "regions_on_sale")
    assert answer.level is level
    assert level is Level.PASS or answer.path == "vpcs.0.region"


@pytest.mark.parametrize(
    ("vpc_id", "level"),
    [
        ("vpc-uf6abc", Level.PASS),
        ("vpc-bp15zckdt37pq72zvw3aa", Level.PASS),
        ("vsw-uf6abc", Level.BLOCK),
        ("vpc-", Level.BLOCK),
        ("vpc-UF6ABC", Level.BLOCK),
        ("vpc-uf6abc/..", Level.BLOCK),
        ("vpc-uf6abc\n", Level.PASS),  # the reader trims
    ],
)
def test_an_existing_network_is_named_by_a_vpc_id(wish: Document, vpc_id: str, level: Level) -> None:
    wish["vpcs"][1]["vpc_id"] = vpc_id
    assert only(wish, "existing_ids").level is level


def test_one_vpc_cannot_be_joined_twice(wish: Document) -> None:
    wish["vpcs"].append(wish["vpcs"][1] | {"key": "again", "cidr": "10.40.0.0/16"})
    answer = only(wish, "existing_ids")
    assert (answer.level, answer.path) == (Level.BLOCK, "vpcs.2.vpc_id")


@pytest.mark.parametrize(
    ("mode", "block", "level"),
    [
        ("new", "10.0.0.0/8", Level.PASS),
        ("new", "10.20.0.0/28", Level.PASS),
        ("new", "10.20.0.0/29", Level.BLOCK),
        ("existing", "10.20.0.0/29", Level.PASS),
    ],
)
def test_a_new_network_needs_room_for_two_switches(
    wish: Document, mode: str, block: str, level: Level
) -> None:
    wish["vpcs"][0] |= {"mode": mode, "cidr": block, "vpc_id": "vpc-eu1abc" if mode == "existing" else None}
    assert only(wish, "room_for_switches").level is level


def test_overlapping_blocks_are_refused_with_a_free_one(wish: Document) -> None:
    wish["vpcs"][0]["cidr"] = "10.30.64.0/18"
    answer = only(wish, "blocks_apart")
    assert (answer.level, answer.path) == (Level.BLOCK, "vpcs.0.cidr")
    assert answer.detail.en == (
        "10.30.64.0/18 (frankfurt) is inside 10.30.0.0/16 (shanghai). "
        f"Traffic between the two would be lost. Use {answer.suggestion} instead."
    )
    wish["vpcs"][0]["cidr"] = answer.suggestion
    assert only(wish, "blocks_apart").level is Level.PASS


def test_touching_blocks_are_apart(wish: Document) -> None:
    wish["vpcs"][0]["cidr"], wish["vpcs"][1]["cidr"] = "10.30.0.0/17", "10.30.128.0/17"
    assert only(wish, "blocks_apart").level is Level.PASS


def test_the_network_that_exists_stays_and_the_new_one_moves(wish: Document) -> None:
    wish["vpcs"].reverse()
    wish["vpcs"][1]["cidr"] = "10.30.0.0/16"
    assert only(wish, "blocks_apart").path == "vpcs.1.cidr"


def test_two_existing_networks_that_overlap_get_no_suggestion(wish: Document) -> None:
    wish["vpcs"][0] |= {"mode": "existing", "vpc_id": "vpc-eu1abc", "cidr": "10.30.0.0/16"}
    answer = only(wish, "blocks_apart")
    assert answer.suggestion is None
    assert "cannot be changed" in answer.detail.en


def test_an_overlap_elsewhere_in_the_organization_is_a_warning_that_names_the_holder(wish: Document) -> None:
    facts = Facts(taken=(TakenBlock(IPv4Network("10.20.128.0/17"), "NR-41"),))
    answer = only(wish, "blocks_apart_in_organization", facts)
    assert (answer.level, answer.path) == (Level.WARN, "vpcs.0.cidr")
    assert "10.20.128.0/17, held by NR-41" in answer.detail.en
    assert "NR-41" in answer.detail.zh
    assert prerequisites.blocking(check(parse(wish), facts)) == ()


_small = st.builds(
    lambda offset, prefixlen: IPv4Network((0x0A020000 + offset, prefixlen), strict=False),
    st.integers(0, 2**12 - 1),
    st.integers(20, 28),
)


@given(st.lists(_small, min_size=2, max_size=6), st.lists(_small, max_size=3))
def test_taking_every_suggestion_leaves_no_overlap(
    blocks: list[IPv4Network], taken: list[IPv4Network]
) -> None:
    sites = tuple(VpcSite(f"n{number}", "eu-central-1", "new", each) for number, each in enumerate(blocks))
    facts = Facts(taken=tuple(TakenBlock(each, "C-7") for each in taken))
    spec = Spec(1, "cen", "x", sites, ())
    moved = list(sites)
    for answer in check(spec, facts):
        if answer.suggestion is not None and answer.path.startswith("vpcs."):
            number = int(answer.path.split(".")[1])
            moved[number] = replace(moved[number], cidr=cidr.parse(answer.suggestion))
    codes = {answer.code: answer.level for answer in check(replace(spec, vpcs=tuple(moved)), facts)}
    assert codes["blocks_apart"] is Level.PASS
    assert codes["blocks_apart_in_organization"] is Level.PASS


def test_a_common_block_is_offered_last() -> None:
    offered = free_block([], 16)
    assert offered is not None
    assert not any(offered.overlaps(common) for common in COMMONLY_USED)
    assert free_block([IPv4Network("10.2.0.0/15")], 8) is None
    assert free_block([], 8) == IPv4Network("10.0.0.0/8")


def test_a_pair_of_areas_without_bandwidth_is_refused(wish: Document) -> None:
    wish["links"] = []
    answer = only(wish, "bandwidth_present")
    assert (answer.level, answer.path) == (Level.BLOCK, "links")
    assert answer.detail.en.startswith("Mainland China – Europe has no bandwidth")


def test_two_regions_of_one_area_need_bandwidth_too(wish: Document) -> None:
    wish["vpcs"].append(network("beijing", "cn-beijing", "10.40.0.0/16"))
    assert "Mainland China – Mainland China" in only(wish, "bandwidth_present").detail.en


def test_networks_of_one_region_need_none(wish: Document) -> None:
    # Cross-border guide: peering inside one region is free.
    wish["vpcs"] = [network("a", "eu-central-1", "10.1.0.0/16"), network("b", "eu-central-1", "10.2.0.0/16")]
    wish["links"], wish["statement"] = [], None
    assert prerequisites.worst(check(parse(wish))) is Level.PASS


def test_bandwidth_that_joins_nothing_is_refused(wish: Document) -> None:
    wish["links"].append({"areas": ["China", "North-America"], "bandwidth_mbps": 5})
    answer = only(wish, "bandwidth_used")
    assert (answer.level, answer.path) == (Level.BLOCK, "links.1")


@pytest.mark.parametrize(
    ("mbps", "level"), [(1, Level.BLOCK), (2, Level.PASS), (10_000, Level.PASS), (10_001, Level.BLOCK)]
)
def test_bandwidth_is_two_to_ten_thousand(wish: Document, mbps: int, level: Level) -> None:
    # Cross-border guide: 2Mbps to 10Gbps; API metadata 2026-04-21: 2 to 10000.
    wish["links"][0]["bandwidth_mbps"] = mbps
    assert only(wish, "bandwidth_in_range").level is level


@pytest.mark.parametrize(
    ("region", "areas", "level"),
    [
        ("ap-southeast-2", ["Australia", "China"], Level.BLOCK),
        ("me-east-1", ["China", "Middle-East"], Level.NEEDS_HUMAN),
        ("us-east-1", ["China", "North-America"], Level.PASS),
    ],
)
def test_areas_are_judged_by_their_availability(
    wish: Document, region: str, areas: list[str], level: Level
) -> None:
    wish["vpcs"][0]["region"], wish["links"][0]["areas"] = region, areas
    assert only(wish, "areas_on_sale").level is level


def test_every_region_pair_needs_a_megabit(wish: Document) -> None:
    for number, region in enumerate(["cn-beijing", "cn-shenzhen", "cn-hangzhou"]):
        wish["vpcs"].append(network(f"n{number}", region, f"10.{40 + number}.0.0/16"))
    wish["links"] = [{"areas": ["China", "Europe"], "bandwidth_mbps": 3}]
    answer = only(wish, "bandwidth_shareable")
    assert (answer.level, answer.suggestion) == (Level.BLOCK, "4")
    wish["links"][0]["bandwidth_mbps"] = 4
    assert only(wish, "bandwidth_shareable").level is Level.PASS


def test_crossing_the_border_needs_the_statement(wish: Document) -> None:
    wish["statement"] = None
    answer = only(wish, "statement_signed")
    assert (answer.level, answer.path) == (Level.BLOCK, "statement")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("own_use", False),
        ("no_resale", False),
        ("no_public_users", False),
        ("purpose", ""),
        ("signed_by", " "),
    ],
)
def test_every_part_of_the_statement_is_needed(wish: Document, field: str, value: object) -> None:
    wish["statement"][field] = value
    answer = only(wish, "statement_signed")
    assert (answer.level, answer.path) == (Level.BLOCK, f"statement.{field}")


def test_a_connection_on_one_side_of_the_border_needs_no_statement(wish: Document) -> None:
    wish["vpcs"][1] |= {"region": "cn-hongkong"}
    wish["links"][0]["areas"] = ["Asia-Pacific", "Europe"]
    wish["statement"] = None
    assert found(wish, "statement_signed") == []
    wish["vpcs"][0] |= {"region": "cn-shenzhen"}
    assert only(wish, "statement_signed").level is Level.BLOCK


@given(st.lists(st.sampled_from(["eu-central-1", "cn-shanghai", "us-east-1", "cn-beijing"]), max_size=5))
def test_a_rule_speaks_for_every_wish(chosen: list[str]) -> None:
    sites = tuple(
        VpcSite(f"n{number}", region, "new", IPv4Network((0x0A000000 + number * 65536, 16)))
        for number, region in enumerate(chosen)
    )
    answers = check(Spec(1, "cen", "x", sites, (Link(("China", "Europe"), 2),)))
    always = set(prerequisites.CODES) - {"existing_ids", "statement_signed"}
    assert always <= {answer.code for answer in answers} <= set(prerequisites.CODES)
