"""The wishes and clouds that the planning tests speak of."""

from __future__ import annotations

from typing import Any

from networks.fulfilment.planning.plan import CannotPlanError, Plan
from networks.fulfilment.planning.planner import plan
from networks.fulfilment.planning.resource import Owner, Step
from networks.fulfilment.planning.survey_facts import FoundVpc, FoundVSwitch, Price, Survey
from networks.requests.rules.spec import Spec, parse

OWNER = Owner("0d5fb1a4-9c1e-4f6b-a2a3-6d1f0c9b7e55", "5b1e0d57-51c7-4b6c-8f7f-2a4a35b0e1aa", "NR-41")
ZONES = {
    "eu-central-1": ("eu-central-1a", "eu-central-1b"),
    "cn-shanghai": ("cn-shanghai-f", "cn-shanghai-g", "cn-shanghai-l"),
    "cn-beijing": ("cn-beijing-h", "cn-beijing-k"),
}
FRANKFURT = {"key": "frankfurt", "region": "eu-central-1", "mode": "new", "cidr": "10.20.0.0/16"}
SHANGHAI = {"key": "shanghai", "region": "cn-shanghai", "mode": "new", "cidr": "10.30.0.0/16"}
BEIJING = {"key": "beijing", "region": "cn-beijing", "mode": "new", "cidr": "10.40.0.0/16"}
SECOND_SHANGHAI = {"key": "shanghai-2", "region": "cn-shanghai", "mode": "new", "cidr": "10.31.0.0/16"}
OWN_SHANGHAI = {**SHANGHAI, "mode": "existing", "vpc_id": "vpc-own"}
CHINA_EUROPE = {"areas": ["China", "Europe"], "bandwidth_mbps": 21}
CHINA_CHINA = {"areas": ["China", "China"], "bandwidth_mbps": 10}


def wish(*vpcs: dict[str, Any], links: tuple[dict[str, Any], ...] = (CHINA_EUROPE,)) -> Spec:
    return parse(
        {"version": 1, "kind": "cen", "name": "Our offices", "vpcs": list(vpcs), "links": list(links)}
    )


def cloud(**facts: Any) -> Survey:
    usual: dict[str, Any] = {
        "account": "1234567890123456",
        "tr_service_open": True,
        "zones": ZONES,
        "prices": (
            Price(("China", "Europe"), 21, "2016.00", "USD", "a price list"),
            Price(("China", "China"), 10, "200.00", "USD", "a price list"),
        ),
    }
    return Survey(**(usual | facts))


def own_vpc(*zones: str, cidr: str = "10.30.0.0/16", region: str = "cn-shanghai") -> FoundVpc:
    vswitches = tuple(
        FoundVSwitch(f"vsw-{number}", zone, f"10.30.{number}.0/24") for number, zone in enumerate(zones)
    )
    return FoundVpc(region, cidr, vswitches)


def planned(*vpcs: dict[str, Any], links: tuple[dict[str, Any], ...] = (CHINA_EUROPE,), **facts: Any) -> Plan:
    return plan(wish(*vpcs, links=links), cloud(**facts), account="1234567890123456", owner=OWNER)


def refused(
    *vpcs: dict[str, Any], links: tuple[dict[str, Any], ...] = (CHINA_EUROPE,), **facts: Any
) -> set[str]:
    """The codes of the reasons; fails when it can be planned."""
    try:
        planned(*vpcs, links=links, **facts)
    except CannotPlanError as error:
        assert all(problem.message.en and problem.message.zh for problem in error.problems)
        return {problem.code for problem in error.problems}
    raise AssertionError("it could be planned")


def step(plan: Plan, address: str) -> Step:
    return next(step for step in plan.steps if step.address == address)


def addresses(plan: Plan) -> list[str]:
    return [step.address for step in plan.steps]


def place(plan: Plan, address: str) -> int:
    return addresses(plan).index(address)
