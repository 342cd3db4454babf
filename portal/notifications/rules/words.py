"""The words a notice is made of. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

PLACE = re.compile(r"{(\w+)}")


class Words(NamedTuple):
    """One sentence in English and in Simplified Chinese (中文), with places such as ``{reference}``.

    >>> Words("{reference} was declined", "{reference} 未获批准").filled("zh-hans", {"reference": "NR-41"})
    'NR-41 未获批准'
    """

    en: str
    zh: str

    def filled(self, language: str, facts: Mapping[str, str]) -> str:
        """Chinese for every tag that begins with ``zh``, otherwise English."""
        text = self.zh if language.lower().startswith("zh") else self.en
        return PLACE.sub(lambda place: facts[place[1]], text)

    def places(self) -> set[str]:
        return {place for text in self for place in PLACE.findall(text)}
