"""The way back: which deletes, in which order, and what stays because it is paid for.

Only what a run of ours created is deleted. A package paid in advance cannot be deleted before its term ends
(OPERATIONS 0.10): it becomes residue, listed with price and end date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from networks.catalog.bilingual import Bilingual
from networks.fulfilment.planning.graph import order
from networks.fulfilment.planning.identity import delete_body
from networks.fulfilment.planning.plan import DEFINITION_VERSION, Plan
from networks.fulfilment.planning.resource import Action, Step, freeze
from networks.fulfilment.planning.wording import kind_name

# An account-wide switch that costs nothing while it is on, and other connections may need it.
LEFT_AS_IT_IS: Final = frozenset({"transit_router_service"})


@dataclass(frozen=True, slots=True)
class Made:
    """A step that was done. `attributes` is what it recorded, always with `id`; `paid_until` an ISO date."""

    step: Step
    attributes: Mapping[str, Any]
    created_by_us: bool
    paid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Residue:
    """What no call can release now."""

    address: str
    kind: str
    resource_id: str
    price: str | None
    currency: str | None
    paid_until: str | None
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Unwind:
    """`steps` are deletes under the addresses of what they delete, ready to run in this order."""

    steps: tuple[Step, ...]
    residue: tuple[Residue, ...]


def unwind_plan(made: Iterable[Made]) -> Unwind:
    """What was built last goes first. Given the same things it answers the same steps."""
    ours = [item for item in made if item.created_by_us and item.step.kind not in LEFT_AS_IT_IS]
    backwards = _last_built_first(ours)
    going = [item for item in backwards if item.step.reversible]
    return Unwind(
        steps=tuple(_delete(item, going) for item in going),
        residue=tuple(_residue(item) for item in backwards if not item.step.reversible),
    )


def plan_removal(made: Iterable[Made], *, account: str, kind: str = "cen") -> Plan:
    """The plan of a request that removes a connection. What is paid for stands in it as `keep`."""
    made = tuple(made)
    unwind = unwind_plan(made)
    by_address = {item.step.address: item for item in made}
    kept = tuple(_keep(by_address[residue.address], residue) for residue in unwind.residue)
    return Plan(DEFINITION_VERSION, account, kind, (*unwind.steps, *kept), (), "0", None)


def _last_built_first(made: Sequence[Made]) -> tuple[Made, ...]:
    ours = {item.step.address: item for item in made}
    inner = [
        replace(item.step, needs=tuple(need for need in item.step.needs if need in ours)) for item in made
    ]
    return tuple(ours[step.address] for step in reversed(order(inner)))


def _delete(item: Made, going: Sequence[Made]) -> Step:
    address, resource_id = item.step.address, str(item.attributes["id"])
    name = kind_name(item.step.kind)
    body = delete_body(item.step.kind, resource_id, item.step.region)
    text = Bilingual(f"Delete the {name.en} {resource_id}.", f"删除{name.zh} {resource_id}。")
    waits_for = tuple(sorted(other.step.address for other in going if address in other.step.needs))
    return _as_step(item.step, "delete", body, waits_for, text)


def _residue(item: Made) -> Residue:
    name, resource_id = kind_name(item.step.kind), str(item.attributes["id"])
    day = item.paid_until
    until = (
        Bilingual(f"paid until {day} and stays until then", f"已付费至 {day}，在此之前将保留")
        if day
        else Bilingual("paid in advance and stays until its term ends", "已预付费，在到期之前将保留")
    )
    return Residue(
        address=item.step.address,
        kind=item.step.kind,
        resource_id=resource_id,
        price=item.step.price,
        currency=item.step.currency,
        paid_until=item.paid_until,
        en=f"The {name.en} {resource_id} is {until.en}.",
        zh=f"{name.zh} {resource_id} {until.zh}。",
    )


def _keep(item: Made, residue: Residue) -> Step:
    body = delete_body(residue.kind, residue.resource_id, item.step.region)
    return _as_step(item.step, "keep", body, (), Bilingual(residue.en, residue.zh))


def _as_step(
    step: Step, action: Action, body: Mapping[str, Any], needs: tuple[str, ...], text: Bilingual
) -> Step:
    return replace(
        step,
        action=action,
        params=freeze(body),
        needs=needs,
        is_paid=False,
        price=None,
        currency=None,
        summary_en=text.en,
        summary_zh=text.zh,
        dry_run=False,
    )
