"""A plan as people read it: the calls in order, what each sends, whether it can be undone, what it costs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from networks.fulfilment.operations import OPERATIONS
from networks.fulfilment.planning.wording import kind_name
from networks.requests.models import PlanVersion
from networks.web.price import Price, of_plan
from networks.web.words import language, place, said
from portal.lists import listed


@dataclass(frozen=True)
class Call:
    number: int
    address: str
    action: str
    call: str
    kind: str
    place: str
    summary: str
    params: tuple[tuple[str, str], ...]
    body: str
    seconds: int
    reversible: bool
    is_paid: bool
    amount: Decimal | None
    currency: str
    verdict: str  # "passed", "refused" or "" where no dry run was possible
    verdict_text: str


@dataclass(frozen=True)
class PlanPage:
    version: PlanVersion
    calls: tuple[Call, ...]
    price: Price

    @property
    def writes(self) -> int:
        return sum(call.action != "keep" for call in self.calls)

    @property
    def minutes(self) -> int:
        return max(1, -(-longest_way(json.loads(self.version.document)["steps"]) // 60))

    @property
    def short_hash(self) -> str:
        return self.version.plan_hash[:6]


def plan_page(plan: PlanVersion) -> PlanPage:
    document = json.loads(plan.document)
    verdicts = {verdict["address"]: verdict for verdict in plan.verdicts}
    calls = tuple(
        _call(number, step, verdicts.get(step["address"]))
        for number, step in enumerate(document["steps"], start=1)
    )
    return PlanPage(plan, calls, of_plan(plan, document))


def longest_way(steps: list[Mapping[str, Any]]) -> int:
    """Seconds from the first call to the last, by the usual time of each; steps stand in order."""
    ends: dict[str, int] = {}
    for step in steps:
        begin = max((ends.get(need, 0) for need in step["needs"]), default=0)
        ends[step["address"]] = begin + OPERATIONS[step["kind"]].usual_seconds
    return max(ends.values(), default=0)


def _call(number: int, step: Mapping[str, Any], verdict: Mapping[str, Any] | None) -> Call:
    operation = OPERATIONS[step["kind"]]
    action = step["action"]
    name = operation.create_action if action == "create" else operation.delete_action or ""
    return Call(
        number=number,
        address=step["address"],
        action=action,
        call="" if action == "keep" else name,
        kind=said(kind_name(step["kind"])),
        place=place(step["region"]),
        summary=step["summary_zh" if language().startswith("zh") else "summary_en"],
        params=tuple((name, readable(value)) for name, value in step["params"].items() if name != "Tag"),
        body=json.dumps(step["params"], ensure_ascii=False, indent=1),
        seconds=operation.usual_seconds if action == "create" else operation.usual_removal_seconds,
        reversible=step["reversible"],
        is_paid=step["is_paid"],
        amount=Decimal(step["price"]) if step["price"] is not None else None,
        currency=step["currency"] or "",
        verdict="" if verdict is None else "passed" if verdict["passed"] else "refused",
        verdict_text=""
        if verdict is None or verdict["passed"]
        else f"{verdict['code']} {verdict['message']}",
    )


def readable(value: Any) -> str:
    """A value of a call; what an earlier step will give is named by that step: `→ vpc.frankfurt (id)`."""
    if isinstance(value, Mapping) and "$ref" in value:
        return f"→ {value['$ref']} ({value['attribute']})"
    if isinstance(value, list):
        return listed(readable(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {readable(item)}" for name, item in value.items())
    return str(value)
