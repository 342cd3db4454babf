"""The table of operations as a page of the documentation."""

from __future__ import annotations

from networks.fulfilment.operations.operation import Operation
from networks.fulfilment.operations.table import OPERATIONS

HEADINGS = (
    "Kind", "Create", "Looked at with", "Settled", "Delete", "A repeat is safe by", "Owner is kept in",
    "Usual s", "Deadline s", "Billed", "Busy codes", "Gone codes",
)  # fmt: skip
BY_WHAT = {"token": "client token and look-up", "natural": "its natural key", "none": "look-up only"}


def operations_table_markdown() -> str:
    """One line per kind, in the order of the table."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(_cells(row) for row in OPERATIONS.values())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _cells(row: Operation) -> tuple[str, ...]:
    return (
        f"`{row.kind}`",
        f"`{row.product}` `{row.create_action}`",
        f"`{row.listing.action}`",
        _codes(sorted(row.settled)),
        f"`{row.delete_action}`" if row.delete_action else "cannot be deleted",
        BY_WHAT[row.identity],
        f"`{row.tag_in}`" if row.tag_in else "its own pair of ids",
        str(row.usual_seconds),
        str(row.deadline_seconds),
        row.billed,
        _codes(row.busy_codes),
        _codes(row.gone_codes),
    )


def _codes(values: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values) or "–"
