"""What one question of a filing is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from icp.eligibility.rules.bilingual import Words

Answers = Mapping[str, Any]
Condition = Callable[[Answers], bool]
NOTHING = Words("", "")

ORGANIZATIONS = frozenset(
    {
        "cn_company",
        "fie_jv",
        "fie_wfoe",
        "sole_trader",
        "rep_office",
        "gov",
        "public_institution",
        "social_org",
    }
)
INDIVIDUALS = frozenset({"cn_individual", "foreign_individual", "hk_mo_tw_individual"})


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: Words
    hint: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Field:
    """`console` is the name that the provider's own form gives it, for the specialist who types it there.

    `person` says whose personal data it is ("subject" or "site"); such a value is kept sealed and masked.
    `kind` is one of the readers in `values.py`.
    """

    name: str
    task: str
    kind: str
    label: Words
    console: str
    hint: Words = NOTHING
    options: tuple[Option, ...] = ()
    person: str = ""
    needed: bool = True
    when: Condition | None = None
    # The question that `when` looks at.
    follows: str = ""
    most: int = 200

    def is_asked(self, answers: Answers) -> bool:
        return self.when is None or self.when(answers)


def is_organization(answers: Answers) -> bool:
    return answers.get("entity_type") in ORGANIZATIONS


def is_individual(answers: Answers) -> bool:
    return answers.get("entity_type") in INDIVIDUALS


def says(name: str, *values: str) -> Condition:
    return lambda answers: answers.get(name) in values


def chosen(name: str, key: str) -> Condition:
    return lambda answers: key in (answers.get(name) or ())
