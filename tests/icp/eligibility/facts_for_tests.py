"""Facts to start from: the published cases, and every value a column can take."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from icp.eligibility.rules.fact_kinds import OneOf, Percentage, Ports, Text, WholeNumber, YesNo
from icp.eligibility.rules.facts import COLUMNS, KINDS, Facts

TODAY = date(2026, 11, 23)
CASES_FILE = Path(__file__).parent / "cases.csv"
with CASES_FILE.open(encoding="utf-8", newline="") as _lines:
    CASES = tuple(csv.DictReader(_lines))

DOMAINS = (
    "none",
    "example.com",
    "example.top",
    "example.io",
    "best-casino.com",
    "chinashop.cn",
    "www.example.com.cn",
    "例子。公司",
    "投资.asia",
    "example.gov.cn",
    "203.0.113.5",
    "com.cn",
    "example.me",
)
SITE_NAMES = (
    "上海示例科技",
    "中国示例网",
    "示例",
    "example",
    "123",
    "小鱼的博客",
    "示例理财顾问",
    "赌博示例网站",
    "示例@网站",
)
NUMBERS = (
    "0",
    "1",
    "2",
    "3",
    "15",
    "16",
    "17",
    "18",
    "44",
    "45",
    "83",
    "90",
    "91",
    "146",
    "420",
    "3775",
    "5000000",
)


def case_facts(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in COLUMNS}


def facts_of(case_id: str, **changes: str) -> Facts:
    """The facts of a published case, some of them changed."""
    row = next(row for row in CASES if row["case_id"] == case_id)
    return Facts.parse(case_facts(row) | changes)


def values_of(name: str) -> tuple[str, ...]:
    """Values a column can take, the edges of every rule among them; without na and unknown."""
    kind = KINDS[name]
    if isinstance(kind, OneOf):
        return kind.keys
    if isinstance(kind, YesNo):
        return ("yes", "no")
    if isinstance(kind, WholeNumber):
        none = ("none",) if kind.may_be_none else ()
        below_zero = ("-1",) if kind.least < 0 else ()
        return (*none, *below_zero, *(text for text in NUMBERS if kind.least <= int(text) <= kind.most))
    if isinstance(kind, Percentage):
        return ("0", "0.01", "50", "50.01", "100")
    if isinstance(kind, Ports):
        return ("none", "80;443", "8443", "443;8443")
    return SITE_NAMES if isinstance(kind, Text) else DOMAINS
