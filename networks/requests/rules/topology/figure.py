"""Shapes with coordinates, in the units of the SVG's view box."""

from __future__ import annotations

from dataclasses import dataclass

from networks.catalog.bilingual import Bilingual

NODE_HEIGHT = 78
TAG_HEIGHT = 30


@dataclass(frozen=True, slots=True)
class Zone:
    """The ground of one area; the label's place is its baseline."""

    x: int
    y: int
    width: int
    height: int
    label: Bilingual

    @property
    def label_x(self) -> int:
        return self.x + 18

    @property
    def label_y(self) -> int:
        return self.y + 26


@dataclass(frozen=True, slots=True)
class Node:
    """One network: three lines of text. A ghost is a network still to come; a bad one overlaps another."""

    x: int
    y: int
    width: int
    title: Bilingual
    subtitle: Bilingual
    block: str
    is_bad: bool
    is_ghost: bool
    height: int = NODE_HEIGHT

    @property
    def text_x(self) -> int:
        return self.x + 14

    @property
    def title_y(self) -> int:
        return self.y + 23

    @property
    def subtitle_y(self) -> int:
        return self.y + 40

    @property
    def block_y(self) -> int:
        return self.y + 60

    @property
    def middle_y(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Curve:
    """A line between networks. ``kind`` is its class: ``link`` where there is bandwidth, the dotted ``vpn``
    where none is needed or none is given yet, ``clash`` for an overlap."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Pier:
    """The dot where a link meets a network."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A rounded label on a line; ``x`` and ``y`` are its upper left corner."""

    x: int
    y: int
    width: int
    label: Bilingual
    is_bad: bool
    height: int = TAG_HEIGHT

    @property
    def text_x(self) -> int:
        return self.x + self.width // 2

    @property
    def text_y(self) -> int:
        return self.y + 20


@dataclass(frozen=True, slots=True)
class Border:
    """The border of mainland China; in the tall layout it has no word."""

    path: str
    label: Bilingual | None
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything to draw, in the order of the fields: what comes later lies on top."""

    width: int
    height: int
    zones: tuple[Zone, ...]
    border: Border | None
    curves: tuple[Curve, ...]
    nodes: tuple[Node, ...]
    piers: tuple[Pier, ...]
    tags: tuple[Tag, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"
