"""Quotes from a price book, and billing to the second."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.catalog import billing, packages
from networks.catalog.pricing import (
    SAMPLE_BOOK,
    MalformedPriceBook,
    PriceBook,
    amount_per_period,
    quote,
)

BOOK: dict[str, Any] = {
    "id": "test-1",
    "sample": True,
    "as_of": "2026-11-23",
    "source": "made up for this test",
    "currency": "USD",
    "period_days": 30,
    "notice": {"en": "Sample prices.", "zh": "示例价格。"},
    "prices": [
        {
            "areas": ["Europe", "China"],
            "tiers": [
                {"from_mbps": 1, "amount_per_mbps": "76.00"},
                {"from_mbps": 11, "amount_per_mbps": "50.005"},
            ],
        }
    ],
}


@dataclass(frozen=True)
class Wanted:
    areas: tuple[str, str]
    bandwidth_mbps: int


@dataclass(frozen=True)
class Wish:
    links: tuple[Wanted, ...]


def test_the_sample_book_prices_every_pair_that_is_sold() -> None:
    assert {pair for pair, _ in SAMPLE_BOOK.prices} == packages.SOLD_PAIRS


def test_the_sample_book_says_that_it_is_one() -> None:
    assert SAMPLE_BOOK.sample
    assert "Sample prices" in SAMPLE_BOOK.notice.en
    assert quote(Wish(()), SAMPLE_BOOK).is_sample


def test_twenty_megabits_between_china_and_europe_cost_1520_dollars_in_the_sample() -> None:
    quoted = quote(Wish((Wanted(("China", "Europe"), 20),)), SAMPLE_BOOK)
    assert quoted.total_per_period == Decimal("1520.00")
    assert (quoted.currency, quoted.period_days, quoted.book_id) == ("USD", 30, "sample-2026-11")
    assert quoted.lines[0].title.en == "Mainland China – Europe, 20 Mbps"


def test_a_tier_holds_for_its_own_megabits_only() -> None:
    book = PriceBook.parse(BOOK)
    assert amount_per_period(book, ("China", "Europe"), 10) == Decimal("760.00")
    assert amount_per_period(book, ("China", "Europe"), 11) == Decimal("810.01")  # 760 + 50.005, half up
    assert amount_per_period(book, ("China", "Europe"), 12) == Decimal("860.01")


@given(st.sampled_from(sorted(packages.SOLD_PAIRS)), st.integers(2, 9_999))
def test_more_bandwidth_never_costs_less(pair: tuple[str, str], mbps: int) -> None:
    less, more = (amount_per_period(SAMPLE_BOOK, pair, size) for size in (mbps, mbps + 1))
    assert less is not None
    assert more is not None
    assert less < more


@given(st.lists(st.sampled_from(sorted(packages.SOLD_PAIRS)), unique=True), st.integers(2, 10_000))
def test_the_total_is_the_sum_of_the_lines(pairs: list[tuple[str, str]], mbps: int) -> None:
    quoted = quote(Wish(tuple(Wanted(pair, mbps) for pair in pairs)), SAMPLE_BOOK)
    assert quoted.total_per_period == sum(line.amount for line in quoted.lines)
    assert [line.areas for line in quoted.lines] == sorted(pairs)
    assert quoted.is_complete


def test_a_pair_without_a_price_is_named_and_not_counted_as_free() -> None:
    quoted = quote(Wish((Wanted(("China", "Middle-East"), 20),)), SAMPLE_BOOK)
    assert quoted.unpriced == (("China", "Middle-East"),)
    assert not quoted.is_complete


def test_a_wish_without_bandwidth_costs_nothing() -> None:
    quoted = quote(Wish(()), SAMPLE_BOOK)
    assert (quoted.lines, quoted.total_per_period) == ((), Decimal("0.00"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"currency": "usd"}, "three letters"),
        ({"as_of": "23.11.2026"}, "such as 2026-11-23"),
        ({"period_days": 31}, "30 days"),
        ({"sample": "yes"}, "true or false"),
        ({"prices": []}, "at least one row"),
        ({"prices": "none"}, "at least one row"),
        ({"notice": "Sample"}, "en and one in zh"),
        ({"id": " "}, "id is a text"),
        ({"surplus": 1}, "exactly the fields"),
    ],
)
def test_a_book_that_cannot_be_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(MalformedPriceBook, match=sentence):
        PriceBook.parse(BOOK | change)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"areas": ["China", "Atlantis"]}, "areas holds two"),
        ({"areas": ["China"]}, "areas holds two"),
        ({"areas": [["China"], "Europe"]}, "areas holds two"),
        ({"areas": 7}, "areas holds two"),
        ({"tiers": []}, "at least one tier"),
        ({"tiers": [{"from_mbps": 2, "amount_per_mbps": "1.00"}]}, "starts at 1"),
        ({"tiers": [{"from_mbps": 1, "amount_per_mbps": 1.1}]}, "amount as text"),
        ({"tiers": [{"from_mbps": 1, "amount_per_mbps": "-1"}]}, "amount as text"),
        ({"tiers": [{"from_mbps": True, "amount_per_mbps": "1"}]}, "whole number"),
        ({"tiers": [{"from_mbps": 1, "amount_per_mbps": "1"}] * 2}, "do not rise"),
        ({"tiers": ["1"]}, "A tier is an object"),
    ],
)
def test_a_price_that_cannot_be_is_refused(row: dict[str, Any], sentence: str) -> None:
    document = deepcopy(BOOK)
    document["prices"][0] |= row
    with pytest.raises(MalformedPriceBook, match=sentence):
        PriceBook.parse(document)


def test_a_pair_priced_twice_is_refused_in_either_order() -> None:
    document = deepcopy(BOOK)
    document["prices"].append(document["prices"][0] | {"areas": ["China", "Europe"]})
    with pytest.raises(MalformedPriceBook, match="more than once"):
        PriceBook.parse(document)


def test_a_period_is_30_days_and_a_year_12_of_them() -> None:
    # Cross-border guide, "Quick Facts Bandwidth Scaling".
    assert billing.PERIOD_SECONDS == {"monthly": 30 * 86_400, "yearly": 12 * 30 * 86_400}
    assert billing.PERIOD_DAYS == {"monthly": 30, "yearly": 360}


@pytest.mark.parametrize(
    ("amount", "left", "expected"),
    [
        ("1520.00", 2_592_000, "1520.00"),  # the whole period
        ("1520.00", 1_296_000, "760.00"),  # half of it
        ("1520.00", 0, "0.00"),  # its last moment
        ("2592.00", 1, "0.00"),  # one second: 0.1 cent
        ("12960.00", 1, "0.01"),  # one second: exactly half a cent
        ("12959.99", 1, "0.00"),  # a hair below half a cent
        ("-12960.00", 1, "-0.01"),  # a refund rounds like a charge
    ],
)
def test_a_change_is_billed_for_the_seconds_that_are_left(amount: str, left: int, expected: str) -> None:
    assert billing.prorate(Decimal(amount), left, billing.PERIOD_SECONDS["monthly"]) == Decimal(expected)


@given(st.decimals(0, 10**9, places=2), st.integers(0, 2_592_000))
def test_what_is_left_and_what_is_gone_make_the_whole_within_a_cent(amount: Decimal, left: int) -> None:
    parts = billing.prorate(amount, left, 2_592_000) + billing.prorate(amount, 2_592_000 - left, 2_592_000)
    assert abs(parts - amount) <= Decimal("0.01")


@pytest.mark.parametrize(("left", "period"), [(-1, 10), (11, 10), (0, 0), (0, -5)])
def test_seconds_that_cannot_be_left_are_refused(left: int, period: int) -> None:
    with pytest.raises(ValueError, match="second"):
        billing.prorate(Decimal("1.00"), left, period)
