"""Countries and regions with their names in the page's language, from the Unicode CLDR that Babel carries."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

# CLDR codes that are no place a company can be registered in.
_NOT_A_PLACE = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@lru_cache(maxsize=4)
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) sorted by name; `language` is one of settings.LANGUAGES.

    >>> dict(choices("en"))["DE"], dict(choices("zh-hans"))["DE"]
    ('Germany', '德国')
    """
    names = Locale.parse(language.replace("-", "_")).territories
    places = ((code, name) for code, name in names.items() if len(code) == 2 and code not in _NOT_A_PLACE)
    return tuple(sorted(places, key=lambda place: place[1]))
