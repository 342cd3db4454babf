"""What a measurement found, beside what was promised. Every measurement ends with one call of `tell`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

# `make bench` reads the figures from files in this folder; a measurement that is run alone only prints them.
FOLDER = "BENCH_FOLDER"


@dataclass(frozen=True)
class Figure:
    """`kept` is None where nothing was promised."""

    measurement: str
    figure: float
    unit: str = ""
    promised: str = ""
    kept: bool | None = None


def told(measurement: str, figure: float, unit: str = "") -> Figure:
    return Figure(measurement, figure, unit)


def at_most(measurement: str, figure: float, limit: float, unit: str = "") -> Figure:
    return Figure(measurement, figure, unit, f"at most {limit:g}", figure <= limit)


def at_least(measurement: str, figure: float, limit: float, unit: str = "") -> Figure:
    return Figure(measurement, figure, unit, f"at least {limit:g}", figure >= limit)


def tell(name: str, figures: Sequence[Figure], **facts: Any) -> int:
    """Print the figures as JSON and keep them for the table; the exit code: 1 when a promise is not kept."""
    document = {"name": name, "figures": [asdict(figure) for figure in figures], **facts}
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    if folder := os.environ.get(FOLDER):
        (Path(folder) / f"{name}.json").write_text(json.dumps(document))
    return 1 if any(figure.kept is False for figure in figures) else 0
