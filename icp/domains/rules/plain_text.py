"""Text out of HTML that somebody else wrote: words and line breaks, nothing that a browser obeys.

The provider's remarks about a risk come as HTML (rule book section 13). Their tags are taken off here; what
is left is shown as text and escaped like any other. The address of a link stays readable behind its words.

>>> plain("<p>请更新<b>负责人</b></p><script>alert(1)</script><p>A&amp;B</p>")
'请更新负责人\\nA&B'
>>> plain('见<a href="https://beian.aliyun.com/x">说明</a>')
'见说明 (https://beian.aliyun.com/x)'
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

LONGEST: Final = 2000
SILENT: Final = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea"}
)
BREAKS: Final = frozenset(
    {"br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"}
)


def plain(html: str) -> str:
    """At most 2,000 characters of plain text."""
    reader = _Reader()
    reader.feed(html[: LONGEST * 10])
    reader.close()
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silenced: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silenced.append(tag)
        elif tag in BREAKS:
            self.said.append("\n")
        elif tag == "a":
            self.links.append(_shown(dict(attrs).get("href")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silenced:
            # Whatever was opened inside and never closed ends here too.
            del self.silenced[self.silenced.index(tag) :]
        elif tag in BREAKS:
            self.said.append("\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            if address and not self.silenced:
                self.said.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self.silenced:
            self.said.append(harmless(data))


def harmless(text: str) -> str:
    """Without control characters, and without those that turn the direction of what follows."""
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
        else " "
        for character in text
    )


def _shown(address: str | None) -> str:
    """A web address that may be read by people; anything else (javascript:, data:) is nothing."""
    given = harmless(address or "").strip()
    return given[:300] if re.match(r"https?://[^\s]+$", given) else ""
