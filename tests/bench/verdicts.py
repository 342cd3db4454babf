"""Verdicts per second and core: `python -m tests.bench.verdicts`, JSON on standard output."""

from __future__ import annotations

import csv
import sys
import time
from dataclasses import fields
from datetime import date
from pathlib import Path

from icp.eligibility.rules.facts import Facts
from icp.eligibility.rules.policy import POLICIES
from icp.eligibility.rules.verdict import assess
from tests.bench.figures import tell, told

CASES = Path(__file__).parents[1] / "icp" / "eligibility" / "cases.csv"
SECONDS = 3.0
NAMES = {field.name for field in fields(Facts)}


def main() -> int:
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    figures = {policy_id: round(rate(rows, policy_id)) for policy_id in POLICIES}
    return tell("verdicts", [told(f"by policy {name}", rate, "/s/core") for name, rate in figures.items()])


def rate(rows: list[dict[str, str]], policy_id: str) -> float:
    policy, on = POLICIES[policy_id], date(2026, 11, 23)
    facts = [
        Facts.parse({name: value for name, value in row.items() if name in NAMES})
        for row in rows
        if row["policy"] == policy_id
    ]
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        for each in facts:
            assess(each, policy, on)
        count += len(facts)
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
