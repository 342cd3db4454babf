"""A plan performed by hand against the stand-in: no database, no engine, only the operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from networks.fulfilment.operations import (
    OPERATIONS,
    Created,
    Found,
    Seen,
    create,
    find,
    look,
    remove,
)
from networks.fulfilment.planning.plan import Plan
from networks.fulfilment.planning.planner import plan
from networks.fulfilment.planning.removal import Made
from networks.fulfilment.planning.resource import Owner, Step, resolve
from networks.fulfilment.planning.wording import step_key
from networks.fulfilment.survey import survey
from networks.requests.rules.spec import Spec, parse
from portal.alibaba.clients import Cloud
from portal.alibaba.errors import AlibabaError
from tests.waiting import wait_for

OWNER = Owner("0d5fb1a4-9c1e-4f6b-a2a3-6d1f0c9b7e55", "5b1e0d57-51c7-4b6c-8f7f-2a4a35b0e1aa", "NR-41")
NEW = {"mode": "new"}
FRANKFURT = {"key": "frankfurt", "region": "eu-central-1", "cidr": "10.20.0.0/16", **NEW}
SHANGHAI = {"key": "shanghai", "region": "cn-shanghai", "cidr": "10.30.0.0/16", **NEW}
BEIJING = {"key": "beijing", "region": "cn-beijing", "cidr": "10.40.0.0/24", **NEW}
CHINA_EUROPE = {"areas": ["China", "Europe"], "bandwidth_mbps": 21}
CHINA_CHINA = {"areas": ["China", "China"], "bandwidth_mbps": 10}


def wish(*vpcs: dict[str, Any], links: tuple[dict[str, Any], ...] = (CHINA_EUROPE,)) -> Spec:
    return parse(
        {"version": 1, "kind": "cen", "name": "Our offices", "vpcs": list(vpcs), "links": list(links)}
    )


def planned(cloud: Cloud, spec: Spec, owner: Owner = OWNER) -> Plan:
    found = survey(cloud, spec)
    return plan(spec, found, account=found.account or "", owner=owner)


@dataclass
class Builder:
    """Performs steps in order and keeps what each one recorded."""

    cloud: Cloud
    owner: Owner = OWNER
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)

    def body(self, step: Step) -> dict[str, Any]:
        return resolve(step.params, self.known)

    def key(self, step: Step) -> str:
        return step_key(self.owner.request, step.address)

    def token(self, step: Step) -> str:
        return sha256(self.key(step).encode()).hexdigest()[:40]

    def find(self, step: Step) -> tuple[Found, ...]:
        return find(self.cloud, OPERATIONS[step.kind], step.region, self.body(step), self.key(step))

    def create(self, step: Step, token: str | None = None) -> Created:
        operation = OPERATIONS[step.kind]
        return unless_busy(
            lambda: create(self.cloud, operation, step.region, self.body(step), token or self.token(step))
        )

    def settle(self, step: Step, resource_id: str) -> Seen:
        seen = wait_for(
            lambda: settled(
                look(self.cloud, OPERATIONS[step.kind], step.region, resource_id, self.body(step))
            ),
            10,
            f"{step.address} settles",
        )
        assert seen is not None
        self.known[step.address] = dict(seen.attributes)
        self.made.append(Made(step, seen.attributes, step.action == "create"))
        return seen

    def perform(self, step: Step) -> Seen:
        if step.action == "keep":
            (found,) = self.find(step)
            return self.settle(step, found.resource_id)
        return self.settle(step, self.create(step).resource_id)

    def perform_until(self, plan: Plan, address: str) -> Step:
        """Everything before this step, and the step itself for the test to perform."""
        for step in plan.steps:
            if step.address == address:
                return step
            self.perform(step)
        raise AssertionError(f"{address} is not in the plan")

    def remove(self, step: Step) -> None:
        operation = OPERATIONS[step.kind]
        resource_id = str(self.known[step.address]["id"])
        unless_busy(lambda: remove(self.cloud, operation, step.region, resource_id, {}))
        wait_for(
            lambda: look(self.cloud, operation, step.region, resource_id, {}).status == "absent",
            10,
            f"{step.address} goes",
        )


def settled(seen: Seen) -> Seen | None:
    assert seen.status != "failed", seen
    return seen if seen.status == "settled" else None


def unless_busy(call: Callable[[], Any]) -> Any:
    """One mutating call per CEN at a time: what comes too early is asked again."""

    def attempt() -> Any:
        try:
            return call()
        except AlibabaError as error:
            if error.outcome not in ("busy", "blocked"):
                raise
            return None

    return wait_for(attempt, 10, "the call is no longer too early")
