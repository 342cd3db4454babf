"""Reading a policy document: values are asked for by name and type, a wrong one is refused with its place.

>>> Page({"tlds": {"others": 5}}).page("tlds").text("others")
Traceback (most recent call last):
    ...
icp.eligibility.rules.document.MalformedPolicy: tlds.others is 5: it is no text. Put a text there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from icp.eligibility.rules.bilingual import Words

T = TypeVar("T")


class MalformedPolicy(ValueError):
    """The document is no policy; the sentence names the place, what stands there and what would do."""

    def __init__(self, place: str, given: object, why: str) -> None:
        shown = repr(given)
        super().__init__(
            f"{place or 'The document'} is {shown if len(shown) <= 60 else shown[:60] + '…'}: {why}"
        )
        self.place = place


@dataclass(frozen=True)
class Page:
    """One JSON object of the document, and where it stands."""

    content: Mapping[str, object]
    place: str = ""

    @classmethod
    def whole(cls, document: object) -> Page:
        if not isinstance(document, Mapping):
            raise MalformedPolicy(
                "", document, "it is no JSON object. Start from a packaged policy document."
            )
        return cls(document)

    def __iter__(self) -> Iterator[str]:
        return iter(self.content)

    def page(self, key: str) -> Page:
        value: dict[str, object] = self._typed(key, dict, "it is no JSON object. Put an object there.")
        return Page(value, self._at(key))

    def pages(self, key: str) -> tuple[Page, ...]:
        items: list[object] = self._typed(key, list, "it is no list. Put a list of objects there.")
        return tuple(
            Page({str(place): item}, self._at(key)).page(str(place)) for place, item in enumerate(items)
        )

    def text(self, key: str) -> str:
        return self._typed(key, str, "it is no text. Put a text there.")

    def number(self, key: str) -> int:
        value = self._typed(key, int, "it is no whole number. Put a whole number there.")
        if isinstance(value, bool) or value < 0:
            raise self.wrong(key, "it is no whole number from 0 up. Put one there.")
        return value

    def claim(self, key: str) -> bool:
        return self._typed(key, bool, "it is neither true nor false. Put one of them there.")

    def texts(self, key: str) -> tuple[str, ...]:
        items: list[object] = self._typed(key, list, "it is no list. Put a list of texts there.")
        if not all(isinstance(item, str) and item for item in items):
            raise self.wrong(key, "not every item is a text. Put only texts, none of them empty.")
        return tuple(str(item) for item in items)

    def words(self, key: str) -> Words:
        page = self.page(key)
        return Words(page.text("en"), page.text("zh"))

    def one_of(self, key: str, choices: tuple[T, ...]) -> T:
        value = self._get(key)
        for choice in choices:
            if value == choice:
                return choice
        raise self.wrong(key, f"use one of {', '.join(str(choice) for choice in choices)}.")

    def day(self, key: str) -> date | None:
        """An ISO date, or null for none."""
        if self._get(key) is None:
            return None
        try:
            return date.fromisoformat(self.text(key))
        except ValueError as error:
            raise self.wrong(key, "it is no date. Write it as 2026-11-23, or null.") from error

    def wrong(self, key: str, why: str) -> MalformedPolicy:
        return MalformedPolicy(self._at(key), self.content.get(key), why)

    def _get(self, key: str) -> object:
        if key not in self.content:
            raise MalformedPolicy(
                self._at(key), None, "it is missing. Copy it from a packaged policy document."
            )
        return self.content[key]

    def _typed(self, key: str, kind: type[T], why: str) -> T:
        value = self._get(key)
        if not isinstance(value, kind):
            raise self.wrong(key, why)
        return value

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key
