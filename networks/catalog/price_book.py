"""A price book: one JSON document, read into a frozen value.

Shape of the document::

    {"id": "sample-2026-11", "sample": true, "as_of": "2026-11-23", "source": "...", "currency": "USD",
     "period_days": 30, "notice": {"en": "...", "zh": "..."}, "prices": [{"areas": ["China", "Europe"],
     "tiers": [{"from_mbps": 1, "amount_per_mbps": "76.00"}, ...]}, ...]}

Amounts are text, because a JSON number would pass through binary floating point. The first tier starts at 1
Mbit/s and each later one starts higher. Operators publish a new document with a new id; nobody edits an old
one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from networks.catalog.areas import AREAS
from networks.catalog.bilingual import Bilingual
from networks.catalog.billing import DAYS_PER_MONTHLY_PERIOD
from networks.catalog.packages import AreaPair, area_pair

_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_FIELDS = frozenset({"id", "sample", "as_of", "source", "currency", "period_days", "notice", "prices"})


class MalformedPriceBook(ValueError):
    """The document is no price book; the sentence says where and why."""


@dataclass(frozen=True, slots=True)
class Tier:
    """From this many Mbit/s on, each further one costs this much per period."""

    from_mbps: int
    amount_per_mbps: Decimal


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices of one edition. ``sample`` prices are ours, never the cloud's word."""

    id: str
    sample: bool
    as_of: date
    source: str
    currency: str
    period_days: int
    notice: Bilingual
    prices: tuple[tuple[AreaPair, tuple[Tier, ...]], ...]

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> PriceBook:
        """Read a document. Raises ``MalformedPriceBook`` at the first thing that cannot be."""
        _demand(isinstance(document, Mapping), "A price book is a JSON object.")
        odd = sorted(_FIELDS.symmetric_difference(document))
        _demand(not odd, f"A price book has exactly the fields {sorted(_FIELDS)}; these differ: {odd}.")
        days = document["period_days"]
        _demand(
            days == DAYS_PER_MONTHLY_PERIOD, f"A period has {DAYS_PER_MONTHLY_PERIOD} days, not {days!r}."
        )
        _demand(isinstance(document["sample"], bool), "sample is true or false.")
        return cls(
            id=_text(document, "id"),
            sample=document["sample"],
            as_of=_day(_text(document, "as_of")),
            source=_text(document, "source"),
            currency=_currency(_text(document, "currency")),
            period_days=days,
            notice=_notice(document["notice"]),
            prices=_prices(document["prices"]),
        )

    def tiers(self, pair: AreaPair) -> tuple[Tier, ...] | None:
        """The tiers of an area pair; none when this book has no price for it."""
        return dict(self.prices).get(pair)


def _demand(holds: bool, sentence: str) -> None:
    if not holds:
        raise MalformedPriceBook(sentence)


def _text(document: Mapping[str, Any], field: str) -> str:
    value = document.get(field)
    if not isinstance(value, str) or not value.strip():
        raise MalformedPriceBook(f"{field} is a text, not {value!r}.")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MalformedPriceBook(f"as_of is a day such as 2026-11-23, not {text!r}.") from error


def _currency(text: str) -> str:
    _demand(
        re.fullmatch(r"[A-Z]{3}", text) is not None, f"currency is three letters such as USD, not {text!r}."
    )
    return text


def _notice(value: object) -> Bilingual:
    if not isinstance(value, Mapping):
        raise MalformedPriceBook(f"notice has a sentence in en and one in zh, not {value!r}.")
    return Bilingual(_text(value, "en"), _text(value, "zh"))


def _prices(rows: object) -> tuple[tuple[AreaPair, tuple[Tier, ...]], ...]:
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise MalformedPriceBook("prices is a list with at least one row.")
    prices = [(_pair(row), _tiers(row)) for row in rows]
    pairs = [pair for pair, _ in prices]
    twice = sorted({pair for pair in pairs if pairs.count(pair) > 1})
    _demand(not twice, f"These area pairs are priced more than once: {twice}.")
    return tuple(sorted(prices))


def _pair(row: object) -> AreaPair:
    areas = row.get("areas") if isinstance(row, Mapping) else None
    known = isinstance(areas, Sequence) and len(areas) == 2 and all(code in tuple(AREAS) for code in areas)
    if areas is None or not known:
        raise MalformedPriceBook(f"areas holds two of {sorted(AREAS)}, not {areas!r}.")
    return area_pair(areas[0], areas[1])


def _tiers(row: Mapping[str, Any]) -> tuple[Tier, ...]:
    rows = row.get("tiers")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise MalformedPriceBook(f"tiers of {row.get('areas')} is a list with at least one tier.")
    tiers = tuple(_tier(tier) for tier in rows)
    starts = [tier.from_mbps for tier in tiers]
    _demand(starts[0] == 1, f"The first tier of {row.get('areas')} starts at 1 Mbit/s, not {starts[0]}.")
    _demand(starts == sorted(set(starts)), f"The tiers of {row.get('areas')} do not rise: {starts}.")
    return tiers


def _tier(row: object) -> Tier:
    if not isinstance(row, Mapping):
        raise MalformedPriceBook(f"A tier is an object, not {row!r}.")
    start, amount = row.get("from_mbps"), row.get("amount_per_mbps")
    if type(start) is not int:
        raise MalformedPriceBook(f"from_mbps is a whole number, not {start!r}.")
    if not isinstance(amount, str) or _AMOUNT.fullmatch(amount) is None:
        raise MalformedPriceBook(f'amount_per_mbps is an amount as text such as "76.00", not {amount!r}.')
    return Tier(start, Decimal(amount))
