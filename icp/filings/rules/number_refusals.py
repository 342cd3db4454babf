"""Why a text is no filing number, said so that its writer can mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.number_tables import EXAMPLES, FORMATS

_P: str = FORMATS["province_chars"]
SENTENCES: Mapping[str, Words] = {
    "empty": Words("No number was given.", "未填写编号。"),
    "too_long": Words(
        "“{given}” is longer than any filing number. Give the number alone.",
        "“{given}”超出备案号的长度。请只填写编号本身。",
    ),
    "test_number": Words(
        "“{given}” is a number of the cloud's test system (测), not one that the authority issued.",
        "“{given}”是云平台测试系统的编号（测），不是主管部门核发的编号。",
    ),
    "no_province": Words(
        "“{given}” does not begin with the character of a province.", "“{given}”开头缺少省份简称。"
    ),
    "unknown_province": Words(
        "“{character}” in “{given}” is not the character of a province of mainland China.",
        "“{given}”中的“{character}”不是中国内地省份的简称。",
    ),
    "no_word": Words("“{given}” has no 备 or 证 after ICP.", "“{given}”在“ICP”之后缺少“备”或“证”。"),
    "digits": Words(
        "“{given}” has {count} digits where {wanted} are needed.",
        "“{given}”中有{count}位数字，应为{wanted}位。",
    ),
    "serial": Words(
        "“{given}” ends with -{serial}. What follows the dash begins with 1 and has no zero before it.",
        "“{given}”以 -{serial} 结尾。短横线后的序号从 1 开始，前面不加零。",
    ),
    "ending": Words(
        "“{given}” goes on with “{rest}” where the number ends.", "“{given}”在编号结束后还有“{rest}”。"
    ),
    "other_kind": Words(
        "{given} is {found}. Here {wanted} is needed.", "{given} 是{found}。此处需要填写{wanted}。"
    ),
    "unreadable": Words("“{given}” is not a filing number.", "“{given}”不是备案号。"),
}
EXAMPLE = Words("A number looks like {example}.", "编号的形式如 {example}。")
_WANTED = {"备": ("8 or 10", "8位或10"), "证": ("6", "6"), "PSB": ("14", "14"), "B2": ("8", "8")}


class NumberRefused(ValueError):
    """code: a key of SENTENCES, stable. words: what was given, why not, and a number as it is."""

    def __init__(
        self, code: str, given: str, *, example: str = EXAMPLES["icp_site"], **facts: str | Words
    ) -> None:
        shown = given if len(given) <= 60 else f"{given[:59]}…"
        self.code = code
        self.words = SENTENCES[code].filled(given=shown, **facts).then(EXAMPLE.filled(example=example))
        super().__init__(self.words.en)


def reason_for(normal: str, given: str) -> NumberRefused:
    """`normal` is the text in its usual form; no pattern fits it."""
    shown = " ".join(given.split())
    if not normal:
        return NumberRefused("empty", "")
    kind, example = _family(normal)
    if not kind:
        return NumberRefused("unreadable", shown)
    if refusal := _wrong_beginning(normal, shown, example):
        return refusal
    if kind == "ICP":
        return NumberRefused("no_word", shown, example=example)
    digits, rest = _after_the_word(normal, kind)
    if len(digits) not in {"备": (8, 10), "证": (6,), "PSB": (11, 12, 13, 14), "B2": (8,)}[kind]:
        wanted = Words(*_WANTED[kind])
        return NumberRefused("digits", shown, example=example, count=str(len(digits)), wanted=wanted)
    if serial := re.match(r"-([0-9]*)", rest):
        return NumberRefused("serial", shown, example=example, serial=serial[1])
    return NumberRefused("ending", shown, example=example, rest=rest)


def _family(normal: str) -> tuple[str, str]:
    """Which word of a number the text holds, and an example of such a number."""
    for word, kind, example in (
        ("公网安备", "PSB", "psb"),
        ("ICP备", "备", "icp_site"),
        ("ICP证", "证", "icp_licence"),
        ("B2-", "B2", "vat_licence"),
        ("ICP", "ICP", "icp_site"),
    ):
        if word in normal:
            return kind, EXAMPLES[example]
    return "", ""


def _wrong_beginning(normal: str, shown: str, example: str) -> NumberRefused | None:
    before = re.split(r"公网安备|ICP|B2-", normal)[0]
    if before == "":
        return NumberRefused("no_province", shown, example=example)
    if before == "合字" or (len(before) == 1 and before in _P):
        return None
    if len(before) == 1:
        return NumberRefused("unknown_province", shown, example=example, character=before)
    return NumberRefused("unreadable", shown, example=example)


def _after_the_word(normal: str, kind: str) -> tuple[str, str]:
    word = {"备": "ICP备", "证": "ICP证", "PSB": "公网安备", "B2": "B2-"}[kind]
    tail = normal.split(word, 1)[1]
    rest = tail.lstrip("0123456789")
    return tail.removesuffix(rest), rest.removeprefix("号")
