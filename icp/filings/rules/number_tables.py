"""The published formats and the provinces' characters, read once. Data as of 2026-11-23."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words


@dataclass(frozen=True, slots=True)
class Area:
    """One province: its code of GB/T 2260 and the characters its numbers begin with."""

    name: Words
    gb2260: str
    icp_prefix: str
    psb_prefix: str
    alternates: tuple[str, ...]


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


FORMATS = _read(Path(__file__).parent / "data" / "number_formats.json")
# The provinces' table travels with the rules of eligibility; it is one file for both.
_PROVINCES = _read(Path(reference.__file__).parent / "data" / "provinces.json")["provinces"]

AREAS: Mapping[str, Area] = MappingProxyType(
    {
        row["name_en"]: Area(
            Words(row["name_en"], row["name_zh"]),
            row["gb2260"],
            row["icp_prefix"],
            row["psb_prefix"],
            tuple(row["accept_alternate"]),
        )
        for row in _PROVINCES
    }
)
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        prefix: name
        for name, area in AREAS.items()
        for prefix in (area.icp_prefix, area.psb_prefix, *area.alternates)
    }
)
SUBJECT_IN_FOOTER = frozenset(row["name_en"] for row in _PROVINCES if row["footer_number"] == "subject")

# ASCII digits only: other scripts have digits too.
PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {kind: re.compile(row["regex"], re.ASCII) for kind, row in FORMATS["patterns"].items()}
)
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {kind: row["examples"][0] for kind, row in FORMATS["patterns"].items()}
)
_P = FORMATS["province_chars"]
TEST_PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "icp_site": re.compile(rf"[{_P}]ICP测[0-9]{{8}}号-[1-9][0-9]{{0,3}}"),
        "icp_subject": re.compile(rf"[{_P}]ICP测[0-9]{{8}}号|测BA[0-9]{{17}}号"),
    }
)
KIND_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        kind: Words(english, FORMATS["patterns"][kind]["zh"].partition("（")[0])
        for kind, english in {
            "icp_subject": "the number of a filing's subject",
            "icp_site": "the ICP filing number of a website",
            "icp_app": "the ICP filing number of an app",
            "icp_mini_program": "the ICP filing number of a mini program",
            "icp_quick_app": "the ICP filing number of a quick app",
            "icp_licence": "the number of an ICP license",
            "vat_licence": "the number of a value-added telecom license",
            "psb": "a PSB filing number",
            "psb_legacy": "an older PSB filing number",
        }.items()
    }
)
MIIT_LINK: str = FORMATS["links"]["icp"]["cn-2026-11"]
_PSB_LINK: str = FORMATS["links"]["psb"]


def psb_link(digits: str) -> str:
    """The page of the public security site that shows a number.

    >>> psb_link("11000002000001")
    'https://beian.mps.gov.cn/#/query/webSearch?code=11000002000001'
    """
    return _PSB_LINK.replace("{14 digits}", digits)
