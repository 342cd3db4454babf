"""Who is told what: one row for each type of event that somebody hears about. Pure.

A type may have a row of its own for one kind of action: ``network_request.fulfilled:remove`` goes before
``network_request.fulfilled``. Rows are reworded, never renamed or removed: notices of years ago name them and
are still read. The person who did it is never told. Subjects of mail hold the reference and
nothing else that anybody typed, since a subject is read on locked screens and kept in logs.

>>> rule_for("network_request.fulfilled", "remove").subject.en
'{reference}: your network is removed'
>>> rule_for("network_request.opened") is None
True
"""

from __future__ import annotations

from collections.abc import Collection

from portal.notifications.rules.acceleration_rules import ACCELERATION_RULES
from portal.notifications.rules.filing_rules import FILING_RULES
from portal.notifications.rules.kinds import KINDS, Kind
from portal.notifications.rules.license_rules import LICENSE_RULES
from portal.notifications.rules.network_rules import NETWORK_RULES
from portal.notifications.rules.paper_rules import PAPER_RULES
from portal.notifications.rules.publication_rules import PUBLICATION_RULES
from portal.notifications.rules.rule import HEARD_AS, Rule

RULES: dict[str, Rule] = {
    **NETWORK_RULES,
    **ACCELERATION_RULES,
    **FILING_RULES,
    **PAPER_RULES,
    **PUBLICATION_RULES,
    **LICENSE_RULES,
}


def rule_for(event_type: str, action: str = "") -> Rule | None:
    """The row for this type of event and this action, or None where nobody is told."""
    return RULES.get(f"{event_type}:{action}") or RULES.get(event_type)


TOLD_TYPES: frozenset[str] = frozenset(name.partition(":")[0] for name in RULES)


def kinds_for(roles: Collection[str]) -> tuple[Kind, ...]:
    """The kinds that somebody with these roles may hear of, in the order of the table of kinds."""
    held = frozenset(roles)
    heard = {rule.kind.code for rule in RULES.values() if any(held & HEARD_AS[who] for who in rule.who)}
    return tuple(kind for code, kind in KINDS.items() if code in heard)
