"""A sentence in the two languages of the product: English and Simplified Chinese.

>>> Words("The ending .{tld} is accepted.", "后缀.{tld}可备案。").filled(tld="cn").zh
'后缀.cn可备案。'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence, said twice."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en

    def said_in(self, language: str) -> str:
        """The sentence for a language code such as `en`, `zh-hans` or `zh_CN`."""
        return self.zh if language.lower().startswith("zh") else self.en

    def filled(self, **values: str | Words) -> Words:
        """Put values into `{name}` places.

        Not `str.format`: a value a customer typed may hold braces of its own.
        """
        en, zh = self.en, self.zh
        for name, value in values.items():
            place = "{" + name + "}"
            said = value if isinstance(value, Words) else Words(value, value)
            en, zh = en.replace(place, said.en), zh.replace(place, said.zh)
        return Words(en, zh)

    def then(self, other: Words) -> Words:
        """This sentence, followed by another one."""
        return Words(f"{self.en} {other.en}".strip(), f"{self.zh}{other.zh}")


def listed(items: Iterable[Words]) -> Words:
    """
    >>> listed([Words("age", "年龄"), Words("phone", "手机号")]).zh
    '年龄、手机号'
    """
    found = tuple(items)
    return Words(", ".join(item.en for item in found), "、".join(item.zh for item in found))
