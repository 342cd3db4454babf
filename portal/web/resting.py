"""What rests on a number: rows that a room gives to the page of a filing, which knows no room above it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dependent:
    """`tone` is that of a pill: "", "ok", "info", "warn" or "bad"; `note` says what happens, if anything."""

    text: str
    url: str
    tone: str = ""
    state: str = ""
    note: str = ""
