"""Which pages stand in the bar at the top, for whom.

An entry is shown once its page exists in this installation, so a room that is not installed
leaves no dead link. The current entry is the one whose address the page's address begins with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import is_valid_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    path: str  # below the language prefix
    label: str | Promise


PUBLIC = (
    Entry("icp-check/", _("ICP check")),
    Entry("networks/", _("Networks")),
    Entry("prices/", _("Prices")),
    Entry("api/docs/", _("API")),
)
CUSTOMER = (
    Entry("home/", _("Dashboard")),
    Entry("filings/", _("Filings")),
    Entry("icp-check/", _("ICP check")),
    Entry("domains/", _("Domains")),
    Entry("connections/", _("Networks")),
    Entry("requests/", _("Requests")),
)
STAFF = (
    Entry("home/", _("Dashboard")),
    Entry("queue/", _("Queue")),
    Entry("desk/", _("Desk")),
    Entry("requests/", _("Requests")),
    Entry("connections/", _("Networks")),
    Entry("ops/", _("Operations")),
)


@dataclass(frozen=True)
class Link:
    url: str
    label: str | Promise
    current: str  # value of aria-current: "page", "true" for a page below it, or nothing


@lru_cache(maxsize=256)
def _exists(url: str) -> bool:
    return bool(is_valid_path(url))


def links(entries: tuple[Entry, ...], prefix: str, path: str) -> list[Link]:
    """`prefix` is the language's, as in "/en/"; `path` the address of the page being shown."""
    present = [(prefix + entry.path, entry.label) for entry in entries if _exists(prefix + entry.path)]
    return [
        Link(url, label, "page" if path == url else "true" if path.startswith(url) else "")
        for url, label in present
    ]
