"""Which step after which: the walk over `needs`. Knows nothing of clouds.

Anything with an `address` and `needs` can be walked. The standard library's `graphlib` finds the circles.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, TypeVar


class Node(Protocol):
    @property
    def address(self) -> str: ...
    @property
    def needs(self) -> tuple[str, ...]: ...


AnyNode = TypeVar("AnyNode", bound=Node)


class BrokenGraphError(ValueError):
    """The steps cannot be put in an order. Planning made a mistake, nobody else did."""


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The chain that decides how long the whole takes, were everything else free to run beside it."""

    seconds: int
    addresses: tuple[str, ...]


def order(nodes: Iterable[AnyNode]) -> tuple[AnyNode, ...]:
    """Every node after what it needs, otherwise as given. Raises `BrokenGraphError` naming the circle."""
    given = tuple(nodes)
    place = {node.address: position for position, node in enumerate(given)}
    sorter = _prepared(given)
    ready = [place[address] for address in sorter.get_ready()]
    heapq.heapify(ready)
    ordered: list[AnyNode] = []
    while ready:
        node = given[heapq.heappop(ready)]
        ordered.append(node)
        sorter.done(node.address)
        for address in sorter.get_ready():
            heapq.heappush(ready, place[address])
    return tuple(ordered)


def levels(nodes: Iterable[Node]) -> tuple[tuple[str, ...], ...]:
    """Addresses in layers: nothing in a layer needs anything in the same or a later one."""
    sorter = _prepared(tuple(nodes))
    layers: list[tuple[str, ...]] = []
    while sorter.is_active():
        layer = tuple(sorted(sorter.get_ready()))
        layers.append(layer)
        sorter.done(*layer)
    return tuple(layers)


def sinks(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Addresses that no other node needs: once they are done, everything is."""
    given = tuple(nodes)
    needed = {address for node in given for address in node.needs}
    return tuple(node.address for node in given if node.address not in needed)


def critical_path(nodes: Iterable[Node], seconds: Mapping[str, int]) -> CriticalPath:
    """The longest chain; `seconds` is how long each address usually takes."""
    longest: dict[str, CriticalPath] = {}
    for node in order(tuple(nodes)):
        before = max(
            (longest[address] for address in node.needs),
            key=lambda path: path.seconds,
            default=CriticalPath(0, ()),
        )
        total = before.seconds + seconds[node.address]
        longest[node.address] = CriticalPath(total, (*before.addresses, node.address))
    return max(longest.values(), key=lambda path: path.seconds, default=CriticalPath(0, ()))


def _prepared(nodes: tuple[Node, ...]) -> TopologicalSorter[str]:
    graph = {node.address: node.needs for node in nodes}
    if len(graph) != len(nodes):
        twice = sorted({node.address for node in nodes if [n.address for n in nodes].count(node.address) > 1})
        raise BrokenGraphError(f"The same address stands twice in the plan: {', '.join(twice)}.")
    missing = sorted({need for needs in graph.values() for need in needs} - graph.keys())
    if missing:
        raise BrokenGraphError(f"Needed, but not in the plan: {', '.join(missing)}.")
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        # graphlib lists each node before the one it is needed by.
        circle = " -> ".join(error.args[1])
        raise BrokenGraphError(f"These steps wait for each other: {circle}.") from error
    return sorter
