"""A sentence in English and Simplified Chinese (中文), said by a rule and shown by a door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words twice; ``words.in_language("zh-hans")`` picks one.

    >>> Bilingual("Europe", "欧洲").in_language("zh-hans")
    '欧洲'
    """

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """Chinese for every tag that begins with ``zh``, otherwise English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.en
