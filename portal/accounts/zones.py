"""In whose time moments are shown: the time a person chose, else that of the language they read in."""

from __future__ import annotations

import zoneinfo
from contextlib import suppress
from functools import cache

from django.utils.translation import gettext as _

BEIJING, UTC = "Asia/Shanghai", "UTC"
# Old spellings, fixed offsets and the like: nobody looks for their own time under these.
_NOT_PLACES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "posix/", "right/")


@cache
def zones() -> tuple[str, ...]:
    """`Africa/Abidjan` … `Pacific/Wallis`, and UTC first: about 430."""
    places = {name for name in zoneinfo.available_timezones() if "/" in name}
    return (UTC, *sorted(name for name in places if not name.startswith(_NOT_PLACES)))


def choices() -> list[tuple[str, str]]:
    return [
        ("", _("By language: Beijing time in Chinese, UTC in English")),
        *((name, name.replace("_", " ")) for name in zones()),
    ]


def zone_of(chosen: str, language: str) -> zoneinfo.ZoneInfo:
    """A zone that the machine no longer knows counts as none. Reads no list: each request asks this."""
    if chosen:
        with suppress(zoneinfo.ZoneInfoNotFoundError, ValueError):
            return zoneinfo.ZoneInfo(chosen)
    return zoneinfo.ZoneInfo(BEIJING if language == "zh-hans" else UTC)


def spoken(zone: str) -> str:
    """`Beijing time`, `UTC`, `Europe/Berlin`."""
    return _("Beijing time") if zone == BEIJING else zone.replace("_", " ")
