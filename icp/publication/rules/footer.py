"""Is the number on the page, and does it lead to the authority? (Rule book L01, L03 and section 5,
2026-11-23.)

The ICP number stands on the home page and links to beian.miit.gov.cn; the PSB number links to
beian.mps.gov.cn with its digits. Earlier hosts of both are still met and still lead there, so they are a
warning. In Guangdong the number of the subject is enough. The line that was seen is given back, cut and
without control characters, so that whoever mends it finds it. A missing number is fined with RMB 5,000 to
10,000 (Huawei Cloud, document 0087).

>>> page = read_page("<a href='https://beian.miit.gov.cn/'>京ICP备12345678号-1</a> 2026")
>>> seen = look_for(icp("京ICP备12345678号-1", "Beijing"), page)
>>> seen.code, seen.line
(<Code.FOUND: 'found'>, '京ICP备12345678号-1 2026')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from icp.filings.rules.filing_number import FilingNumber, footer_form, parse
from icp.filings.rules.number_tables import FORMATS
from icp.publication.rules.page import Line, Page, read_page

MOST_SHOWN = 200
# A page with less to read than this, and scripts in it, is built by them.
FEWEST_CHARACTERS = 60
_P = FORMATS["province_chars"]
_S = r"\s{0,4}"
_ICP = re.compile(
    rf"[{_P}]{_S}ICP{_S}[备证]{_S}[0-9]{{5,12}}{_S}号?(?:{_S}-{_S}[0-9]{{1,12}}[AXK]?)?"
    rf"|(?:[{_P}]|合字){_S}B2{_S}-{_S}[0-9]{{8}}(?:{_S}-{_S}[0-9]{{1,12}}[AXK]?)?"
)
_PSB = re.compile(rf"[{_P}]{_S}公网安备{_S}[0-9]{{8,16}}{_S}号?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))


class Code(StrEnum):
    FOUND = "found"
    OLD_LINK = "old_link"
    NO_LINK = "no_link"
    WRONG_LINK = "wrong_link"
    WRONG_NUMBER = "wrong_number"
    OTHER_NUMBER = "other_number"
    NOT_FOUND = "not_found"
    NEEDS_JAVASCRIPT = "needs_javascript"
    IN_FRAME = "in_frame"
    SENDS_ON = "sends_on"


# From the best to the worst: of several numbers on a page the best one counts.
_ORDER = tuple(Code)
SHOWN = frozenset({Code.FOUND, Code.OLD_LINK})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page must show. accepted: the forms that count, the usual one first."""

    pattern: re.Pattern[str]
    accepted: tuple[str, ...]
    hosts: frozenset[str]
    old_hosts: frozenset[str]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """line: what was read, cut and made harmless. link: where it leads. number: as it stands there."""

    code: Code
    line: str = ""
    link: str = ""
    number: str = ""

    @property
    def is_shown(self) -> bool:
        return self.code in SHOWN


def icp(number: str | FilingNumber, province: str | None) -> Wanted:
    """What the footer must show for an ICP number. NumberRefused when `number` is none."""
    read = parse(number, allow_test=True) if isinstance(number, str) else number
    return Wanted(
        _ICP,
        tuple(dict.fromkeys((footer_form(read, province), read.text))),
        frozenset({"beian.miit.gov.cn"}),
        frozenset(
            {"www.miitbeian.gov.cn", "miitbeian.gov.cn", "www.beian.miit.gov.cn", "www.miibeian.gov.cn"}
        ),
    )


def psb(number: str | FilingNumber) -> Wanted:
    read = parse(number) if isinstance(number, str) else number
    return Wanted(
        _PSB,
        (read.text,),
        frozenset({"beian.mps.gov.cn"}),
        frozenset({"www.beian.gov.cn", "beian.gov.cn", "www.beian.mps.gov.cn"}),
        read.digits,
    )


def look_for(wanted: Wanted, page: Page) -> Seen:
    """The best that the page shows of this number, or why nothing can be seen."""
    found = [_judge(wanted, line, match) for line in page.lines for match in _numbers(wanted, line)]
    if found:
        return min(found, key=lambda seen: _ORDER.index(seen.code))
    visible = sum(len(line.text.strip()) for line in page.lines)
    if visible < FEWEST_CHARACTERS:
        if page.sends_on:
            return Seen(Code.SENDS_ON, link=harmless(page.sends_on))
        if page.has_frames:
            return Seen(Code.IN_FRAME)
        if page.has_scripts:
            return Seen(Code.NEEDS_JAVASCRIPT)
    return Seen(Code.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class _Match:
    number: str
    links: tuple[str, ...]
    begins: int


def _numbers(wanted: Wanted, line: Line) -> Iterator[_Match]:
    """Every number in a line, in its usual form, with the links around its characters."""
    characters, links = _folded(line)
    for match in wanted.pattern.finditer(characters):
        around = dict.fromkeys(link for link in links[match.start() : match.end()] if link is not None)
        yield _Match(re.sub(r"\s", "", match[0]), tuple(around), match.start())


def _folded(line: Line) -> tuple[str, list[str | None]]:
    """The line with full-width forms and dashes made usual, and the link of each character."""
    text: list[str] = []
    links: list[str | None] = []
    for piece in line.pieces:
        folded = unicodedata.normalize("NFKC", piece.text.translate(_DASHES)).translate(_DASHES).upper()
        kept = "".join(character for character in folded if unicodedata.category(character) != "Cf")
        text.append(kept)
        links += [piece.link] * len(kept)
    return "".join(text), links


def _judge(wanted: Wanted, line: Line, match: _Match) -> Seen:
    shown = _cut(line.text, match.begins)
    if match.number not in wanted.accepted:
        code = Code.WRONG_NUMBER if _is_meant(match.number, wanted.accepted) else Code.OTHER_NUMBER
        return Seen(code, shown, "", match.number)
    # A link around the number counts first; else one beside it, as in "ICP备案 · 京ICP备…".
    beside = tuple(link for link in line.links if _host(link) in wanted.hosts | wanted.old_hosts)
    links = match.links or beside
    if not links:
        return Seen(Code.NO_LINK, shown, "", match.number)
    judged = [(_judge_link(wanted, link), link) for link in links]
    code, link = min(judged, key=lambda one: _ORDER.index(one[0]))
    return Seen(code, shown, harmless(link), match.number)


def _judge_link(wanted: Wanted, link: str) -> Code:
    host = _host(link)
    if host not in wanted.hosts | wanted.old_hosts:
        return Code.WRONG_LINK
    asked = re.search(r"code=([0-9]+)", link)
    if wanted.code and asked and asked[1] != wanted.code:
        return Code.WRONG_LINK
    return Code.FOUND if host in wanted.hosts else Code.OLD_LINK


def _host(link: str) -> str:
    """The host that a browser would go to; empty for a link within the site or of another kind."""
    try:
        parts = urlsplit(link.replace("\\", "/").strip())
        named = parts.hostname or ""
    except ValueError:
        return ""
    return named.removesuffix(".").lower() if parts.scheme in ("", "http", "https") else ""


def _is_meant(number: str, accepted: tuple[str, ...]) -> bool:
    """Ours with a slip: the subject's digits are in it, or all but one or two characters fit."""
    digits = max(re.findall(r"[0-9]+", accepted[-1]), key=len)
    if digits in number:
        return True
    return any(
        abs(len(number) - len(form)) <= 1 and sum(a != b for a, b in zip(number, form, strict=False)) <= 2
        for form in accepted
    )


def _cut(text: str, begins: int) -> str:
    """The part of a long line around the number."""
    start = max(0, begins - MOST_SHOWN // 2) if len(text) > MOST_SHOWN else 0
    return harmless(text[start : start + 3 * MOST_SHOWN])


def harmless(text: str) -> str:
    """One line of plain text: no control, format or private characters, at most 200 of them.

    >>> harmless("a\\u202eb\\x1b[31m\\n c")
    'ab[31m c'
    """
    spaced = " ".join(text.split())
    kept = "".join(each for each in spaced if unicodedata.category(each)[0] != "C")
    return kept if len(kept) <= MOST_SHOWN else f"{kept[: MOST_SHOWN - 1]}…"


__all__ = ["Code", "Seen", "Wanted", "harmless", "icp", "look_for", "psb", "read_page"]
