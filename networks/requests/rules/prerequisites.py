"""Everything a wish has to meet before it can be sent, built or approved.

``check`` answers with every rule, kept or not, so that a page can show ticks as well as crosses. What each
rule says, and where it is written, stands in the module of its subject.
"""

from __future__ import annotations

from collections.abc import Iterable

from networks.requests.rules import bandwidth_checks, network_checks, overlap_checks, statement_checks
from networks.requests.rules.checks import Check, Facts, Level, TakenBlock
from networks.requests.rules.spec import Spec

__all__ = ["CODES", "Check", "Facts", "Level", "TakenBlock", "blocking", "check", "worst"]

CODES: tuple[str, ...] = (
    "two_networks",
    "names_differ",
    "networks_per_region",
    "regions_on_sale",
    "existing_ids",
    "room_for_switches",
    "blocks_apart",
    "blocks_apart_in_organization",
    "bandwidth_present",
    "bandwidth_used",
    "bandwidth_in_range",
    "areas_on_sale",
    "bandwidth_shareable",
    "statement_signed",
)
_ORDER = (Level.PASS, Level.WARN, Level.NEEDS_HUMAN, Level.BLOCK)


def check(spec: Spec, facts: Facts | None = None) -> tuple[Check, ...]:
    """Every rule's answer, in the order of ``CODES``."""
    known = Facts() if facts is None else facts
    return (
        *network_checks.enough_networks(spec),
        *network_checks.different_names(spec),
        *network_checks.networks_per_region(spec, known),
        *network_checks.regions_on_sale(spec),
        *network_checks.existing_ids(spec),
        *network_checks.room_for_switches(spec),
        *overlap_checks.blocks_apart(spec, known),
        *bandwidth_checks.every_pair_has_bandwidth(spec),
        *bandwidth_checks.no_bandwidth_is_idle(spec),
        *bandwidth_checks.sizes_are_sold(spec),
        *bandwidth_checks.pairs_are_sold(spec),
        *bandwidth_checks.every_region_pair_gets_a_share(spec),
        *statement_checks.statement_is_signed(spec),
    )


def blocking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Those that have to be put right before the wish can be sent."""
    return tuple(found for found in checks if found.level is Level.BLOCK)


def worst(checks: Iterable[Check]) -> Level:
    """The gravest level among them."""
    return max((found.level for found in checks), key=_ORDER.index, default=Level.PASS)
