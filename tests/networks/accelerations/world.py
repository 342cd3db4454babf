"""Accelerations to test with: orders in any state, resting on a filing that holds a number."""

from __future__ import annotations

from typing import Any

from icp.filings.models import Filing
from networks.accelerations import workflow
from networks.accelerations.models import Acceleration
from tests.icp.filings.cases import DOMAIN, brought_to
from tests.world import World

NAME: str = DOMAIN["domain"]


def filed(world: World) -> Filing:
    return brought_to("APPROVED", world)


def drafted(world: World, plan: str = "enhanced", **values: Any) -> Acceleration:
    given: dict[str, Any] = {"domain": NAME, "areas": ["Europe"], "bandwidth_mbps": 20, **values}
    return workflow.open_acceleration(organization=world.customer, plan=plan, by=world.lena, **given)


def submitted(world: World, plan: str = "enhanced", **values: Any) -> Acceleration:
    return workflow.submit_acceleration(drafted(world, plan, **values), by=world.lena)


def approved(world: World, plan: str = "enhanced", **values: Any) -> Acceleration:
    return workflow.approve_acceleration(submitted(world, plan, **values), by=world.priya)


def in_service(world: World, plan: str = "enhanced", **values: Any) -> Acceleration:
    return workflow.put_in_service(approved(world, plan, **values), by=world.priya)
