"""Frozen values of the rules as JSON, so that a row keeps what was answered, letter for letter."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def to_json(value: Any) -> Any:
    """Dataclasses and mappings become objects, sequences lists, dates ISO text.

    >>> to_json((date(2026, 11, 23), {"a": None}))
    ['2026-11-23', {'a': None}]
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, (frozenset, set)):
        return sorted(to_json(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
