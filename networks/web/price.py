"""What a draft would cost by the sample book, and what a plan costs by the cloud's own answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from networks.catalog.packages import pair_name
from networks.catalog.pricing import SAMPLE_BOOK, Priceable, quote
from networks.requests.models import PlanVersion
from networks.web.words import language, said


@dataclass(frozen=True)
class Line:
    title: str
    note: str
    amount: Decimal | None


@dataclass(frozen=True)
class Price:
    """`total` is none while a part of it is unknown. A sample is ours, never the cloud's word."""

    lines: tuple[Line, ...]
    hourly: tuple[Line, ...]
    total: Decimal | None
    currency: str
    period_days: int
    is_sample: bool
    notice: str
    is_open: bool = False


def estimate(spec: Priceable, *, is_whole: bool = True) -> Price:
    """By the sample book. While bandwidth is missing there is no total, only the lines known so far."""
    quoted = quote(spec, SAMPLE_BOOK)
    lines = [Line(_("CEN bandwidth plan"), said(line.title), line.amount) for line in quoted.lines] + [
        Line(_("CEN bandwidth plan"), said(pair_name(pair)), None) for pair in quoted.unpriced
    ]
    return Price(
        lines=tuple(lines),
        hourly=(),
        total=quoted.total_per_period if quoted.is_complete and is_whole else None,
        currency=quoted.currency,
        period_days=quoted.period_days,
        is_sample=quoted.is_sample,
        notice=said(SAMPLE_BOOK.notice),
        is_open=not is_whole,
    )


def of_plan(plan: PlanVersion, document: Mapping[str, Any]) -> Price:
    lines = {"prepaid": [], "hourly": []}  # type: dict[str, list[Line]]
    field = "summary_zh" if language().startswith("zh") else "summary_en"
    for row in document["price_lines"]:
        amount = Decimal(row["amount"]) if row["amount"] is not None else None
        lines[row["charge"]].append(Line(row[field], row["address"], amount))
    return Price(
        lines=tuple(lines["prepaid"]),
        hourly=tuple(lines["hourly"]),
        total=plan.price_total,
        currency=plan.currency or SAMPLE_BOOK.currency,
        period_days=SAMPLE_BOOK.period_days,
        is_sample=False,
        notice=_("Prices the cloud gave when the plan was made."),
    )
