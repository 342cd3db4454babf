"""The numbers that the authorities give out: ICP filing numbers, license numbers, public security (PSB)
numbers.

The patterns and their examples are `data/number_formats.json` (as of 2026-11-23), letter for letter. A
number is brought to its usual form first: no white space, ASCII digits, capital letters, one kind of dash.
What cannot be read is refused with a sentence that says why and shows a number as it is. The province is a
hint: a site may carry an ICP number of one province and a PSB number of another, so a difference is a
warning and never a refusal.

>>> parse("京icp备12345678号－1")
FilingNumber(kind='icp_site', prefix='京', text='京ICP备12345678号-1', subject='京ICP备12345678号', serial=1)
>>> footer_form(parse("粤ICP备2026029742号-3"), "Guangdong")
'粤ICP备2026029742号'
>>> [warning.en for warning in parse("京ICP备12345678").warnings]
['The number was given without 号 and is kept with it.']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.number_refusals import NumberRefused, reason_for
from icp.filings.rules.number_tables import (
    AREAS,
    EXAMPLES,
    KIND_WORDS,
    PATTERNS,
    PREFIXES,
    SUBJECT_IN_FOOTER,
    TEST_PATTERNS,
)

SITE_KINDS = frozenset({"icp_site", "icp_licence", "vat_licence"})
PSB_KINDS = frozenset({"psb", "psb_legacy"})
MOST_CHARACTERS = 64
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))
_SERIAL = re.compile(r"-([0-9]+)([AXK]?)$")
_MISSING_END = re.compile(r"(ICP[备证测][0-9]+|公网安备[0-9]+)(?=-|$)")


@dataclass(frozen=True, slots=True)
class FilingNumber:
    """kind: a key of the data. prefix: the province's character, or 合字. serial: what follows the dash."""

    kind: str
    prefix: str
    text: str
    subject: str
    serial: int | None = None
    warnings: tuple[Words, ...] = field(default=(), repr=False, compare=False)
    is_test: bool = field(default=False, repr=False)

    @property
    def province(self) -> str | None:
        """The key of the province (`Beijing`) of the character; None for 合字 and test orders."""
        return PREFIXES.get(self.prefix)

    @property
    def digits(self) -> str:
        """What the public security site is asked for: the digits of the subject."""
        return "".join(re.findall(r"[0-9]+", self.subject))


def subject_of(text: str) -> str:
    """The applicant's part of a number; nothing where it cannot be read.

    >>> subject_of("沪ICP备2026019482号-1"), subject_of("soon")
    ('沪ICP备2026019482号', '')
    """
    try:
        return parse(text, allow_test=True).subject
    except NumberRefused:
        return ""


def normalised(text: str) -> str:
    """
    >>> normalised(" 京 ＩＣＰ备１２３４５６７８号—１ ")
    '京ICP备12345678号-1'
    """
    folded = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    return "".join(
        character
        for character in folded
        if not character.isspace() and unicodedata.category(character) != "Cf"
    ).upper()


def parse(text: str, *, allow_test: bool = False) -> FilingNumber:
    """The number that the text is. NumberRefused (a ValueError with a sentence in both languages) when it is
    none.

    Test numbers (测) come from a cloud's own simulator and are refused unless `allow_test`.
    """
    if len(text) > MOST_CHARACTERS:
        raise NumberRefused("too_long", text)
    given = normalised(text)
    completed = _MISSING_END.sub(r"\1号", given)
    for kind, pattern in PATTERNS.items():
        if pattern.fullmatch(completed):
            return _read(kind, completed, was_complete=completed == given)
    for kind, pattern in TEST_PATTERNS.items():
        if pattern.fullmatch(completed):
            if not allow_test:
                raise NumberRefused("test_number", text)
            return replace(_read(kind, completed, was_complete=completed == given), is_test=True)
    raise reason_for(completed, text)


def check(
    number: FilingNumber, *, province: str | None = None, kind: str | Collection[str] | None = None
) -> FilingNumber:
    """The same number with its warnings. NumberRefused when it is of another kind than asked for.

    `province` is a key such as `Beijing`. A number of another province is a warning: moved companies, and
    sites whose PSB number is of another place than the ICP number, are both real.
    """
    wanted = (kind,) if isinstance(kind, str) else tuple(kind or ())
    if wanted and number.kind not in wanted:
        raise NumberRefused(
            "other_kind",
            number.text,
            found=KIND_WORDS[number.kind],
            wanted=KIND_WORDS[wanted[0]],
            example=EXAMPLES[wanted[0]],
        )
    if province is None or number.province is None or number.province == province:
        return number
    warning = Words(
        "{given} is a number of {found}, and the filing is in {province}. Check both.",
        "{given} 是{found}的编号，而备案所在地为{province}，请核对。",
    ).filled(given=number.text, found=AREAS[number.province].name, province=AREAS[province].name)
    return replace(number, warnings=(*number.warnings, warning))


def footer_form(number: FilingNumber, province: str | None) -> str:
    """How the footer shows the number: Guangdong shows the subject's number, everybody else the site's."""
    if number.kind == "icp_site" and (number.province or province) in SUBJECT_IN_FOOTER:
        return number.subject
    return number.text


def _read(kind: str, text: str, *, was_complete: bool) -> FilingNumber:
    ending = _SERIAL.search(text) if kind not in ("icp_subject", *PSB_KINDS) else None
    # The dash inside B2-20080101 belongs to the number; a serial has at most four digits.
    serial = int(ending[1]) if ending and len(ending[1]) <= 4 else None
    subject = text[: ending.start()] if ending and serial is not None else text
    prefix = "合字" if text.startswith("合字") else text[0]
    number = FilingNumber(kind, prefix, text, subject, serial)
    warnings = (
        []
        if was_complete
        else [Words("The number was given without 号 and is kept with it.", "编号缺少“号”字，已补全。")]
    )
    return replace(number, warnings=(*warnings, *_about_the_prefix(number), *_about_the_area(number)))


def _about_the_prefix(number: FilingNumber) -> list[Words]:
    area = AREAS.get(number.province or "")
    if area is None:
        return []
    usual = area.psb_prefix if number.kind in PSB_KINDS else area.icp_prefix
    if number.prefix == usual:
        return []
    said = Words(
        "Numbers of this kind in {province} usually begin with {usual}, not {prefix}. Check the number.",
        "{province}的此类编号通常以“{usual}”而非“{prefix}”开头，请核对。",
    )
    return [said.filled(province=area.name, usual=usual, prefix=number.prefix)]


def _about_the_area(number: FilingNumber) -> list[Words]:
    """PSB digits 1-2 are the province's code of GB/T 2260."""
    if number.kind == "psb_legacy":
        return [
            Words(
                "Older PSB numbers have fewer than 14 digits. Check that beian.mps.gov.cn still shows yours.",
                "旧版公安备案号不足14位，请确认在 beian.mps.gov.cn 上仍可查询。",
            )
        ]
    area = AREAS.get(number.province or "")
    if number.kind != "psb" or area is None or number.digits.startswith(area.gb2260):
        return []
    said = Words(
        "{given} begins with {prefix}, but its first digits {digits} are not those of {province} ({code}).",
        "{given} 以“{prefix}”开头，但前两位数字 {digits} 不是{province}的代码（{code}）。",
    )
    return [
        said.filled(
            given=number.text,
            prefix=number.prefix,
            digits=number.digits[:2],
            province=area.name,
            code=area.gb2260,
        )
    ]
