"""What a prerequisite found: one check, passed or not, with its sentence and where to fix it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Any

from networks.catalog.bilingual import Bilingual
from networks.catalog.packages import VPCS_PER_REGION


class Level(StrEnum):
    """``block`` cannot be sent; ``needs_human`` can, and an architect decides it with a written reason."""

    PASS = "pass"
    WARN = "warn"
    NEEDS_HUMAN = "needs_human"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Check:
    """``code`` names the rule, whatever the level. ``path`` is where the spec would change, "" for all of it.
    ``suggestion`` is a value that would do at that path."""

    code: str
    level: Level
    title: Bilingual
    detail: Bilingual
    path: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class TakenBlock:
    """A block that the organization uses elsewhere; ``owner`` is the request or connection, NR-41 or C-7."""

    network: IPv4Network
    owner: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules have to be told. A surveyed quota takes the place of the guide's figure."""

    taken: tuple[TakenBlock, ...] = ()
    vpcs_per_region: int = VPCS_PER_REGION.value


def found_or_passed(found: Sequence[Check], code: str, en: str, zh: str) -> tuple[Check, ...]:
    """What a rule found, or that it is kept."""
    kept = Bilingual(en, zh)
    return tuple(found) or (Check(code, Level.PASS, kept, kept),)


def to_json(check: Check) -> dict[str, Any]:
    """A check as it is kept with a plan: what was found, in both languages, and how grave it is."""
    return {
        "code": check.code,
        "level": check.level.value,
        "path": check.path,
        "title": {"en": check.title.en, "zh": check.title.zh},
        "detail": {"en": check.detail.en, "zh": check.detail.zh},
    }


def from_json(kept: Mapping[str, Any]) -> Check:
    return Check(
        kept["code"],
        Level(kept["level"]),
        Bilingual(**kept["title"]),
        Bilingual(**kept["detail"]),
        kept["path"],
    )
