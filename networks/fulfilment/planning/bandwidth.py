"""How a package's bandwidth is shared by the region pairs that use it.

The sum of the connections must fit in the package (OPERATIONS 1.1). We share evenly in whole Mbit/s; what
is left over goes to the first pairs in sorted order.

>>> share(5, [("cn-beijing", "eu-central-1"), ("cn-shanghai", "eu-central-1")])
{('cn-beijing', 'eu-central-1'): 3, ('cn-shanghai', 'eu-central-1'): 2}
"""

from __future__ import annotations

from collections.abc import Sequence

from networks.catalog.mesh import RegionPair


def share(bandwidth_mbps: int, pairs: Sequence[RegionPair]) -> dict[RegionPair, int]:
    """Mbit/s for each pair. Raises `ValueError` when there is not one for each."""
    if bandwidth_mbps < len(pairs):
        raise ValueError(f"{bandwidth_mbps} Mbps cannot be shared by {len(pairs)} region pairs.")
    each, left_over = divmod(bandwidth_mbps, len(pairs))
    return {pair: each + (number < left_over) for number, pair in enumerate(sorted(pairs))}
