"""Reference data of papers, read once at import.

`documents.json` is the published table (as of 2026-11-23), letter for letter. `paper_words.json` holds our
own words for each kind of paper. Provinces and word lists are those of the eligibility room.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from icp.eligibility.rules.reference import PACKAGED_DOCUMENTS

_DATA = Path(__file__).parent / "data"
_ELIGIBILITY = Path(__file__).parent.parent.parent / "eligibility" / "rules" / "data"


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


DOCUMENTS: tuple[Mapping[str, Any], ...] = tuple(_read(_DATA / "documents.json")["documents"])
FILING_TYPES: tuple[str, ...] = tuple(_read(_DATA / "documents.json")["filing_types"])
PAPER_WORDS: Mapping[str, Mapping[str, Any]] = MappingProxyType(_read(_DATA / "paper_words.json")["papers"])
_provinces = _read(_ELIGIBILITY / "provinces.json")["provinces"]
PROVINCES: Mapping[str, Mapping[str, Any]] = MappingProxyType({row["name_en"]: row for row in _provinces})
PROVINCE_OF_CODE: Mapping[str, str] = MappingProxyType({row["gb2260"]: row["name_en"] for row in _provinces})

_policy = PACKAGED_DOCUMENTS["cn-2026-11"]
NEEDS_APPROVAL: frozenset[str] = frozenset(_policy["preapproval"]["required"])
MAY_BE_ASKED_FOR_APPROVAL: frozenset[str] = frozenset(_policy["preapproval"]["abolished_but_asked"])
# Finance words are the published list. Of education no list is published: these are our own.
FINANCE_OR_EDUCATION: tuple[str, ...] = (
    *(word.casefold() for word in _policy["finance_words"]),
    *("教育", "培训", "学校", "学院", "课程"),
)
