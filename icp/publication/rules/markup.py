"""Takes a web page apart: tags, their attributes, text. In one pass, whatever the page holds.

`html.parser` of Python 3.11 reads hostile pages in quadratic time ("<a " for half a megabyte keeps it busy
for minutes), and the pages read here belong to anybody. This reader goes forward only: what does not end (a
comment, a quote, a tag) swallows the rest of the page, as the HTML standard says of it, so no character is
looked at twice.

>>> list(tokens('<a HREF="x&amp;y">n&deg; 1<br/></a><!-- no -->'))
[Start(tag='a', attributes={'href': 'x&y'}), Text(text='n° 1'), Start(tag='br', attributes={}), End(tag='a')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

# Their content is no markup: everything up to their own end.
RAW = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"}
)
# Any other `<` is text.
_OPENED = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_BETWEEN = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")


class Start(NamedTuple):
    tag: str
    attributes: dict[str, str]


class End(NamedTuple):
    tag: str


class Text(NamedTuple):
    text: str


def tokens(page: str) -> Iterator[Start | End | Text]:
    position = 0
    while position < len(page):
        found = _OPENED.search(page, position)
        opened = found.start() if found else len(page)
        if opened > position:
            yield Text(unescape(page[position:opened]))
        token, position = _markup(page, opened)
        if token is not None:
            yield token
        if isinstance(token, Start) and token.tag in RAW:
            position = _end_of_raw(page, position, token.tag)


def _markup(page: str, at: int) -> tuple[Start | End | None, int]:
    """The token that begins with `<` here, and where it ends; none at the end of the page."""
    if page.startswith("<!--", at):
        return None, _after(page, "-->", at + 2)
    if page.startswith(("<!", "<?"), at):
        return None, _after(page, ">", at)
    is_end = page.startswith("</", at)
    name = _NAME.match(page, at + 1 + is_end)
    if name is None:  # `</` that names nothing
        return None, _after(page, ">", at)
    attributes, end = _attributes(page, name.end())
    if end is None:
        return None, len(page)
    tag = name[0].lower()
    return (End(tag) if is_end else Start(tag, attributes)), end


def _attributes(page: str, at: int) -> tuple[dict[str, str], int | None]:
    """The attributes and where the tag ends; None when it does not. The first of two of one name counts."""
    found: dict[str, str] = {}
    while True:
        at = _end(_BETWEEN, page, at)
        if at >= len(page):
            return found, None
        if page[at] == ">":
            return found, at + 1
        name = page[at : (at := _end(_ATTRIBUTE, page, at))].lower()
        value = ""
        if equals := _EQUALS.match(page, at):
            at = equals.end()
            if page[at : at + 1] in ("'", '"'):
                closed = page.find(page[at], at + 1)
                if closed == -1:
                    return found, None
                value, at = page[at + 1 : closed], closed + 1
            else:
                value = page[at : (at := _end(_BARE, page, at))]
        found.setdefault(name, unescape(value))


def _end(pattern: re.Pattern[str], page: str, at: int) -> int:
    matched = pattern.match(page, at)
    return matched.end() if matched else at


def _after(page: str, closing: str, at: int) -> int:
    found = page.find(closing, at)
    return len(page) if found == -1 else found + len(closing)


def _end_of_raw(page: str, at: int, tag: str) -> int:
    closing = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(page, at)
    return closing.start() if closing else len(page)
