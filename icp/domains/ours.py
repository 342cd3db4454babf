"""Whose filing it is in the provider's list: by the company's Chinese legal name, or by a number of its own.

A foreign company often files through a company in China of another name. A number that was granted to it
here is its own under whatever name the list shows. Which numbers those are is known to a room above, which
says so when the portal starts (icp/apps.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from portal.accounts.models import Organization

Numbers = Callable[[Organization], Iterable[str]]
_sources: list[Numbers] = []


def numbers_come_from(source: Numbers) -> None:
    if source not in _sources:
        _sources.append(source)


def numbers_of(organization: Organization) -> frozenset[str]:
    """The numbers in force of an organization, without the part that names one website."""
    return frozenset(number for source in _sources for number in source(organization))
