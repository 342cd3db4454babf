"""Reading the wish: the canonical document, and every problem with its code and place."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable
from ipaddress import IPv4Network
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.catalog.areas import AREAS
from networks.catalog.packages import area_pair
from networks.catalog.regions import REGIONS
from networks.requests.rules import approvals, lifecycle, split, suggest
from networks.requests.rules import spec as specs
from networks.requests.rules.spec import Link, MalformedSpec, Spec, Statement, VpcSite, parse, to_json

Document = dict[str, Any]
Change = Callable[[Document], object]

_texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
_keys = st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True)


@st.composite
def sites(draw: st.DrawFn) -> VpcSite:
    mode = draw(st.sampled_from(["new", "existing"]))
    prefixlen = draw(st.integers(8, 29))
    first = 0x0A000000 + draw(st.integers(0, 2**24 - 1))
    vpc_id = draw(st.from_regex(r"vpc-[a-z0-9]{6,20}", fullmatch=True)) if mode == "existing" else None
    block = IPv4Network((first, prefixlen), strict=False)
    return VpcSite(draw(_keys), draw(st.sampled_from(sorted(REGIONS))), mode, block, vpc_id)


_pairs = st.tuples(st.sampled_from(sorted(AREAS)), st.sampled_from(sorted(AREAS))).map(
    lambda p: area_pair(*p)
)
_links = st.dictionaries(_pairs, st.integers(1, 1_000_000), max_size=6).map(
    lambda found: tuple(Link(pair, found[pair]) for pair in sorted(found))
)
_statements = st.builds(Statement, st.booleans(), _texts, st.booleans(), st.booleans(), _texts)
_specs = st.builds(
    Spec,
    st.just(1),
    st.just("cen"),
    _texts,
    st.lists(sites(), max_size=5).map(tuple),
    _links,
    st.none() | _statements,
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)


@given(_specs)
def test_a_spec_survives_its_document(spec: Spec) -> None:
    assert parse(json.loads(json.dumps(to_json(spec)))) == spec


def test_the_canonical_document_is_the_one_in_the_contract(wish: Document) -> None:
    assert to_json(parse(wish)) == wish


def test_areas_and_links_are_put_in_order(wish: Document) -> None:
    wish["links"] = [
        {"areas": ["North-America", "China"], "bandwidth_mbps": 5},
        {"areas": ["Europe", "China"], "bandwidth_mbps": 20},
    ]
    assert parse(wish).links == (Link(("China", "Europe"), 20), Link(("China", "North-America"), 5))


def test_networks_stay_in_the_order_of_the_customer(wish: Document) -> None:
    wish["vpcs"].reverse()
    assert [site.key for site in parse(wish).vpcs] == ["shanghai", "frankfurt"]


def test_vpc_id_and_statement_may_be_left_out(wish: Document) -> None:
    del wish["vpcs"][0]["vpc_id"], wish["statement"]
    read = parse(wish)
    assert read.vpcs[0].vpc_id is None
    assert read.statement is None


def _set(path: str, value: object) -> Change:
    def change(document: Document) -> None:
        *steps, last = path.split(".")
        target: Any = document
        for step in steps:
            target = target[int(step) if step.isdigit() else step]
        target[int(last) if last.isdigit() else last] = value

    return change


def _without(path: str) -> Change:
    def change(document: Document) -> None:
        *steps, last = path.split(".")
        target: Any = document
        for step in steps:
            target = target[int(step) if step.isdigit() else step]
        del target[last]

    return change


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (_set("version", 2), "unknown_version", "version"),
        (_set("version", True), "unknown_version", "version"),
        (_set("version", "1"), "unknown_version", "version"),
        (_set("version", 1.0), "unknown_version", "version"),
        (_set("kind", "vpn"), "unknown_kind", "kind"),
        (_set("kind", ["cen"]), "unknown_kind", "kind"),
        (_set("name", ""), "empty_text", "name"),
        (_set("name", "  "), "empty_text", "name"),
        (_set("name", None), "not_text", "name"),
        (_set("name", 10**5000), "not_text", "name"),
        (_set("version", -(10**5000)), "unknown_version", "version"),
        (_set("name", "x" * 81), "text_too_long", "name"),
        (_set("name", "a\x00b"), "unprintable_text", "name"),
        (_set("name", "\ud800"), "unprintable_text", "name"),
        (_set("surplus", 1), "unknown_field", "surplus"),
        (_without("name"), "missing_field", "name"),
        (_without("vpcs"), "missing_field", "vpcs"),
        (_set("vpcs", {}), "not_a_list", "vpcs"),
        (_set("vpcs", "two"), "not_a_list", "vpcs"),
        (_set("vpcs", [{}] * 201), "list_too_long", "vpcs"),
        (_set("vpcs.0", None), "not_an_object", "vpcs.0"),
        (_set("vpcs.1.key", "Shanghai"), "bad_key", "vpcs.1.key"),
        (_set("vpcs.1.key", "a.b"), "bad_key", "vpcs.1.key"),
        (_set("vpcs.1.key", "a" * 32), "bad_key", "vpcs.1.key"),
        (_set("vpcs.1.key", "1a"), "bad_key", "vpcs.1.key"),
        (_set("vpcs.0.region", "eu central"), "bad_region", "vpcs.0.region"),
        (_set("vpcs.0.mode", "old"), "unknown_mode", "vpcs.0.mode"),
        (_set("vpcs.1.cidr", "10.30.0.1/16"), "cidr_host_bits", "vpcs.1.cidr"),
        (_set("vpcs.1.cidr", ""), "cidr_empty", "vpcs.1.cidr"),
        (_set("vpcs.1.cidr", None), "cidr_not_text", "vpcs.1.cidr"),
        (_without("vpcs.1.cidr"), "missing_field", "vpcs.1.cidr"),
        (_set("vpcs.0.vpc_id", "vpc-uf6abc"), "vpc_id_not_expected", "vpcs.0.vpc_id"),
        (_set("vpcs.1.vpc_id", None), "vpc_id_missing", "vpcs.1.vpc_id"),
        (_set("vpcs.1.vpc_id", 7), "not_text", "vpcs.1.vpc_id"),
        (_set("links.0.areas", ["China"]), "unknown_areas", "links.0.areas"),
        (_set("links.0.areas", ["China", "Atlantis"]), "unknown_areas", "links.0.areas"),
        (_set("links.0.areas", ["China", ["Europe"]]), "unknown_areas", "links.0.areas"),
        (_set("links.0.areas", "China-Europe"), "unknown_areas", "links.0.areas"),
        (_set("links.0.bandwidth_mbps", 20.0), "not_a_whole_number", "links.0.bandwidth_mbps"),
        (_set("links.0.bandwidth_mbps", "20"), "not_a_whole_number", "links.0.bandwidth_mbps"),
        (_set("links.0.bandwidth_mbps", True), "not_a_whole_number", "links.0.bandwidth_mbps"),
        (_set("links.0.bandwidth_mbps", 0), "number_out_of_bounds", "links.0.bandwidth_mbps"),
        (_set("links.0.bandwidth_mbps", 10**5000), "number_out_of_bounds", "links.0.bandwidth_mbps"),
        (
            _set(
                "links",
                [
                    {"areas": ["China", "Europe"], "bandwidth_mbps": 5},
                    {"areas": ["Europe", "China"], "bandwidth_mbps": 6},
                ],
            ),
            "same_link_twice",
            "links.1.areas",
        ),
        (_set("statement", True), "not_an_object", "statement"),
        (_set("statement.own_use", "yes"), "not_true_or_false", "statement.own_use"),
        (_without("statement.no_resale"), "missing_field", "statement.no_resale"),
        (_set("statement.purpose", "x" * 501), "text_too_long", "statement.purpose"),
    ],
)
def test_a_problem_has_its_code_and_place(wish: Document, change: Change, code: str, path: str) -> None:
    change(wish)
    with pytest.raises(MalformedSpec) as malformed:
        parse(wish)
    assert [(problem.code, problem.path) for problem in malformed.value.problems] == [(code, path)]
    for problem in malformed.value.problems:
        assert problem.message.en
        assert problem.message.zh


def test_all_problems_are_named_at_once(wish: Document) -> None:
    wish["version"] = 9
    wish["vpcs"][0]["cidr"] = "10.20.0.0"
    wish["vpcs"][1]["mode"] = "old"
    wish["links"][0]["bandwidth_mbps"] = None
    with pytest.raises(MalformedSpec) as malformed:
        parse(wish)
    paths = [problem.path for problem in malformed.value.problems]
    assert paths == ["version", "vpcs.0.cidr", "vpcs.1.mode", "links.0.bandwidth_mbps"]


@pytest.mark.parametrize("document", [None, [], "cen", 7, {}, {"version": 1}])
def test_what_is_no_spec_at_all_is_refused_with_sentences(document: object) -> None:
    with pytest.raises(MalformedSpec) as malformed:
        parse(document)
    assert malformed.value.problems


@given(_json)
def test_no_document_does_anything_but_read_or_be_refused(document: object) -> None:
    try:
        parse(document)
    except MalformedSpec as malformed:
        assert malformed.problems


def test_the_regions_decide_which_packages_are_needed(wish: Document) -> None:
    wish["vpcs"].append(
        {"key": "beijing", "region": "cn-beijing", "mode": "new", "cidr": "10.40.0.0/16"},
    )
    read = parse(wish)
    assert specs.regions(read) == ("cn-beijing", "cn-shanghai", "eu-central-1")
    assert specs.area_pairs(read) == (("China", "China"), ("China", "Europe"))
    assert specs.crosses_border(read)


@given(st.integers(1, 500), st.integers(1, 60))
def test_shares_add_up_and_differ_by_one_at_most(mbps: int, parts: int) -> None:
    if parts > mbps:
        with pytest.raises(split.TooThin):
            split.evenly(mbps, parts)
        return
    shares = split.evenly(mbps, parts)
    assert sum(shares) == mbps
    assert len(shares) == parts
    assert list(shares) == sorted(shares, reverse=True)
    assert 1 <= shares[0] <= shares[-1] + 1


def test_the_remainder_goes_to_the_first_region_pairs(wish: Document) -> None:
    for number, region in enumerate(["cn-beijing", "cn-shenzhen"]):
        wish["vpcs"].append(
            {"key": f"more-{number}", "region": region, "mode": "new", "cidr": f"10.{50 + number}.0.0/16"}
        )
    wish["links"].append({"areas": ["China", "China"], "bandwidth_mbps": 6})
    assert split.shares(parse(wish)) == {
        ("cn-beijing", "cn-shanghai"): 2,
        ("cn-beijing", "cn-shenzhen"): 2,
        ("cn-shanghai", "cn-shenzhen"): 2,
        ("cn-beijing", "eu-central-1"): 7,
        ("cn-shanghai", "eu-central-1"): 7,
        ("cn-shenzhen", "eu-central-1"): 6,
    }


@pytest.mark.parametrize("module", [approvals, lifecycle, specs, split, suggest], ids=lambda m: m.__name__)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
