"""The sections of the dashboard. A room gives a function; the dashboard shows what they return.

A function takes the signed-in person and returns a Panel, or None when it has nothing for them. It reads
through `visible_to(user)` and asks the database a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Need:
    """One thing that waits for this person: a link, and the moment it should be done by."""

    text: str | Promise
    url: str
    about: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class Panel:
    """`template` is included with `panel` set to `content`; `is_empty` hides it from a first visit."""

    key: str
    title: str | Promise
    template: str
    content: Mapping[str, Any] = field(default_factory=dict)
    is_empty: bool = False
    all_url: str = ""
    needs: tuple[Need, ...] = ()
