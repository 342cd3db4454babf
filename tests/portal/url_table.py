"""Reads the table of addresses, the real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.portal.routes import OWNED, ROUTES, For
from tests.world import World


@dataclass(frozen=True)
class Route:
    name: str  # with its namespace; the address itself where the route has no name
    address: str

    @property
    def takes_arguments(self) -> bool:
        return "<" in self.address

    @property
    def audience(self) -> For | None:
        """The first entry of ROUTES that fits, exact names before patterns."""
        if self.name in ROUTES:
            return ROUTES[self.name]
        return next((ROUTES[pattern] for pattern in ROUTES if fnmatchcase(self.name, pattern)), None)


def can_be_asked(route: Route) -> bool:
    """Whether an address can be made without a room's own knowledge; the rooms' tests ask the rest."""
    return not route.takes_arguments or route.name in OWNED


def address_of(name: str, world: World) -> str:
    return reverse(name, kwargs=OWNED[name](world) if name in OWNED else {})


def all_routes() -> list[Route]:
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, address: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = f"{address}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name}" if entry.name else here, here)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, here, inner)
