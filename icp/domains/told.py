"""What a source tells about one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from icp.domains.rules.facts import Finding, Source, unknown


@dataclass(frozen=True, slots=True)
class Question:
    """`host` and `name` are A-labels; `our_name` is the company's Chinese legal name, or "".

    `our_numbers` were granted to it: 沪ICP备2026000001号.
    """

    host: str
    name: str
    our_name: str
    our_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """`is_known` is False when the source as a whole gave no answer. `raw` is its document, to keep."""

    findings: tuple[Finding, ...]
    service: str
    is_known: bool = True
    raw: Any = None
    raw_sha256: str = ""


def nothing(source: Source, service: str, why: str, detail: str = "") -> Told:
    return Told(unknown(source, why, detail), service, is_known=False)
