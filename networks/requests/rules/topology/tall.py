"""The layout for phones: one zone under the other, mainland China last, labels in the gaps between.

A label stands in the gap above the lower end of its line: before that network's zone, or right above the
network when both ends are in one zone. So every line passes its own label on the way down.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from networks.catalog.bilingual import Bilingual
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
from networks.requests.rules.topology.words import OVERLAP, span_label, zone_label

WIDTH = 340
_NODE_X, _NODE_WIDTH = 18, 270
_NODE_RIGHT = _NODE_X + _NODE_WIDTH
_CLASH_X, _JOIN_X = 140, 90
_LANES = (312, 324, 300, 330)  # links next to each other, so that none hides another
_TAGS_RIGHT = 336
_HEADER, _GAP, _FOOT, _BETWEEN, _BORDER_GAP = 39, 24, 18, 14, 100
_TAG_STEP, _TAG_MARGIN = TAG_HEIGHT + 8, 14


@dataclass(slots=True)
class _Stack:
    """The drawing as it grows downwards. ``gaps`` is the middle of the gap above a node."""

    zones: list[Zone] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    gaps: dict[int, int] = field(default_factory=dict)
    border: Border | None = None
    y: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to label: its ends, where its label stands, and as the how-manieth there."""

    one: int
    other: int
    label: Bilingual
    is_clash: bool
    is_bad: bool
    gap: int
    place: int


def layout(scene: Scene) -> Figure:
    lines = _lines(scene)
    crowd = Counter({line.gap: 0 for line in lines})
    for line in lines:
        crowd[line.gap] = max(crowd[line.gap], line.place + 1)
    stack = _Stack()
    for area in scene.areas:
        _add_zone(scene, area, stack, crowd)
    tags = [_tag(line, _middle(line, stack, crowd)) for line in lines]
    curves = [Curve("vpn", _join(stack, join.one, join.other)) for join in scene.joins]
    curves += [_curve(line, stack, _middle(line, stack, crowd)) for line in lines]
    ends = dict.fromkeys(end for span in scene.spans for end in (span.one, span.other))
    return Figure(
        width=WIDTH,
        height=stack.y + 1,
        zones=tuple(stack.zones),
        border=stack.border,
        curves=tuple(curves),
        nodes=tuple(stack.nodes),
        piers=tuple(Pier(_NODE_RIGHT, stack.nodes[end].middle_y) for end in ends),
        tags=tuple(tags),
    )


def _lines(scene: Scene) -> list[_Line]:
    """Links and overlaps, each counted within its gap; the two kinds stand side by side."""
    seen: Counter[tuple[int, bool]] = Counter()
    lines = []
    for one, other, label, is_clash, is_bad in [
        *(
            (span.one, span.other, span_label(span), False, span.bandwidth_mbps is None)
            for span in scene.spans
        ),
        *((clash.one, clash.other, OVERLAP, True, True) for clash in scene.clashes),
    ]:
        gap = _gap_of(scene, one, other)
        lines.append(_Line(one, other, label, is_clash, is_bad, gap, seen[gap, is_clash]))
        seen[gap, is_clash] += 1
    return lines


def _gap_of(scene: Scene, one: int, other: int) -> int:
    """The node above which the label stands; ``other`` is drawn lower than ``one``."""
    area = scene.places[other].area
    return other if area == scene.places[one].area else scene.within(area)[0]


def _add_zone(scene: Scene, area: str | None, stack: _Stack, crowd: Counter[int]) -> None:
    places = scene.within(area)
    if stack.zones:
        gap = max(_BETWEEN, _room(crowd[places[0]]))
        if scene.has_border and area == scene.areas[-1]:
            gap = max(gap, _BORDER_GAP)
            stack.border = Border(f"M8 {stack.y + gap // 2}H{WIDTH - 8}", None, 0, 0)
        stack.gaps[places[0]] = stack.y + gap // 2
        stack.y += gap
    top, stack.y = stack.y, stack.y + _HEADER
    for number in places:
        if number != places[0]:
            gap = max(_GAP, _room(crowd[number]))
            stack.gaps[number] = stack.y + gap // 2
            stack.y += gap
        stack.nodes.append(_node(scene, number, stack.y))
        stack.y += NODE_HEIGHT
    stack.y += _FOOT
    stack.zones.append(Zone(1, top, WIDTH - 2, stack.y - top, zone_label(area)))


def _room(labels: int) -> int:
    return labels * _TAG_STEP - (TAG_HEIGHT - _TAG_MARGIN) + TAG_HEIGHT if labels else 0


def _node(scene: Scene, number: int, y: int) -> Node:
    place = scene.places[number]
    return Node(
        x=_NODE_X,
        y=y,
        width=_NODE_WIDTH,
        title=place.title,
        subtitle=place.subtitle,
        block=place.block,
        is_bad=place.is_bad,
        is_ghost=place.is_ghost,
    )


def _middle(line: _Line, stack: _Stack, crowd: Counter[int]) -> int:
    """The height of the middle of a label: the labels of a gap are centred in it."""
    return stack.gaps[line.gap] + line.place * _TAG_STEP - (crowd[line.gap] - 1) * _TAG_STEP // 2


def _tag(line: _Line, middle: int) -> Tag:
    width = min(134, max(112, 7 * len(line.label.en) + 14))
    x = _CLASH_X - width // 2 if line.is_clash else _TAGS_RIGHT - width
    return Tag(x, middle - TAG_HEIGHT // 2, width, line.label, line.is_bad)


def _curve(line: _Line, stack: _Stack, middle: int) -> Curve:
    one, other = stack.nodes[line.one], stack.nodes[line.other]
    if line.is_clash:
        return Curve("clash", f"M{_CLASH_X} {one.bottom}V{other.y}")
    lane = _LANES[(line.one + line.other + line.place) % len(_LANES)]
    return Curve(
        "vpn" if line.is_bad else "link",
        f"M{_NODE_RIGHT} {one.middle_y}"
        f"C{lane} {one.middle_y} {lane} {one.middle_y + 24} {lane} {middle}"
        f"C{lane} {other.middle_y - 24} {lane} {other.middle_y} {_NODE_RIGHT} {other.middle_y}",
    )


def _join(stack: _Stack, one: int, other: int) -> str:
    return f"M{_JOIN_X} {stack.nodes[one].bottom}V{stack.nodes[other].y}"
