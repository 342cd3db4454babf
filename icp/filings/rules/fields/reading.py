"""What a reader of values answers: the value as it is kept, and what is to be said about it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from icp.eligibility.rules.bilingual import Words


class Level(StrEnum):
    WRONG = "wrong"  # cannot be what was asked for
    LOOK = "look"  # a person must look
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """The value as it is kept, and what is to be said about it."""

    value: Any
    findings: tuple[Finding, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return any(found.level is Level.WRONG for found in self.findings)


def tidy(text: object) -> str:
    """One line without stray spaces, in composed form; what is no text is nothing."""
    if not isinstance(text, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", text).split())


def wrong(value: Any, code: str, en: str, zh: str) -> Reading:
    return Reading(value, (Finding(Level.WRONG, code, Words(en, zh)),))


def look(value: Any, code: str, en: str, zh: str) -> Reading:
    return Reading(value, (Finding(Level.LOOK, code, Words(en, zh)),))
