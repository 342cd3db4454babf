"""Reading JSON into values, collecting every problem on the way.

A ``Reading`` hands out fields of the right type. Where a field cannot be read it notes a ``Problem`` and
answers with a blank of that type, so that one pass finds everything there is to say. A field that is not
there is noted once, by ``fields``. Whoever reads must ask ``problems`` before using what came out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from networks.catalog.bilingual import Bilingual

MISSING = object()
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document: a stable code, where (``vpcs.1.cidr``), and a sentence."""

    code: str
    path: str
    message: Bilingual


@dataclass(slots=True)
class Reading:
    """One pass over a document."""

    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, path: str, en: str, zh: str) -> None:
        self.problems.append(Problem(code, path, Bilingual(en, zh)))

    def fields(
        self, value: object, path: str, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, Any]:
        """An object with these fields and no others; an optional one that is absent reads as null."""
        if value is MISSING:
            return dict.fromkeys([*required, *optional], MISSING)
        if not isinstance(value, Mapping):
            self.report(
                "not_an_object",
                path,
                f"Here belongs an object with fields, not {shown(value)}.",
                f"此处应为包含字段的对象，而不是 {shown(value)}。",
            )
            return dict.fromkeys([*required, *optional], MISSING)
        for name in sorted(set(required) - set(value)):
            self.report(
                "missing_field", _join(path, name), f"The field {name} is missing.", f"缺少字段 {name}。"
            )
        for name in sorted(str(name) for name in set(value) - set(required) - set(optional)):
            self.report(
                "unknown_field",
                _join(path, shown(name)),
                f"There is no field {shown(name)}. Known are {', '.join(sorted({*required, *optional}))}.",
                f"没有 {shown(name)} 字段。可用字段：{'、'.join(sorted({*required, *optional}))}。",
            )
        return dict.fromkeys(required, MISSING) | dict.fromkeys(optional) | dict(value)

    def rows(self, value: object, path: str, at_most: int) -> Sequence[Any]:
        """A list that is not absurdly long."""
        if value is MISSING:
            return ()
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            self.report(
                "not_a_list",
                path,
                f"Here belongs a list, not {shown(value)}.",
                f"此处应为列表，而不是 {shown(value)}。",
            )
            return ()
        if len(value) > at_most:
            self.report(
                "list_too_long",
                path,
                f"The list has {len(value)} rows; one request takes at most {at_most}. Split it.",
                f"列表有 {len(value)} 行；一份申请最多 {at_most} 行，请拆分。",
            )
            return ()
        return value

    def text(self, value: object, path: str, at_most: int, *, may_be_empty: bool = False) -> str:
        """A text without characters that cannot be seen, trimmed."""
        if value is MISSING:
            return ""
        if not isinstance(value, str):
            self.report(
                "not_text",
                path,
                f"Here belongs text, not {shown(value)}.",
                f"此处应为文本，而不是 {shown(value)}。",
            )
            return ""
        trimmed = value.strip()
        if not trimmed and not may_be_empty:
            self.report("empty_text", path, "This is empty. Write something here.", "此处为空，请填写。")
        elif len(trimmed) > at_most:
            self.report(
                "text_too_long",
                path,
                f"This has {len(trimmed)} characters; at most {at_most} fit.",
                f"此处有 {len(trimmed)} 个字符，最多 {at_most} 个。",
            )
        elif not trimmed.replace("\n", "").isprintable():
            self.report(
                "unprintable_text",
                path,
                "This has characters that cannot be seen. Write it again without them.",
                "此处含有不可见字符，请重新填写。",
            )
        return trimmed

    def claim(self, value: object, path: str) -> bool:
        """True or false, and nothing that only looks like it."""
        if value is MISSING:
            return False
        if not isinstance(value, bool):
            self.report(
                "not_true_or_false",
                path,
                f"Here belongs true or false, not {shown(value)}.",
                f"此处应为 true 或 false，而不是 {shown(value)}。",
            )
            return False
        return value

    def whole_number(self, value: object, path: str, at_most: int) -> int:
        """A number from 1 without a fraction. True is no number, and text is none."""
        if value is MISSING:
            return 1
        if not isinstance(value, int) or isinstance(value, bool):
            self.report(
                "not_a_whole_number",
                path,
                f"Here belongs a whole number, not {shown(value)}.",
                f"此处应为整数，而不是 {shown(value)}。",
            )
            return 1
        if not 1 <= value <= at_most:
            self.report(
                "number_out_of_bounds",
                path,
                f"The number has to be between 1 and {at_most:,}.",
                f"数字应在 1 至 {at_most:,} 之间。",
            )
            return 1
        return value

    def one_of(self, value: object, path: str, known: Sequence[str], code: str) -> str:
        """One of a few words."""
        if value is MISSING:
            return known[0]
        if not isinstance(value, str) or value not in known:
            self.report(
                code,
                path,
                f"{shown(value)} is not known here. Use {' or '.join(known)}.",
                f"无法识别 {shown(value)}，可用：{'、'.join(known)}。",
            )
            return known[0]
        return value


def shown(value: object) -> str:
    """A value as a sentence in any language may carry it: short and printable."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[…]"
    text = value if isinstance(value, str) else _number(value)
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return plain if len(plain) <= _SHOWN_CHARACTERS else plain[:_SHOWN_CHARACTERS] + "…"


def _number(value: object) -> str:
    # Python refuses to print whole numbers of more than 4,300 digits.
    if isinstance(value, int) and abs(value) >= 10**_SHOWN_CHARACTERS:
        return "…" if value > 0 else "-…"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
