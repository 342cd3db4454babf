"""Which zones and vSwitches a transit router's attachment uses.

A VPC needs a vSwitch with a free address in at least two zones that take transit routers, one where the
region has only one such zone. vSwitches are /16 to /29 and a VPC /8 to /28. Source: the vendor's
documentation and provider, by OPERATIONS 1.2; VPC sizes by the console's rules, read November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Final

from networks.addressing.rules.cidr import carve
from networks.fulfilment.planning.survey_facts import FoundVpc

SMALLEST_NEW_VPC: Final = 28  # its two vSwitches are then the smallest there are, /29
USUAL_VSWITCH: Final = 24
ZONES_WANTED: Final = 2
LETTERS: Final = ("a", "b")


@dataclass(frozen=True, slots=True)
class Place:
    """One vSwitch of an attachment. `vswitch_id` is None when the plan creates it."""

    letter: str
    zone: str
    cidr: str
    vswitch_id: str | None = None


def zones_needed(zones: tuple[str, ...]) -> int:
    return min(ZONES_WANTED, len(zones))


def new_places(cidr: IPv4Network, zones: tuple[str, ...]) -> tuple[Place, ...]:
    """The first parts of the block, one per zone: /24 each, or half the block when that is smaller."""
    count = zones_needed(zones)
    parts = carve(cidr, count, max(USUAL_VSWITCH, cidr.prefixlen + 1))
    return tuple(
        Place(letter, zone, str(part)) for letter, zone, part in zip(LETTERS, zones, parts, strict=False)
    )


def found_places(vpc: FoundVpc, zones: tuple[str, ...]) -> tuple[Place, ...]:
    """The first vSwitch with room in each of the router's zones; fewer than needed when there are no more."""
    chosen = []
    for zone in zones:
        fitting = [found for found in vpc.vswitches if found.zone == zone and found.has_room]
        if fitting:
            chosen.append(min(fitting, key=lambda found: found.id))
    return tuple(
        Place(letter, found.zone, found.cidr, found.id)
        for letter, found in zip(LETTERS, chosen, strict=False)
    )
