"""The picture of a connection: zones, networks, bandwidth and overlaps with their coordinates.

``draw`` lays the same scene out twice, wide for screens and tall for phones, and writes the sentence that
says the same to somebody who cannot see it. A template only puts the numbers into SVG; classes are those of
the stylesheet (``zone``, ``node``, ``link``, ``vpn``, ``clash``, ``border``, ``tag``, ``pier``).
"""

from __future__ import annotations

from dataclasses import dataclass

from networks.catalog.bilingual import Bilingual
from networks.requests.rules.drafts import Draft
from networks.requests.rules.topology import tall, wide
from networks.requests.rules.topology.figure import Border, Curve, Figure, Node, Pier, Tag, Zone
from networks.requests.rules.topology.scene import scene
from networks.requests.rules.topology.words import TITLE, description

__all__ = ["Border", "Curve", "Figure", "Node", "Pier", "Tag", "Topology", "Zone", "draw"]


@dataclass(frozen=True, slots=True)
class Topology:
    """Both layouts, with the SVG's title and description."""

    wide: Figure
    tall: Figure
    title: Bilingual
    description: Bilingual


def draw(draft: Draft) -> Topology:
    """The picture of a draft, however unfinished."""
    shown = scene(draft)
    return Topology(wide.layout(shown), tall.layout(shown), TITLE, description(shown))
