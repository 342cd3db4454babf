"""A remark keeps its language and follows its row."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

from networks.requests.rules import remarks

BEFORE = {
    "vpcs": [{"key": "a"}, {"key": "b"}],
    "links": [{"areas": ["China", "Europe"]}, {"areas": ["Asia-Pacific", "China"]}],
}


def path_after(path: str, after: dict[str, Any]) -> str:
    remark = remarks.written("x", path=path, language="en")
    return str(remarks.following([remark], BEFORE, after)[0]["path"])


def test_the_examples_in_the_docstring_are_true() -> None:
    outcome = doctest.testmod(remarks)
    assert outcome.attempted and not outcome.failed


@pytest.mark.parametrize(
    ("path", "after", "expected"),
    [
        ("vpcs.0.cidr", {"vpcs": [{"key": "b"}, {"key": "a"}]}, "vpcs.1.cidr"),
        ("vpcs.0.cidr", {"vpcs": [{"key": "b"}]}, "vpcs"),
        ("vpcs.1.vpc_id", {"vpcs": [{"key": "a"}, {"key": "c"}, {"key": "d"}]}, "vpcs.1.vpc_id"),
        ("links.0.bandwidth_mbps", {"links": BEFORE["links"][::-1]}, "links.1.bandwidth_mbps"),
        ("links.0.bandwidth_mbps", {"links": BEFORE["links"][1:]}, "links"),
        ("name", {}, "name"),
        ("", {}, ""),
        ("vpcs.9.cidr", {"vpcs": []}, "vpcs.9.cidr"),
        ("vpcs.0.cidr", {"vpcs": "nonsense"}, "vpcs"),
    ],
)
def test_a_path_leads_to_the_same_row_after_an_edit(path: str, after: dict[str, Any], expected: str) -> None:
    assert path_after(path, after) == expected


def test_two_rows_of_one_name_stay_apart() -> None:
    twins = {"vpcs": [{"key": "a"}, {"key": "a"}]}
    remark = remarks.written("x", path="vpcs.1.cidr", language="en")

    assert remarks.following([remark], twins, twins)[0]["path"] == "vpcs.1.cidr"


@pytest.mark.parametrize("message", [{}, {"en": "a"}, {"zh": "a"}])
def test_a_reader_of_either_language_gets_what_there_is(message: dict[str, str]) -> None:
    for reader in ("en", "zh-hans"):
        assert remarks.words_of({"message": message}, reader=reader).text == "".join(message.values())
