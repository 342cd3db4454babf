"""Six pages about rules that applicants ask for: what they say, and where each sentence comes from.

Pure data, one JSON document a page, read once at import. Every sentence names its sources; every source has
a name, a part (articles) and a date. Laws stand under their official names; articles are numbered as in the
text that is named. Collected 2026-11-27; nothing here is legal advice.

>>> GUIDES["unfiled"].title.zh
'未备案的后果'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from icp.eligibility.rules.bilingual import Words

# In the order in which they are listed.
SLUGS: Final = ("unfiled", "shared-addresses", "proxy-providers", "cyber-security-law", "mlps", "gdpr")


@dataclass(frozen=True, slots=True)
class Source:
    """`number` is what sentences point to. `dated` is when it was passed or published; None for our own."""

    number: int
    name: Words
    part: Words
    dated: date | None


@dataclass(frozen=True, slots=True)
class Sentence:
    text: Words
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    heading: Words
    says: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    slug: str
    title: Words
    lede: Words
    as_of: date
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


def parse(document: Mapping[str, Any]) -> Guide:
    """The guide in a document. Raises KeyError for a sentence whose source is not listed."""
    numbers = {source["key"]: number for number, source in enumerate(document["sources"], start=1)}
    return Guide(
        slug=document["slug"],
        title=Words(*document["title"]),
        lede=Words(*document["lede"]),
        as_of=date.fromisoformat(document["as_of"]),
        sections=tuple(
            Section(
                Words(*section["heading"]),
                tuple(
                    Sentence(Words(*said["text"]), tuple(sorted(numbers[key] for key in said["sources"])))
                    for said in section["says"]
                ),
            )
            for section in document["sections"]
        ),
        sources=tuple(_source(number, source) for number, source in enumerate(document["sources"], start=1)),
    )


def _source(number: int, source: Mapping[str, Any]) -> Source:
    dated = date.fromisoformat(source["date"]) if source["date"] else None
    return Source(number, Words(*source["name"]), Words(*source["part"]), dated)


_DATA = Path(__file__).parent / "data"
GUIDES: Final[Mapping[str, Guide]] = MappingProxyType(
    {slug: parse(json.loads((_DATA / f"{slug}.json").read_text(encoding="utf-8"))) for slug in SLUGS}
)
