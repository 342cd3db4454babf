"""What the engine knows about one kind of thing in the cloud: a row, not code.

A look-up body is a template. `"@id"` stands for the thing's id (for a pair `"@CenId"` and so on, by the
names of `identity.ID_FIELDS`), `"@region"` for the step's region, `"@params.X"` for X of the body it was
created with; everything else stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Template = Mapping[str, Any]
Path = tuple[str, ...]


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Listing:
    """One look-up call. `items` leads to the list in the answer; empty: the answer itself is the item."""

    action: str
    items: Path
    paging: Literal["page", "token", "none"]


@dataclass(frozen=True, slots=True)
class SideLook:
    """A second look-up that has to be settled too, and whose value later steps refer to."""

    listing: Listing
    by: Template
    where: Mapping[str, str]
    status_field: str
    settled: frozenset[str]
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One row. Times are seconds.

    `look_by` finds one thing by its id, `find_by` everything among which a lost one would be. `same` are
    fields that must agree before a found thing is adopted. A status in neither `settled` nor `failed` means
    wait. `usual_seconds` is from the call to settled; `deadline_seconds` is when a person is asked.
    """

    kind: str
    product: str
    create_action: str
    id_field: str | None
    listing: Listing
    look_by: Template
    find_by: Template
    status_field: str
    settled: frozenset[str]
    delete_action: str | None
    identity: Literal["token", "natural", "none"]
    usual_seconds: int
    usual_removal_seconds: int
    deadline_seconds: int
    pending: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    takes_token: bool = True
    tag_in: Literal["Tag"] | None = None
    description_field: str | None = None
    order_field: str | None = None
    member_path: Path | None = None
    same: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=_none)
    side_look: SideLook | None = None
    busy_codes: tuple[str, ...] = ()
    gone_codes: tuple[str, ...] = ()
    reversible: bool = True
    billed: Literal["no", "hourly", "prepaid"] = "no"
    dry_runs: bool = False
    in_ledger: bool = True
    source: str = "OPERATIONS 1.2"

    @property
    def removable(self) -> bool:
        """Whether a call can take it away; prepaid things end by themselves or are refunded by a person."""
        return self.delete_action is not None
