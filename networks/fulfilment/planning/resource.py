"""The words of a plan: a step, and a value that an earlier step will have.

A step's `params` are the body of the cloud's call in the cloud's own names, frozen. What is not known yet
stands as a `Ref`; the engine fills it from what the earlier step recorded.

>>> params = freeze({"VpcId": Ref("vpc.frankfurt"), "ZoneId": "eu-central-1a"})
>>> resolve(params, {"vpc.frankfurt": {"id": "vpc-1"}})
{'VpcId': 'vpc-1', 'ZoneId': 'eu-central-1a'}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

Action = Literal["create", "delete", "update", "keep"]
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ref:
    """The value that the step at `address` will have under `attribute`. JSON: `{"$ref", "attribute"}`."""

    address: str
    attribute: str = "id"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to create, delete, change or leave as it is.

    `needs` are the addresses that must be done before. `is_paid` marks the pivot: money that no call gives
    back. `price` is a decimal in text, None when it is not known or nothing is due. `dry_run` says that the
    cloud can check the body before approval, since it holds no open `Ref`.
    """

    address: str
    kind: str
    action: Action
    region: str
    params: Params
    needs: tuple[str, ...]
    reversible: bool
    is_paid: bool
    price: str | None
    currency: str | None
    summary_en: str
    summary_zh: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose plan it is: ids of `request` and `customer` for the tags, `reference` for people (NR-41)."""

    request: str
    customer: str
    reference: str


class UnresolvedRefError(LookupError):
    """A step was to be called before the step it refers to had recorded its value."""


def freeze(value: Any) -> Any:
    """Read-only all the way down: mappings become proxies, lists become tuples."""
    if isinstance(value, Mapping):
        return MappingProxyType({name: freeze(item) for name, item in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(freeze(item) for item in value)
    return value


def refs_in(value: Any) -> Iterator[Ref]:
    """Every reference inside a body, in the order it is written."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from refs_in(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from refs_in(item)


def resolve(value: Any, known: Mapping[str, Mapping[str, Any]]) -> Any:
    """The body with every reference filled: plain dicts and lists. Raises `UnresolvedRefError`."""
    if isinstance(value, Ref):
        found = known.get(value.address, {}).get(value.attribute)
        if found is None:
            raise UnresolvedRefError(
                f"{value.address} has no {value.attribute} yet; finish that step before this one."
            )
        return found
    if isinstance(value, Mapping):
        return {name: resolve(item, known) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [resolve(item, known) for item in value]
    return value


def natural_identity(step: Step) -> Params:
    """What tells this step's thing from all others in the cloud: its tags, else its whole body.

    A thing without tags (an association) is a pair of other things, and the pair is its body.
    """
    tags = step.params.get("Tag")
    if tags is None:
        return step.params
    return MappingProxyType({tag["Key"]: tag["Value"] for tag in tags})
