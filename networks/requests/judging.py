"""A wish before the rules, with what the organization already uses: judged when drawn, sent and planned."""

from __future__ import annotations

from networks.addressing.models import AddressBlock
from networks.requests.models import NetworkRequest
from networks.requests.rules.checks import Check, Facts, TakenBlock
from networks.requests.rules.prerequisites import check
from networks.requests.rules.spec import Spec


def checks_of(network_request: NetworkRequest, spec: Spec) -> tuple[Check, ...]:
    """Every check of this wish against the rules and the organization's other blocks."""
    return check(spec, facts_of(network_request))


def facts_of(network_request: NetworkRequest) -> Facts:
    """The blocks that the organization uses elsewhere, each with the request or connection that has it."""
    blocks = AddressBlock.objects.taken_in(network_request.organization).exclude(
        connection_id=network_request.connection_id
    )
    return Facts(
        taken=tuple(
            TakenBlock(
                network=block.network,
                owner=block.network_request.reference
                if block.state == "held"
                else block.connection.reference,
            )
            for block in blocks
        )
    )
