"""Provinces as our own cases tell them: how many, how long, and how often they came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from icp.eligibility.rules.reference import PROVINCES
from icp.filings.models import Stage
from icp.filings.rules.deadlines import working_days_of
from icp.filings.rules.expectations import LEAST_CASES, Seen, seen
from icp.filings.words import said

# The newest reviews speak for a province; bounded, so that the page stays quick with years of them.
NEWEST = 5_000


@dataclass(frozen=True)
class Province:
    key: str
    name: str
    cases: int
    rejected: int
    seen: Seen | None
    published: tuple[int, int] | None

    @property
    def rejected_share(self) -> int | None:
        return round(100 * self.rejected / self.cases) if self.cases >= LEAST_CASES else None


def provinces_seen() -> list[Province]:
    """All of them, the one with the most of our cases first. Two questions to the database."""
    newest = Stage.objects.filter(state="CA_REVIEW").order_by("-ended_at", "-id").values("pk")[:NEWEST]
    reviews = Stage.objects.filter(pk__in=newest)
    counted: dict[str, dict[str, Any]] = {
        row["province"]: dict(row)
        for row in reviews.values("province").annotate(
            cases=Count("pk"), rejected=Count("pk", filter=Q(verb="reject"))
        )
    }
    days: dict[str, list[int]] = {}
    for province, count in reviews.exclude(verb="reject").values_list("province", "working_days"):
        days.setdefault(province, []).append(count)
    rows = [
        Province(
            key,
            said(words),
            counted.get(key, {}).get("cases", 0),
            counted.get(key, {}).get("rejected", 0),
            seen(days.get(key, [])),
            working_days_of("CA_REVIEW", key),
        )
        for key, words in PROVINCES.items()
    ]
    return sorted(rows, key=lambda row: -row.cases)
