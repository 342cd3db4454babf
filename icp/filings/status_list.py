"""A status list from the provider's console, matched with the filings on the desk, and applied to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from icp.filings.models import Filing
from icp.filings.rules.fields.values import read
from icp.filings.rules.states import ON_THE_DESK, STATES
from icp.filings.rules.status_list import Row, read_list, step
from icp.filings.verbs import VERBS
from icp.filings.words import said
from portal.accounts.models import User
from portal.lists import listed
from portal.refusals import Refused


@dataclass
class Match:
    """A row of the list, the filing it speaks of, and the verb that would be said; or why nothing is."""

    row: Row
    filing: Filing | None = None
    verb: str = ""
    why: str = ""
    done: str = ""
    is_applied: bool = False

    @property
    def label(self) -> str:
        return str(VERBS[self.verb].label) if self.verb else ""

    @property
    def shown(self) -> str:
        return said(STATES[self.row.state].label) if self.row.state else ""


def matches_of(text: str, user: User) -> list[Match]:
    """Two questions to the database, however long the list is."""
    rows = read_list(text)
    domains = {row.domain: _registrable(row.domain) for row in rows if row.domain}
    found: dict[str, list[Filing]] = {}
    filings = Filing.objects.visible_to(user).filter(state__in=ON_THE_DESK, domain__in=set(domains.values()))
    for filing in filings.select_related("organization", "assigned_to")[: 2 * len(rows) + 1]:
        found.setdefault(filing.domain, []).append(filing)
    return [_match(row, found.get(domains.get(row.domain, ""), [])) for row in rows]


def _registrable(domain: str) -> str:
    return str(read("domain", domain).value)


def _match(row: Row, filings: list[Filing]) -> Match:
    if not row.domain:
        return Match(row, why=_("No domain is named."))
    if not filings:
        return Match(row, why=_("No filing on the desk has this domain."))
    if len(filings) > 1:
        names = listed(filing.reference for filing in filings[:5])
        return Match(row, why=_("Several filings have this domain: %(names)s.") % {"names": names})
    filing = filings[0]
    if not row.state:
        return Match(row, filing, why=_("Its state is none that we know."))
    if row.state == filing.state:
        return Match(row, filing, why=_("It is in this state already."))
    verb = step(filing.state, row.state)
    if not verb:
        why = _("No single step leads there from “%(state)s”. Open it and say what happened.")
        return Match(row, filing, why=why % {"state": said(STATES[filing.state].label)})
    if verb == "approve" and not row.number:
        return Match(row, filing, why=_("The row does not hold the number. Enter it on the filing's page."))
    return Match(row, filing, verb=verb)


def apply(matches: list[Match], ticked: Collection[str], user: User) -> None:
    """Say the verbs of the filings whose ids are ticked, each on its own; `done` tells what came of it."""
    said_of: set[UUID] = set()
    for match in matches:
        if not match.verb or match.filing is None or str(match.filing.pk) not in ticked:
            continue
        if match.filing.pk in said_of:
            continue
        said_of.add(match.filing.pk)
        given = {"number": match.row.number} if match.verb == "approve" else {}
        try:
            VERBS[match.verb].say(match.filing, given, user)
        except Refused as refusal:
            match.done = f"{refusal.message} {refusal.remedy}"
        else:
            match.done, match.is_applied = _("Done."), True
