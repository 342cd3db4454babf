"""What a visitor can read on a page: its lines, and where the links in them lead.

Text that nobody sees does not count: scripts, styles, comments, attributes, elements that are hidden by an
attribute or an inline style, and what stands there only for browsers without scripts. What a style sheet
hides is not known here, and what scripts add is not seen: such a page says so.

>>> [line.text for line in read_page("<p>a<br><b>b</b> <a href='/x'>c</a><p hidden>d").lines]
['a', 'b c']
"""

from __future__ import annotations

import codecs
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urljoin

from icp.publication.rules.markup import RAW, End, Start, Text, tokens

_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
        ),
        *(
            "img",
            "ins",
            "kbd",
            "mark",
            "nobr",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
            "strike",
        ),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_UNSEEN = RAW | {"template", "head", "select", "option", "object", "audio", "video", "canvas", "svg", "math"}
# An element of one of these ends an open one of the same group: authors leave the end away.
_ENDS = ({"p"}, {"li"}, {"dt", "dd"}, {"td", "th"}, {"tr"}, {"option"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0*\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*\.?0*(?:px|pt|em|rem|%)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE
)
_REFRESH = re.compile(r"\s*[0-9.]*\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"]+)", re.IGNORECASE)
# What Chinese pages call GB2312 or GBK is read as the larger set, as browsers do.
_SAME_AS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "iso-8859-1": "cp1252"}
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|gb18030|big5(?:-hkscs)?|euc-(?:jp|kr|tw)|shift_jis|us-ascii|ascii|koi8-[ru]"
    r"|iso-8859-\d{1,2}|windows-125\d|cp125\d"
)
_IN_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
# A footer is at the end, so of a page that is longer than any the last lines are kept.
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(piece.link for piece in self.pieces if piece.link is not None))


@dataclass(frozen=True, slots=True)
class Page:
    """sends_on: where the page itself sends its visitors. has_frames, has_scripts: it holds such elements."""

    lines: tuple[Line, ...] = ()
    sends_on: str = ""
    has_frames: bool = False
    has_scripts: bool = False


def decoded(body: bytes, content_type: str = "") -> str:
    """The text of a page: by its byte order mark, the header, its own `meta`, or else as UTF-8 or GB 18030.

    >>> decoded("备案号".encode("gbk"), "text/html; charset=GB2312")
    '备案号'
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    for named in (_header_charset(content_type), _meta_charset(body)):
        name = _SAME_AS.get(named, named)
        if _CHARSETS.fullmatch(name) and _exists(name):
            return body.decode(name, errors="replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        # Cut off in the middle of a character, or an older Chinese page that says nothing of itself.
        cut = body.decode(errors="ignore")
        return cut if len(cut.encode()) >= len(body) - 3 else body.decode("gb18030", errors="replace")


def _header_charset(content_type: str) -> str:
    named = re.search(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", content_type, re.IGNORECASE)
    return named[1].lower() if named else ""


def _meta_charset(body: bytes) -> str:
    named = _META_CHARSET.search(body[:4096])
    found = named[1].decode().lower() if named else ""
    # It was read as ASCII, so it is not UTF-16, whatever it says (the HTML standard, "prescan").
    return "utf-8" if found.startswith("utf-16") else found


def _exists(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def read_page(markup: str) -> Page:
    return _Reader().read(markup)


@dataclass(slots=True)
class _Reader:
    open_tags: list[tuple[str, bool]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    unseen: int = 0
    pieces: list[Piece] = field(default_factory=list)
    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=MOST_LINES))
    base: str = ""
    sends_on: str = ""
    has_frames: bool = False
    has_scripts: bool = False

    def read(self, markup: str) -> Page:
        for token in tokens(markup):
            match token:
                case Start():
                    self._start(token)
                case End():
                    self._end(token.tag)
                case Text():
                    self._text(token.text)
        self._break()
        return Page(tuple(self.lines), self.sends_on, self.has_frames, self.has_scripts)

    def _start(self, token: Start) -> None:
        tag, attributes = token
        self._note(tag, attributes)
        if tag not in _INLINE:
            self._break()
        self._close_left_open(tag)
        if tag in _VOID:
            return
        hides = tag in _UNSEEN or "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))
        self.open_tags.append((tag, hides))
        self.counted[tag] += 1
        self.unseen += hides
        if tag == "a":
            self.links.append(self._target(attributes))

    def _target(self, attributes: dict[str, str]) -> str:
        href = attributes.get("href", "").strip()
        try:
            return urljoin(self.base, href)
        except ValueError:
            return href

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "script":
            self.has_scripts = True
        elif tag in ("frame", "iframe") and attributes.get("src"):
            self.has_frames = True
        elif tag == "base" and not self.base:
            self.base = attributes.get("href", "").strip()
        elif tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            named = _REFRESH.match(attributes.get("content", ""))
            self.sends_on = self.sends_on or (named[1].strip() if named else "")

    def _close_left_open(self, tag: str) -> None:
        last = self.open_tags[-1][0] if self.open_tags else ""
        if any({tag, last} <= group for group in _ENDS) or (last == "head" and tag not in _IN_HEAD):
            self._pop()

    def _end(self, tag: str) -> None:
        if tag not in _INLINE:
            self._break()
        if self.counted[tag]:
            while self._pop() != tag:
                pass

    def _pop(self) -> str:
        tag, hides = self.open_tags.pop()
        self.counted[tag] -= 1
        self.unseen -= hides
        if tag == "a" and self.links:
            self.links.pop()
        return tag

    def _text(self, text: str) -> None:
        if not self.unseen and text:
            self.pieces.append(Piece(text, (self.links[-1] if self.links else "") or None))

    def _break(self) -> None:
        if any(piece.text.strip() for piece in self.pieces):
            self.lines.append(Line(tuple(self.pieces)))
        self.pieces = []
