"""Which calls each of the three cloud roles makes: the RAM policy is written from this."""

from __future__ import annotations

from networks.fulfilment import survey
from networks.fulfilment.operations import refund
from networks.fulfilment.operations.table import OPERATIONS
from portal.alibaba import filings
from portal.alibaba.ram_policy import Calls, Role


def calls_of(role: Role) -> Calls:
    """(product, action) pairs, sorted. Builder and remover look as the reader does."""
    return tuple(sorted({*_looks(), *_own(role)}))


def _looks() -> set[tuple[str, str]]:
    listings = {(row.product, row.listing.action) for row in OPERATIONS.values()}
    beside = {(row.product, row.side_look.listing.action) for row in OPERATIONS.values() if row.side_look}
    # The reader of an installation also asks what is filed; the one portal has the one role.
    return listings | beside | set(survey.CALLS) | set(filings.CALLS)


def _own(role: Role) -> set[tuple[str, str]]:
    if role == "builder":
        return {(row.product, row.create_action) for row in OPERATIONS.values()}
    if role == "remover":
        deletes = {(row.product, row.delete_action) for row in OPERATIONS.values() if row.delete_action}
        return deletes | set(refund.CALLS)
    return set()
