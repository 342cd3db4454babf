"""The kinds of facts, each able to read a cell and to write it back letter for letter.

Every fact may also be `na` (does not apply, or was not asked) or `unknown` (asked, and not known). An empty
cell was asked and left open: it is unknown. Source: rule book section 1, 2026-11-23.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Protocol

from icp.eligibility.rules import domain_names
from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.domain_names import NotADomainName, UnfilableName


class Missing(Enum):
    NA = "na"
    UNKNOWN = "unknown"


class Unfit(ValueError):
    """The text is no value of this kind; `words` says why not and what would do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Kind(Protocol):
    def read(self, text: str) -> object: ...

    def write(self, value: object) -> str: ...


@dataclass(frozen=True)
class OneOf:
    """One of a few keys; `same` maps other spellings of a key to it."""

    keys: tuple[str, ...]
    same: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        if text in self.keys:
            return text
        key = self.same.get(text.casefold())
        if key is None:
            choices = ", ".join((*self.keys, "na", "unknown"))
            raise Unfit(
                Words(
                    f"It is none of the choices. Use one of: {choices}.", f"不在选项内。请使用：{choices}。"
                )
            )
        return key

    def write(self, value: object) -> str:
        return str(value)


@dataclass(frozen=True)
class YesNo:
    def read(self, text: str) -> bool:
        if text.lower() not in ("yes", "no"):
            raise Unfit(
                Words("It is neither yes nor no. Use yes, no, na or unknown.", "请填写yes、no、na或unknown。")
            )
        return text.lower() == "yes"

    def write(self, value: object) -> str:
        return "yes" if value else "no"


@dataclass(frozen=True)
class WholeNumber:
    least: int
    most: int
    may_be_none: bool = False

    def read(self, text: str) -> int | None:
        if self.may_be_none and text == "none":
            return None
        # int() alone would take 1_000 and digits of other scripts.
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text) or not self.least <= int(text) <= self.most:
            raise Unfit(
                Words(
                    f"It is no whole number from {self.least} to {self.most}. Use digits, na or unknown.",
                    f"须为{self.least}至{self.most}的整数，或na、unknown。",
                )
            )
        return int(text)

    def write(self, value: object) -> str:
        return "none" if value is None else str(value)


@dataclass(frozen=True)
class Percentage:
    def read(self, text: str) -> Decimal:
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,4})?", text) or Decimal(text) > 100:
            raise Unfit(
                Words(
                    "It is no percentage from 0 to 100. Use digits without a percent sign, as in 33.3.",
                    "须为0至100的数字，不含百分号，例如49或33.3。",
                )
            )
        return Decimal(text)

    def write(self, value: object) -> str:
        return str(value)


@dataclass(frozen=True)
class Ports:
    def read(self, text: str) -> tuple[int, ...]:
        if text == "none":
            return ()
        ports = [part for part in re.split(r"[;,\s]+", text) if part]
        if not ports or not all(
            re.fullmatch("[0-9]{1,5}", port) and 1 <= int(port) <= 65535 for port in ports
        ):
            raise Unfit(
                Words(
                    "It is no list of ports from 1 to 65535. Separate them with semicolons, such as 80;443.",
                    "须为1至65535的端口列表，以分号分隔，例如80;443。",
                )
            )
        return tuple(sorted({int(port) for port in ports}))

    def write(self, value: object) -> str:
        return ";".join(str(port) for port in value) if isinstance(value, tuple) and value else "none"


@dataclass(frozen=True)
class Name:
    """A domain name, or `none`. An address or bare ending is kept, for rule D08 to refuse."""

    def read(self, text: str) -> object:
        if text == "none":
            return None
        try:
            return domain_names.parse(text)
        except NotADomainName as error:
            if error.code in (domain_names.ADDRESS, domain_names.SUFFIX):
                return UnfilableName(error.given, error.code)
            raise Unfit(error.words) from error

    def write(self, value: object) -> str:
        return "none" if value is None else str(value)


@dataclass(frozen=True)
class Text:
    longest: int

    def read(self, text: str) -> str:
        if len(text) > self.longest:
            raise Unfit(
                Words(
                    f"It has {len(text)} characters. Shorten it to {self.longest} at most.",
                    f"共{len(text)}个字符，请缩短至{self.longest}个以内。",
                )
            )
        return text

    def write(self, value: object) -> str:
        return str(value)
