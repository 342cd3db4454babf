"""What is copied into the footer: the number, linked to its authority. (Rule book section 5, 2026-11-23.)

>>> icp_snippet("京ICP备12345678号-1", "Beijing").html
'<a href="https://beian.miit.gov.cn/" target="_blank" rel="noreferrer">京ICP备12345678号-1</a>'
"""

from __future__ import annotations

from dataclasses import dataclass

from icp.filings.rules.filing_number import footer_form, parse
from icp.filings.rules.number_tables import MIIT_LINK, psb_link

# The file name under which the customer keeps the badge that the public security site gives out.
BADGE = "/images/beian-badge.png"


@dataclass(frozen=True, slots=True)
class Snippet:
    """The same for a page (`html`) and for whoever types it (`text`, `link`)."""

    text: str
    link: str
    html: str


def icp_snippet(number: str, province: str | None) -> Snippet:
    """NumberRefused when `number` is none. In Guangdong the subject's number is shown."""
    shown = footer_form(parse(number, allow_test=True), province)
    return Snippet(shown, MIIT_LINK, _linked(MIIT_LINK, shown))


def psb_snippet(number: str) -> Snippet:
    read = parse(number)
    link = psb_link(read.digits)
    badge = f'<img src="{BADGE}" alt="" width="20" height="20">'
    return Snippet(read.text, link, _linked(link, f"{badge}{read.text}"))


def _linked(link: str, content: str) -> str:
    # Numbers are made of letters, digits, dashes and Chinese characters: nothing in them needs escaping.
    return f'<a href="{link}" target="_blank" rel="noreferrer">{content}</a>'
