"""What is said of an answer, and what the portal knows beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.fields.values import Level

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the one it stands beside; `others` are named in the same breath."""

    field: str
    level: Level
    code: str
    words: Words
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the portal knows and nobody types: the looked-up registrar, and what the papers say."""

    registrar_iana_id: int | None = None
    has_authorisation_letter: bool = False
    has_preapproval: bool = False


def day_of(given: object) -> date | None:
    """The day that an answer names; none where it names none."""
    try:
        return date.fromisoformat(str(given)) if given else None
    except ValueError:
        return None
