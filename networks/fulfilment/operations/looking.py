"""Looking: by id, and for things whose id was never heard. Every page, every time (RELIABILITY W15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from networks.fulfilment.operations.operation import Listing, Operation, Path, Template
from networks.fulfilment.planning.identity import ID_FIELDS, id_params, identify
from networks.fulfilment.planning.wording import STEP_TAG
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError

PAGE_SIZE: Final = 50
TOO_MANY_PAGES: Final = 200

Status = Literal["settled", "pending", "failed", "absent"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One look. `attributes` always has `id` when the thing is there, and what later steps refer to."""

    status: Status
    raw_status: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that carries a step's key. `differences` names the fields the step wants otherwise."""

    resource_id: str
    raw_status: str
    attributes: Mapping[str, Any]
    differences: tuple[str, ...] = ()


def look(
    cloud: Cloud, operation: Operation, region: str, resource_id: str, params: Mapping[str, Any]
) -> Seen:
    """How the thing is now; gone is `absent`. `AlibabaError` when the cloud could not be asked."""
    try:
        item = _by_id(cloud, operation, region, resource_id, params)
        if item is None:
            return Seen("absent", "", {})
        return _seen(cloud, operation, region, resource_id, item)
    except AlibabaError as error:
        if error.outcome != "gone":
            raise
        return Seen("absent", error.code, {})


def find(
    cloud: Cloud, operation: Operation, region: str, params: Mapping[str, Any], step_key: str
) -> tuple[Found, ...]:
    """Everything that is this step's thing: by id where the body holds it, else by the step's key."""
    if all(field in params for field in ID_FIELDS[operation.kind]):
        resource_id = identify(operation.kind, params)
        seen = look(cloud, operation, region, resource_id, params)
        # The service exists for every account, open or not; only an open one is found.
        is_there = seen.status != "absent" and (operation.in_ledger or seen.status == "settled")
        return (Found(resource_id, seen.raw_status, seen.attributes),) if is_there else ()
    body = filled(operation.find_by, {"region": region}, params)
    items = listed(cloud, operation.product, operation.listing, region, body)
    return tuple(
        Found(
            resource_id=str(item[operation.id_field or ""]),
            raw_status=str(item.get(operation.status_field, "")),
            attributes=_attributes(operation, str(item[operation.id_field or ""]), item),
            differences=tuple(
                field for field in operation.same if _differs(params.get(field), item.get(field))
            ),
        )
        for item in items
        if _carries(operation, item, step_key, params)
    )


def listed(
    cloud: Cloud, product: str, listing: Listing, region: str, body: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Every item of every page."""
    if listing.paging == "none":
        answer = cloud.call(product, listing.action, region, body)
        yield from at(answer, listing.items) if listing.items else (answer,)
        return
    turn: dict[str, Any] = (
        {"PageNumber": 1, "PageSize": PAGE_SIZE} if listing.paging == "page" else {"MaxResults": PAGE_SIZE}
    )
    for _ in range(TOO_MANY_PAGES):
        answer = cloud.call(product, listing.action, region, {**body, **turn})
        items = at(answer, listing.items)
        yield from items
        following = _next_page(listing, turn, answer, len(items))
        if following is None:
            return
        turn = following
    raise AlibabaError(
        "TooManyPages", f"{listing.action} did not end after {TOO_MANY_PAGES} pages.", outcome="needs_human"
    )


def at(answer: Mapping[str, Any], path: Path) -> list[Any]:
    """The list at the end of the path; empty when any part of it is missing."""
    value: Any = answer
    for name in path:
        value = (value or {}).get(name)
    return list(value or [])


def filled(template: Template, known: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """The template with every `@name` and `@params.Name` replaced. `KeyError` for an unknown one."""

    def fill(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: fill(item) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [fill(item) for item in value]
        if isinstance(value, str) and value.startswith("@params."):
            return params[value.removeprefix("@params.")]
        return known[value[1:]] if isinstance(value, str) and value.startswith("@") else value

    return {name: fill(value) for name, value in template.items()}


def _next_page(
    listing: Listing, turn: Mapping[str, Any], answer: Mapping[str, Any], count: int
) -> dict[str, Any] | None:
    if listing.paging == "token":
        token = answer.get("NextToken")
        return {**turn, "NextToken": token} if token else None
    seen = turn["PageNumber"] * PAGE_SIZE
    more = count > 0 and seen < int(answer.get("TotalCount") or 0)
    return {**turn, "PageNumber": turn["PageNumber"] + 1} if more else None


def _by_id(
    cloud: Cloud, operation: Operation, region: str, resource_id: str, params: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    ids = id_params(operation.kind, resource_id)
    known = {"region": region, "id": resource_id, **ids}
    body = filled(operation.look_by, known, params)
    for item in listed(cloud, operation.product, operation.listing, region, body):
        if _is_the_one(operation, ids, item):
            return item
    return None


def _is_the_one(operation: Operation, ids: Mapping[str, str], item: Mapping[str, Any]) -> bool:
    """A filter that the cloud ignored must not show us somebody else's thing."""
    if operation.member_path is not None:
        *others, own = ID_FIELDS[operation.kind]
        members = at(item, operation.member_path)
        return item.get(own) == ids[own] and all(ids[other] in members for other in others)
    return all(item.get(field) == wanted for field, wanted in ids.items())


def _seen(cloud: Cloud, operation: Operation, region: str, resource_id: str, item: Mapping[str, Any]) -> Seen:
    raw = str(item.get(operation.status_field, ""))
    attributes = _attributes(operation, resource_id, item)
    if raw in operation.failed:
        return Seen("failed", raw, attributes)
    if raw not in operation.settled:
        return Seen("pending", raw, attributes)
    beside = operation.side_look
    if beside is None:
        return Seen("settled", raw, attributes)
    body = filled(beside.by, {"region": region, "id": resource_id}, {})
    for other in listed(cloud, operation.product, beside.listing, region, body):
        if all(other.get(name) == value for name, value in beside.where.items()):
            ready = other.get(beside.status_field) in beside.settled
            values = {name: other.get(wire) for name, wire in beside.attributes.items()}
            return Seen("settled" if ready else "pending", raw, {**attributes, **values})
    return Seen("pending", raw, attributes)


def _attributes(operation: Operation, resource_id: str, item: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": resource_id} | {name: item.get(wire) for name, wire in operation.attributes.items()}


def _carries(operation: Operation, item: Mapping[str, Any], step_key: str, params: Mapping[str, Any]) -> bool:
    """Its tag is the step's, or (where lists show no tags) its description is."""
    tags = item.get("Tags") or []
    if isinstance(tags, Mapping):
        tags = tags.get("Tag") or []
    keys = [tag.get("Value") for tag in tags if tag.get("Key") == STEP_TAG]
    if keys:
        return step_key in keys
    label = operation.description_field
    return label is not None and bool(params.get(label)) and item.get(label) == params[label]


def _differs(wanted: Any, found: Any) -> bool:
    return wanted is not None and str(wanted) != str(found)
