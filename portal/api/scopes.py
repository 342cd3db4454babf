"""What a key may be allowed to do. Each API view names one of these; a key carries a subset.

A scope narrows and never widens: the person behind the key still needs the role for the verb.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A view that names this answers every valid key.
ANY_KEY = ""

SCOPES: dict[str, Promise] = {
    "organizations:read": _("Read the organization's own details"),
    "filings:read": _("Read filings, their papers and what was said of them"),
    "filings:write": _("Draft, change, send and withdraw filings, and upload papers"),
    "filings:work": _("Review filings and say what the provider and the authority decided"),
    "eligibility:read": _("Read eligibility checks, domain look-ups and their findings"),
    "eligibility:write": _("Start eligibility checks and domain look-ups"),
    "networks:read": _("Read network requests, plans and connections"),
    "networks:write": _("Draft, submit and withdraw network requests, steer builds"),
    "networks:approve": _("Approve, return and decline network requests"),
    "events:read": _("Read the feed of events"),
}


def parse(names: Iterable[str]) -> list[str]:
    """The scopes in `names`, sorted and without doubles. Raises UnknownScope, naming what exists."""
    wanted = sorted({name.strip() for name in names if name.strip()})
    unknown = [name for name in wanted if name not in SCOPES]
    if unknown:
        raise UnknownScope(f"{', '.join(unknown)} is not a scope. Scopes are: {', '.join(SCOPES)}.")
    return wanted


class UnknownScope(ValueError):
    """A scope was named that no view asks for."""
