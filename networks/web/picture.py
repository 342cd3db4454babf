"""The picture of a connection in the words of the page's language, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from networks.catalog.areas import AREAS
from networks.catalog.mesh import crosses_border
from networks.requests.rules.drafts import Draft, read
from networks.requests.rules.topology import Figure, draw
from networks.web.words import said


@dataclass(frozen=True)
class PlaceRow:
    """One network in the table that says what the picture shows."""

    name: str
    area: str
    region: str
    block: str


@dataclass(frozen=True)
class Picture:
    figures: tuple[dict[str, Any], ...]
    title: str
    description: str
    rows: tuple[PlaceRow, ...]
    areas: int
    networks: int
    has_border: bool


def picture_of(document: Mapping[str, Any] | Draft) -> Picture:
    draft = document if isinstance(document, Draft) else read(document)
    topology = draw(draft)
    known = [site.region for site in draft.sites if site.region]
    return Picture(
        figures=(_figure("wide", topology.wide), _figure("tall", topology.tall)),
        title=said(topology.title),
        description=said(topology.description),
        rows=tuple(
            PlaceRow(
                site.key,
                said(AREAS[site.region.area].name) if site.region else "",
                f"{said(site.region.city)} ({site.region.id})" if site.region else "",
                str(site.cidr or ""),
            )
            for site in draft.sites
        ),
        areas=len({region.area for region in known}),
        networks=len(known),
        has_border=crosses_border([region.id for region in known]),
    )


def _figure(layout: str, figure: Figure) -> dict[str, Any]:
    border = figure.border
    return {
        "layout": layout,
        "view_box": figure.view_box,
        "zones": [{"box": zone, "label": said(zone.label)} for zone in figure.zones],
        "border": border,
        "border_label": said(border.label) if border and border.label else "",
        "curves": figure.curves,
        "nodes": [
            {"box": node, "title": said(node.title), "subtitle": said(node.subtitle)} for node in figure.nodes
        ],
        "piers": figure.piers,
        "tags": [{"box": tag, "label": said(tag.label)} for tag in figure.tags],
    }
