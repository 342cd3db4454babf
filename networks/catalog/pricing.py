"""What bandwidth costs: a quote made from a price book.

The packaged book, ``data/price-book-2026-11.json``, holds our own **sample prices**: the worker asks the
cloud before anybody approves. Amounts are per Mbit/s per 30 days. A tier's price holds for the Mbit/s from
its start up to the next tier, so more bandwidth never costs less in total. Peering inside one region is
free and has no line (cross-border guide, "VPC-Peering with Cloud Enterprise Network").

>>> SAMPLE_BOOK.id, SAMPLE_BOOK.sample
('sample-2026-11', True)
>>> amount_per_period(SAMPLE_BOOK, ("China", "Europe"), 20)
Decimal('1520.00')
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from networks.catalog.bilingual import Bilingual
from networks.catalog.billing import prorate, to_cents
from networks.catalog.packages import AreaPair, pair_name
from networks.catalog.price_book import MalformedPriceBook, PriceBook, Tier

__all__ = [
    "SAMPLE_BOOK",
    "MalformedPriceBook",
    "PriceBook",
    "Quote",
    "QuoteLine",
    "Tier",
    "amount_per_period",
    "prorate",
    "quote",
]


class Link(Protocol):
    """Bandwidth wanted between two areas, like the links of a spec."""

    @property
    def areas(self) -> AreaPair: ...
    @property
    def bandwidth_mbps(self) -> int: ...


class Priceable(Protocol):
    """Whatever lists the bandwidth it wants, like a spec."""

    @property
    def links(self) -> Sequence[Link]: ...


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One bandwidth package for one period."""

    areas: AreaPair
    bandwidth_mbps: int
    amount: Decimal

    @property
    def title(self) -> Bilingual:
        pair = pair_name(self.areas)
        size = f"{self.bandwidth_mbps:,} Mbps"
        return Bilingual(f"{pair.en}, {size}", f"{pair.zh}，{size}")


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of one period. ``unpriced`` names the area pairs for which the book has no price: while
    there are any, the total is the total of the lines only and must not be shown as the price of the
    whole."""

    lines: tuple[QuoteLine, ...]
    total_per_period: Decimal
    currency: str
    period_days: int
    book_id: str
    is_sample: bool
    unpriced: tuple[AreaPair, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.unpriced


def quote(spec: Priceable, book: PriceBook) -> Quote:
    """Price every link of a spec, or of a draft, with this book."""
    wanted = sorted(spec.links, key=lambda link: link.areas)
    lines = tuple(
        QuoteLine(link.areas, link.bandwidth_mbps, amount)
        for link in wanted
        if (amount := amount_per_period(book, link.areas, link.bandwidth_mbps)) is not None
    )
    return Quote(
        lines=lines,
        total_per_period=sum((line.amount for line in lines), Decimal("0.00")),
        currency=book.currency,
        period_days=book.period_days,
        book_id=book.id,
        is_sample=book.sample,
        unpriced=tuple(link.areas for link in wanted if book.tiers(link.areas) is None),
    )


def amount_per_period(book: PriceBook, pair: AreaPair, bandwidth_mbps: int) -> Decimal | None:
    """One package for one period, rounded once to cents; none when the book has no price for the pair."""
    tiers = book.tiers(pair)
    if tiers is None:
        return None
    ends = [later.from_mbps - 1 for _, later in pairwise(tiers)] + [bandwidth_mbps]
    amounts = (
        tier.amount_per_mbps * max(0, min(end, bandwidth_mbps) - tier.from_mbps + 1)
        for tier, end in zip(tiers, ends, strict=True)
    )
    return to_cents(sum(amounts, Decimal(0)))


SAMPLE_BOOK = PriceBook.parse(
    json.loads((Path(__file__).parent / "data" / "price-book-2026-11.json").read_text("utf-8"))
)
