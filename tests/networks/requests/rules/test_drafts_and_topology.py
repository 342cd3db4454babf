"""A wish that is still being typed: its checks and its picture."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from networks.requests.rules import drafts, prerequisites, topology
from networks.requests.rules.checks import Level
from networks.requests.rules.spec import parse
from networks.requests.rules.topology import Figure

Document = dict[str, Any]

_rows = st.fixed_dictionaries(
    {},
    optional={
        "key": st.sampled_from(["a", "b", "frankfurt", "", "Bad Key"]),
        "region": st.sampled_from(["eu-central-1", "us-east-1", "cn-shanghai", "cn-beijing", "", "x-1"]),
        "mode": st.sampled_from(["new", "existing", ""]),
        "cidr": st.sampled_from(["10.0.0.0/8", "10.20.0.0/16", "10.20.0.0/24", "192.168.0.0/16", "", "10"]),
        "vpc_id": st.sampled_from([None, "vpc-uf6abc", "x" * 80]),
    },
)
_links = st.fixed_dictionaries(
    {},
    optional={
        "areas": st.sampled_from([["China", "Europe"], ["Europe", "China"], ["China", "China"], [], "x"]),
        "bandwidth_mbps": st.sampled_from([None, 0, 1, 20, 10_000, "20"]),
    },
)
_documents = st.fixed_dictionaries(
    {}, optional={"vpcs": st.lists(_rows | st.none(), max_size=7), "links": st.lists(_links, max_size=4)}
)


def test_a_finished_wish_has_the_same_checks_as_a_draft(wish: Document) -> None:
    assert drafts.check_draft(wish) == prerequisites.check(parse(wish))


def test_an_empty_row_blocks_sending_and_nothing_else(wish: Document) -> None:
    wish["vpcs"].insert(0, {"key": "", "region": "", "mode": "new", "cidr": ""})
    unread = [check for check in drafts.check_draft(wish) if check.level is Level.BLOCK]
    assert {check.path for check in unread} == {"vpcs.0.key", "vpcs.0.region", "vpcs.0.cidr"}
    assert all(check.title.en == "To be completed" for check in unread)


def test_a_check_points_at_the_row_as_typed(wish: Document) -> None:
    wish["vpcs"].insert(0, {})
    wish["vpcs"][1]["cidr"] = "10.30.1.0/24"
    wish["links"].insert(0, {"areas": ["North-America", "Europe"], "bandwidth_mbps": 7})
    paths = {check.code: check.path for check in drafts.check_draft(wish)}
    assert paths["blocks_apart"] == "vpcs.1.cidr"
    assert paths["bandwidth_used"] == "links.0"


@given(_documents)
@settings(max_examples=150)
def test_every_draft_has_checks_and_a_picture_within_its_frame(document: Document) -> None:
    drafts.check_draft(document)
    shown = topology.draw(drafts.read(document))
    for figure in (shown.wide, shown.tall):
        _stands_within_its_frame(figure)
        _nothing_covers_a_node(figure)
        _labels_lie_apart(figure)
    assert len(shown.wide.nodes) == len(shown.tall.nodes) == max(2, len(document.get("vpcs", []))) or not (
        document.get("vpcs")
    )


@pytest.mark.parametrize("document", [None, 7, [], {"vpcs": 3, "links": {}}, {"vpcs": [None, 1, []]}])
def test_what_is_no_draft_is_an_empty_one(document: object) -> None:
    assert drafts.read(document).spec.vpcs == ()
    assert topology.draw(drafts.read(document)).wide.nodes


def test_europe_stands_left_and_the_mainland_right_of_the_border(wish: Document) -> None:
    figure = topology.draw(drafts.read(wish)).wide
    assert [(zone.label.en, zone.x) for zone in figure.zones] == [("Europe", 1), ("Mainland China", 447)]
    assert figure.border is not None
    assert [node.title.en for node in figure.nodes] == ["Frankfurt VPC", "Shanghai VPC"]
    assert [node.block for node in figure.nodes] == ["10.20.0.0/16", "10.30.0.0/16"]
    assert [curve.kind for curve in figure.curves] == ["link"]
    assert [tag.label.en for tag in figure.tags] == ["CEN · 20 Mbps"]
    assert figure.view_box.startswith("0 0 760 ")


def test_the_mainland_stands_below_the_border_on_a_phone(wish: Document) -> None:
    wish["vpcs"].reverse()
    figure = topology.draw(drafts.read(wish)).tall
    assert [zone.label.zh for zone in figure.zones] == ["欧洲", "中国内地"]
    assert figure.border is not None
    assert figure.zones[0].y + figure.zones[0].height < figure.zones[1].y
    assert figure.view_box.startswith("0 0 340 ")


def test_overlapping_networks_are_outlined_and_joined_by_a_dashed_line(wish: Document) -> None:
    wish["vpcs"][0]["cidr"] = "10.30.64.0/18"
    shown = topology.draw(drafts.read(wish))
    assert all(node.is_bad for node in shown.wide.nodes)
    assert [curve.kind for curve in shown.tall.curves] == ["link", "clash"]
    assert [tag.label.en for tag in shown.wide.tags if tag.is_bad] == ["Ranges overlap"]
    assert "Frankfurt VPC 10.30.64.0/18 overlaps Shanghai VPC 10.30.0.0/16." in shown.description.en


def test_missing_bandwidth_is_dotted_and_labelled(wish: Document) -> None:
    wish["links"] = []
    figure = topology.draw(drafts.read(wish)).wide
    assert [curve.kind for curve in figure.curves] == ["vpn"]
    assert [(tag.label.en, tag.is_bad) for tag in figure.tags] == [("No bandwidth", True)]


def test_networks_of_one_region_are_joined_without_a_label(wish: Document) -> None:
    wish["vpcs"][1] |= {"region": "eu-central-1"}
    wish["links"] = []
    figure = topology.draw(drafts.read(wish)).wide
    assert ([curve.kind for curve in figure.curves], figure.tags, figure.border) == (["vpn"], (), None)


def test_an_empty_draft_shows_one_ghost(wish: Document) -> None:
    shown = topology.draw(drafts.read({}))
    assert [node.is_ghost for node in shown.wide.nodes] == [True]
    assert shown.description.en == "No network is chosen yet."
    wish["vpcs"].pop()
    assert [node.is_ghost for node in topology.draw(drafts.read(wish)).tall.nodes] == [False, True]


def test_the_sentence_says_what_the_picture_shows(wish: Document) -> None:
    shown = topology.draw(drafts.read(wish))
    assert shown.description.en == (
        "Frankfurt VPC, 10.20.0.0/16; Shanghai VPC, 10.30.0.0/16. "
        "A 20 megabit CEN bandwidth plan joins Mainland China and Europe and crosses the China border."
    )
    assert shown.description.zh == (
        "法兰克福 VPC，10.20.0.0/16；上海 VPC，10.30.0.0/16。20 Mbps 云企业网带宽包跨境连接中国内地与欧洲。"
    )


def _stands_within_its_frame(figure: Figure) -> None:
    for box in (*figure.zones, *figure.nodes, *figure.tags):
        assert 0 <= box.x < box.x + box.width <= figure.width
        assert 0 <= box.y < box.y + box.height <= figure.height
    for curve in figure.curves:
        numbers = [int(number) for number in re.findall(r"-?\d+", curve.path)]
        assert all(0 <= number <= max(figure.width, figure.height) for number in numbers)


def _nothing_covers_a_node(figure: Figure) -> None:
    for node in figure.nodes:
        assert any(
            zone.x <= node.x
            and node.right <= zone.x + zone.width
            and zone.y <= node.y
            and node.bottom <= zone.y + zone.height
            for zone in figure.zones
        )
        assert not any(_meet(node, other) for other in figure.nodes if other is not node)
        assert not any(_meet(node, tag) for tag in figure.tags)


def _labels_lie_apart(figure: Figure) -> None:
    for number, tag in enumerate(figure.tags):
        assert not any(_meet(tag, other) for other in figure.tags[number + 1 :])


def _meet(one: Any, other: Any) -> bool:
    apart = (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )
    return not apart
