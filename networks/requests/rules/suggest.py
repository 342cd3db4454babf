"""A free block to offer in place of one that overlaps.

Blocks that half the world's offices, home routers and container hosts already use are kept for last: they are
free here and would clash with the next network that somebody wants to join.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network

from networks.addressing.rules import cidr

COMMONLY_USED: tuple[IPv4Network, ...] = (
    IPv4Network("10.0.0.0/15"),  # the first block of most address plans
    IPv4Network("172.16.0.0/15"),  # 172.17.0.0/16 is the usual bridge of container hosts
    IPv4Network("192.168.0.0/22"),  # what routers for homes and small offices hand out
)


def free_block(taken: Iterable[IPv4Network], prefixlen: int) -> IPv4Network | None:
    """The lowest private block of this length that is free, an unusual one before a common one; none if
    none is.

    >>> free_block([IPv4Network("10.2.0.0/16")], 16)
    IPv4Network('10.3.0.0/16')
    """
    held = list(taken)
    unusual = cidr.first_free([*held, *COMMONLY_USED], prefixlen)
    return unusual if unusual is not None else cidr.first_free(held, prefixlen)
