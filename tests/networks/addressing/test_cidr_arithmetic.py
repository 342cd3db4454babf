"""Overlaps, free blocks, carving and spans, against the standard library as the oracle."""

from __future__ import annotations

import time
from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.addressing.rules import cidr


def blocks(low: int = 20, high: int = 32, base: str = "10.20.0.0") -> st.SearchStrategy[IPv4Network]:
    """Blocks that lie close to each other, so that they often touch and overlap."""
    first = int(IPv4Network(base).network_address)
    return st.builds(
        lambda offset, prefixlen: IPv4Network((first + offset, prefixlen), strict=False),
        st.integers(0, 2**13 - 1),
        st.integers(low, high),
    )


def block(text: str) -> IPv4Network:
    return IPv4Network(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("10.0.0.0/24", "10.0.1.0/24", False),  # they touch
        ("10.0.0.0/24", "10.0.0.0/24", True),
        ("10.0.0.0/8", "10.20.0.0/16", True),
        ("10.20.0.0/16", "10.8.0.0/16", False),
        ("10.0.0.0/9", "10.128.0.0/9", False),
        ("10.8.64.0/18", "10.8.0.0/16", True),
        ("10.0.0.248/29", "10.0.0.0/29", False),
    ],
)
def test_touching_blocks_do_not_overlap(one: str, other: str, expected: bool) -> None:
    assert cidr.overlaps(block(one), block(other)) is expected
    assert cidr.overlaps(block(other), block(one)) is expected


@given(blocks(), blocks())
def test_overlaps_agrees_with_the_standard_library(one: IPv4Network, other: IPv4Network) -> None:
    assert cidr.overlaps(one, other) == one.overlaps(other)


@given(st.lists(blocks(), max_size=12))
def test_conflicts_finds_every_overlapping_pair_and_no_other(several: list[IPv4Network]) -> None:
    expected = tuple(
        (one, other)
        for one, other in combinations(range(len(several)), 2)
        if several[one].overlaps(several[other])
    )
    assert cidr.conflicts(several) == expected


@given(st.lists(blocks(), max_size=8), st.integers(22, 30))
def test_first_free_is_the_lowest_free_block(taken: list[IPv4Network], prefixlen: int) -> None:
    room = block("10.20.0.0/19")
    expected = next(
        (
            candidate
            for candidate in room.subnets(new_prefix=prefixlen)
            if not any(candidate.overlaps(held) for held in taken)
        ),
        None,
    )
    assert cidr.first_free(taken, prefixlen, within=[room]) == expected


def test_first_free_goes_through_the_private_ranges_in_order() -> None:
    assert cidr.first_free([], 16) == block("10.0.0.0/16")
    assert cidr.first_free([block("10.0.0.0/8")], 16) == block("172.16.0.0/16")
    assert cidr.first_free([block("10.0.0.0/8"), block("172.16.0.0/12")], 16) == block("192.168.0.0/16")
    assert cidr.first_free(cidr.RFC1918, 29) is None


def test_first_free_knows_that_a_block_larger_than_its_room_does_not_fit() -> None:
    assert cidr.first_free([], 8, within=[block("192.168.0.0/16")]) is None


def test_first_free_does_not_walk_through_the_range() -> None:
    taken = [IPv4Network((0x0A000000 + number * 16, 29)) for number in range(2000)]
    taken.append(block("10.128.0.0/9"))
    began = time.process_time()
    assert cidr.first_free(taken, 12) == block("10.16.0.0/12")
    assert cidr.first_free([block("10.0.0.0/8"), block("172.16.0.0/12")], 29) == block("192.168.0.0/29")
    assert time.process_time() - began < 0.5  # 2 million /29 blocks would take seconds


@pytest.mark.parametrize("prefixlen", [-1, 33])
def test_first_free_refuses_a_length_that_no_block_has(prefixlen: int) -> None:
    with pytest.raises(ValueError, match="0 to 32"):
        cidr.first_free([], prefixlen)


@given(blocks(low=16, high=26), st.integers(0, 8), st.integers(26, 29))
def test_carved_parts_are_the_first_subnets(network: IPv4Network, count: int, prefixlen: int) -> None:
    parts = list(network.subnets(new_prefix=prefixlen))
    if count > len(parts):
        with pytest.raises(cidr.NoRoom):
            cidr.carve(network, count, prefixlen)
    else:
        assert list(cidr.carve(network, count, prefixlen)) == parts[:count]


def test_carving_refuses_more_than_there_is() -> None:
    with pytest.raises(cidr.NoRoom, match=r"10\.20\.0\.0/28 has no room for 3 blocks of /29"):
        cidr.carve(block("10.20.0.0/28"), 3, 29)
    with pytest.raises(cidr.NoRoom):
        cidr.carve(block("10.20.0.0/28"), 1, 24)


@given(st.integers(0, 2**31 - 2), st.integers(0, 3), blocks(), blocks())
def test_spans_meet_exactly_when_blocks_of_one_connection_overlap(
    number: int, further: int, one: IPv4Network, other: IPv4Network
) -> None:
    number = min(number, 2**31 - 2 - further)
    low, high = cidr.span(number, one)
    other_low, other_high = cidr.span(number + further, other)
    meet = low < other_high and other_low < high
    assert meet == (further == 0 and one.overlaps(other))


def test_a_span_fits_eight_bytes_and_stays_inside_its_connection() -> None:
    assert cidr.span(0, block("0.0.0.0/0")) == (0, 2**32)
    assert cidr.span(7, block("10.20.0.0/16")) == (7 * 2**32 + 0x0A140000, 7 * 2**32 + 0x0A150000)
    assert cidr.span(2**31 - 2, block("255.255.255.255/32"))[1] <= 2**63 - 1


@pytest.mark.parametrize("number", [-1, 2**31 - 1])
def test_a_connection_number_that_would_not_fit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="connection number"):
        cidr.span(number, block("10.0.0.0/8"))
