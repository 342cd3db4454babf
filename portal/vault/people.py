"""Finds, exports and erases what every room holds about one person.

A room that holds something about people who are no users of the portal names a holder in
`settings.PERSON_HOLDERS`. A person is found by blind indexes, within one organization: nobody has to read
everything to find somebody.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import phonenumbers
from django.conf import settings
from django.utils.module_loading import import_string

from portal.accounts.models import Organization, User
from portal.vault.sealing import blind_index

# What tells people apart, each under one purpose that all rooms share.
KINDS = ("name", "id_number", "mobile", "email")


@dataclass(frozen=True)
class Person:
    """Somebody who is looked for. `values` are what was given, evened out by the blind indexes."""

    organization: Organization
    values: dict[str, str]
    indexes: frozenset[str]


@dataclass(frozen=True)
class Held:
    """One thing that a room holds: named so that an operator recognizes it, without naming the person."""

    holder: str
    key: uuid.UUID
    what: str


@dataclass(frozen=True)
class Exported:
    document: dict[str, Any]
    # Name within the export, and content.
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Erased:
    files: int = 0
    size_bytes: int = 0
    notes: tuple[str, ...] = field(default_factory=tuple)


class Holder(Protocol):
    name: str

    def find(self, person: Person) -> list[Held]: ...

    def hindrance(self, held: Held) -> str:
        """Why it cannot be erased now, in a sentence; nothing where it can."""
        ...

    def export(self, held: Held, person: Person) -> Exported: ...

    def erase(self, held: Held, person: Person, *, by: User) -> Erased: ...


def holders() -> dict[str, Holder]:
    found = [import_string(path) for path in settings.PERSON_HOLDERS]
    return {holder.name: holder for holder in found}


def person(organization: Organization, **given: str) -> Person:
    """Raises ValueError when nothing is given, or something that is not of KINDS."""
    values = {kind: _plain(kind, value) for kind, value in given.items() if value.strip()}
    if not values or set(values) - set(KINDS):
        raise ValueError(f"Give at least one of {', '.join(KINDS)}.")
    indexes = frozenset(index_of(kind, value) for kind, value in values.items())
    return Person(organization, values, indexes)


def index_of(kind: str, value: str) -> str:
    return blind_index(f"person.{kind}", value)


def find(wanted: Person) -> list[Held]:
    """Everything of every room, in the order of the setting: what hangs on something comes before it."""
    return [held for holder in holders().values() for held in holder.find(wanted)]


def hindrances(found: Iterable[Held]) -> list[tuple[Held, str]]:
    every = holders()
    told = [(held, every[held.holder].hindrance(held)) for held in found]
    return [(held, sentence) for held, sentence in told if sentence]


def export(wanted: Person, found: Iterable[Held]) -> list[tuple[Held, Exported]]:
    every = holders()
    return [(held, every[held.holder].export(held, wanted)) for held in found]


def erase(wanted: Person, found: Iterable[Held], *, by: User) -> list[tuple[Held, Erased]]:
    """Each thing in a transaction of its own: a failure in the middle leaves the rest for another run."""
    every = holders()
    return [(held, every[held.holder].erase(held, wanted, by=by)) for held in found]


def _plain(kind: str, value: str) -> str:
    """As rooms keep it: a mobile in international form, a number without spaces and dashes."""
    value = value.strip()
    if kind == "id_number":
        return "".join(value.split()).replace("-", "").upper()
    if kind == "mobile":
        try:
            return phonenumbers.format_number(
                phonenumbers.parse(value, "CN"), phonenumbers.PhoneNumberFormat.E164
            )
        except phonenumbers.NumberParseException:
            return value
    return value
