"""Private IPv4 blocks in CIDR notation, as a customer may use them in a connection.

A block is an address in dotted form, a slash and a prefix length: ``10.20.0.0/16``. It lies in one of the
private ranges of RFC 1918 (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) and has a length of /8 to /29.
Reading is strict: text that means a block in some tools and another in others (``10.0.0.0``,
``010.0.0.0/8``, ``10.0.0.0/0.0.255.255``) is refused with a sentence, and with the block that was probably
meant where there is one.

>>> parse("10.20.0.0/16")
IPv4Network('10.20.0.0/16')
>>> parse("10.20.0.1/16")
Traceback (most recent call last):
networks.addressing.rules.refusals.MalformedCidr: 10.20.0.1/16 has host bits set. Did you mean 10.20.0.0/16?
>>> first_free([IPv4Network("10.0.0.0/9")], 16)
IPv4Network('10.128.0.0/16')
>>> carve(IPv4Network("10.20.0.0/16"), count=2, prefixlen=24)
(IPv4Network('10.20.0.0/24'), IPv4Network('10.20.1.0/24'))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network

from networks.addressing.rules import refusals
from networks.addressing.rules.ranges import CARRIER_RANGE, LARGEST, RFC1918, SMALLEST, usable
from networks.addressing.rules.refusals import MalformedCidr

__all__ = [
    "CARRIER_RANGE",
    "LARGEST",
    "RFC1918",
    "SMALLEST",
    "MalformedCidr",
    "NoRoom",
    "carve",
    "conflicts",
    "first_free",
    "overlaps",
    "parse",
    "span",
]

ADDRESSES = 2**32

_NUMBER = r"(0|[1-9][0-9]{0,2})"
_BLOCK = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}\.{_NUMBER}/(0|[1-9][0-9]?)", re.ASCII)


class NoRoom(ValueError):
    """A block has no room for that many parts of that size."""


def parse(text: object) -> IPv4Network:
    """The block that the text writes. Raises ``MalformedCidr`` with code, sentence and suggestion."""
    if not isinstance(text, str):
        raise MalformedCidr("not_text", "")
    found = _BLOCK.fullmatch(text)
    if found is None or any(int(number) > 255 for number in found.groups()[:4]) or int(found[5]) > 32:
        raise refusals.misspelt(text)
    address, prefixlen = IPv4Address(".".join(found.groups()[:4])), int(found[5])
    network = IPv4Network((address, prefixlen), strict=False)
    if network.network_address != address:
        raise refusals.host_bits(text, network)
    if not usable(network):
        raise refusals.unusable(network)
    return network


def overlaps(one: IPv4Network, other: IPv4Network) -> bool:
    """Whether any address is in both. Touching blocks do not overlap."""
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def conflicts(blocks: Sequence[IPv4Network]) -> tuple[tuple[int, int], ...]:
    """The positions of every two blocks that overlap, the smaller position first, in order.

    Two blocks are either apart or one holds the other, so one walk over the sorted blocks with the open
    ones on a stack finds them all.
    """
    found: list[tuple[int, int]] = []
    around: list[int] = []
    for position in sorted(range(len(blocks)), key=lambda at: (_first(blocks[at]), blocks[at].prefixlen)):
        while around and _last(blocks[around[-1]]) < _first(blocks[position]):
            around.pop()
        found.extend((min(position, outer), max(position, outer)) for outer in around)
        around.append(position)
    return tuple(sorted(found))


def first_free(
    taken: Iterable[IPv4Network], prefixlen: int, within: Iterable[IPv4Network] = RFC1918
) -> IPv4Network | None:
    """The lowest block of this length that overlaps nothing taken, looking through ``within`` in its order.

    One jump per taken block, however large the range. None when there is none. Raises ``ValueError`` for a
    prefix length that no IPv4 block has.
    """
    if not 0 <= prefixlen <= 32:
        raise ValueError(f"An IPv4 prefix length is 0 to 32, not {prefixlen}.")
    edges = sorted((_first(block), _last(block)) for block in taken)
    for room in within:
        start = _first_free_in(room, edges, 2 ** (32 - prefixlen))
        if start is not None:
            return IPv4Network((start, prefixlen))
    return None


def carve(network: IPv4Network, count: int, prefixlen: int) -> tuple[IPv4Network, ...]:
    """The first ``count`` parts of this length. Raises ``NoRoom`` when the block does not hold so many."""
    if not network.prefixlen <= prefixlen <= 32 or not 0 <= count <= 2 ** (prefixlen - network.prefixlen):
        raise NoRoom(f"{network} has no room for {count} blocks of /{prefixlen}.")
    size = 2 ** (32 - prefixlen)
    return tuple(IPv4Network((_first(network) + number * size, prefixlen)) for number in range(count))


def span(connection_number: int, network: IPv4Network) -> tuple[int, int]:
    """The block as a range of whole numbers, lower end included and upper end not, for an ``int8range``
    column.

    The connection's number times 2^32 plus the address, so blocks meet only inside one connection. The
    number must be unique over all organizations: C-7 of two customers needs two numbers here. Raises
    ``ValueError`` outside 0 to 2^31 - 2, where the range would not fit eight bytes.
    """
    if not 0 <= connection_number < 2**31 - 1:
        raise ValueError(f"A connection number is 0 to {2**31 - 2}, not {connection_number}.")
    base = connection_number * ADDRESSES
    return base + _first(network), base + _last(network) + 1


def _first_free_in(room: IPv4Network, edges: list[tuple[int, int]], size: int) -> int | None:
    start = _first(room)
    for low, high in edges:
        if start + size <= low:
            break
        if high >= start:
            start = -(-(high + 1) // size) * size
    return start if start + size - 1 <= _last(room) else None


def _first(network: IPv4Network) -> int:
    return int(network.network_address)


def _last(network: IPv4Network) -> int:
    return int(network.broadcast_address)
