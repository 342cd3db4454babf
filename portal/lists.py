"""Several things in one sentence, joined as the reader's language joins them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(items: Iterable[object]) -> str:
    """`Mail, Hosting` in English, `邮箱、主机` in Chinese."""
    return pgettext("between two names in a list", ", ").join(str(item) for item in items)
