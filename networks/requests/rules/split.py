"""How the bandwidth of a package is shared out among the region pairs that use it.

Evenly, in whole Mbit/s; what does not divide goes to the first pairs in sorted order, so the shares add up to
the package exactly and the same wish always gives the same shares.

>>> evenly(20, 3)
(7, 7, 6)
"""

from __future__ import annotations

from networks.catalog.mesh import RegionPair
from networks.requests.rules.spec import Spec, region_pairs


class TooThin(ValueError):
    """A package has fewer Mbit/s than region pairs; each pair needs at least one."""


def evenly(bandwidth_mbps: int, parts: int) -> tuple[int, ...]:
    """The shares, largest first. Raises ``TooThin`` when a part would get nothing."""
    if not 0 < parts <= bandwidth_mbps:
        raise TooThin(f"{bandwidth_mbps} Mbps cannot be shared by {parts} region pairs.")
    share, rest = divmod(bandwidth_mbps, parts)
    return tuple(share + 1 if number < rest else share for number in range(parts))


def shares(spec: Spec) -> dict[RegionPair, int]:
    """The Mbit/s of every region pair that has a package. Raises ``TooThin``.

    A pair without a package is left out: the prerequisites refuse such a wish.
    """
    bandwidth = {link.areas: link.bandwidth_mbps for link in spec.links}
    return {
        pair: mbps
        for areas, pairs in region_pairs(spec).items()
        if areas in bandwidth
        for pair, mbps in zip(pairs, evenly(bandwidth[areas], len(pairs)), strict=True)
    }
