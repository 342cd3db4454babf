"""The layout for screens: mainland China to the right, everything else to the left, labels between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from networks.requests.rules.topology.figure import (
    NODE_HEIGHT,
    TAG_HEIGHT,
    Border,
    Curve,
    Figure,
    Node,
    Pier,
    Tag,
    Zone,
)
from networks.requests.rules.topology.scene import Scene
from networks.requests.rules.topology.words import BORDER, OVERLAP, span_label, zone_label

WIDTH = 760
_MIDDLE = WIDTH // 2
_HEADER, _GAP, _FOOT, _BETWEEN = 43, 24, 26, 14
_TAG_STEP = TAG_HEIGHT + 8
_TAGS_FROM, _TAGS_FOOT = 20, 40


@dataclass(frozen=True, slots=True)
class _Column:
    """Where zones and nodes of one side stand, and the edge of a node that faces the middle."""

    zone_x: int
    zone_width: int
    node_x: int
    node_width: int

    def edge(self, node: Node) -> int:
        return node.right if self.node_x < _MIDDLE else node.x


_LEFT = _Column(1, 312, 20, 256)
_RIGHT = _Column(447, 312, 480, 262)
_Group = tuple[str | None, tuple[int, ...]]


def layout(scene: Scene) -> Figure:
    """Every node stands in its zone, every zone in its column, every label in the middle on its line."""
    groups: list[_Group] = [(area, scene.within(area)) for area in scene.areas]
    left, right = _sides(scene, groups)
    labels = len(scene.spans) + len(scene.clashes)
    height = max(_height(left), _height(right), _TAGS_FROM + labels * _TAG_STEP + _TAGS_FOOT)
    zones: list[Zone] = []
    nodes: dict[int, Node] = {}
    for column, side in ((_LEFT, left), (_RIGHT, right)):
        _stand(scene, column, side, height, zones, nodes)
    if len(groups) == 1:
        zones = [Zone(1, 1, WIDTH - 2, height - 2, zone_label(groups[0][0]))]
    return _drawn(scene, height, zones, nodes)


def _sides(scene: Scene, groups: list[_Group]) -> tuple[list[_Group], list[_Group]]:
    """Mainland China comes last in a scene. One area alone has its networks on both sides."""
    if len(groups) == 1:
        area, places = groups[0]
        return [(area, places[::2])], [(area, places[1::2])]
    if scene.has_border:
        return groups[:-1], groups[-1:]
    return groups[:1], groups[1:]


def _height(side: Sequence[_Group]) -> int:
    return 2 + sum(_zone_height(len(places)) for _, places in side) + _BETWEEN * (len(side) - 1)


def _zone_height(count: int) -> int:
    return _HEADER + count * NODE_HEIGHT + max(0, count - 1) * _GAP + _FOOT


def _stand(
    scene: Scene,
    column: _Column,
    side: Sequence[_Group],
    height: int,
    zones: list[Zone],
    nodes: dict[int, Node],
) -> None:
    """Stack the zones of one side down the whole height, with their nodes in the middle of each."""
    y, spare = 1, (height - _height(side)) // max(1, len(side))
    for number, (area, places) in enumerate(side):
        is_last = number == len(side) - 1
        zone_height = height - 1 - y if is_last else _zone_height(len(places)) + spare
        zones.append(Zone(column.zone_x, y, column.zone_width, zone_height, zone_label(area)))
        top = y + _HEADER + (zone_height - _zone_height(len(places))) // 2
        for place in places:
            nodes[place] = _node(scene, place, column, top)
            top += NODE_HEIGHT + _GAP
        y += zone_height + _BETWEEN


def _node(scene: Scene, number: int, column: _Column, y: int) -> Node:
    place = scene.places[number]
    return Node(
        x=column.node_x,
        y=y,
        width=column.node_width,
        title=place.title,
        subtitle=place.subtitle,
        block=place.block,
        is_bad=place.is_bad,
        is_ghost=place.is_ghost,
    )


def _drawn(scene: Scene, height: int, zones: list[Zone], nodes: dict[int, Node]) -> Figure:
    lines = [(span.one, span.other, span_label(span), span.bandwidth_mbps is None) for span in scene.spans]
    overlaps = [(clash.one, clash.other, OVERLAP, True) for clash in scene.clashes]
    middles = _spread(
        [(nodes[one].middle_y + nodes[other].middle_y) // 2 for one, other, *_ in lines + overlaps], height
    )
    curves = [Curve("vpn", _straight(nodes[join.one], nodes[join.other])) for join in scene.joins]
    tags: list[Tag] = []
    for number, (one, other, label, is_bad) in enumerate(lines + overlaps):
        kind = "clash" if number >= len(lines) else "vpn" if is_bad else "link"
        curves.append(Curve(kind, _through(nodes[one], nodes[other], middles[number])))
        width = min(134, max(116, 7 * len(label.en) + 18))
        tags.append(Tag(_MIDDLE - width // 2, middles[number] - TAG_HEIGHT // 2, width, label, is_bad))
    ends = dict.fromkeys(end for span in scene.spans for end in (span.one, span.other))
    border = Border(f"M{_MIDDLE} 8V{height - 8}", BORDER, _MIDDLE, height - 12) if scene.has_border else None
    return Figure(
        width=WIDTH,
        height=height,
        zones=tuple(zones),
        border=border,
        curves=tuple(curves),
        nodes=tuple(nodes[number] for number in sorted(nodes)),
        piers=tuple(Pier(_edge(nodes[end]), nodes[end].middle_y) for end in ends),
        tags=tuple(tags),
    )


def _spread(wished: list[int], height: int) -> list[int]:
    """The middles of the labels, near where they would like to be and never on top of each other."""
    order = sorted(range(len(wished)), key=lambda number: wished[number])
    placed = [0] * len(wished)
    lowest = height - _TAGS_FOOT - TAG_HEIGHT // 2
    floor = _TAGS_FROM + TAG_HEIGHT // 2
    for place, number in enumerate(order):
        still_to_come = len(order) - place - 1
        placed[number] = max(floor, min(wished[number], lowest - still_to_come * _TAG_STEP))
        floor = placed[number] + _TAG_STEP
    return placed


def _edge(node: Node) -> int:
    return (_LEFT if node.x < _MIDDLE else _RIGHT).edge(node)


def _through(one: Node, other: Node, y: int) -> str:
    """A curve from edge to edge that passes the middle at this height."""
    return (
        f"M{_edge(one)} {one.middle_y}"
        f"C{(_edge(one) + _MIDDLE) // 2} {one.middle_y} {(_edge(one) + _MIDDLE) // 2} {y} {_MIDDLE} {y}"
        f"C{(_edge(other) + _MIDDLE) // 2} {y} {(_edge(other) + _MIDDLE) // 2} {other.middle_y}"
        f" {_edge(other)} {other.middle_y}"
    )


def _straight(one: Node, other: Node) -> str:
    if one.x == other.x:
        return f"M{one.x + 120} {one.bottom}V{other.y}"
    return f"M{_edge(one)} {one.middle_y}L{_edge(other)} {other.middle_y}"
