"""The words in the picture, and the sentence that replaces it."""

from __future__ import annotations

from collections.abc import Iterator

from networks.catalog import packages
from networks.catalog.areas import AREAS
from networks.catalog.bilingual import Bilingual
from networks.requests.rules.topology.scene import Clash, Place, Scene, Span

TITLE = Bilingual("Topology preview", "拓扑预览")
OVERLAP = Bilingual("Ranges overlap", "网段重叠")
NO_BANDWIDTH = Bilingual("No bandwidth", "缺少带宽")
BORDER = Bilingual("border", "跨境")
_NO_AREA = Bilingual("Region not chosen yet", "尚未选择地域")
_EMPTY = Bilingual("No network is chosen yet.", "尚未选择网络。")


def zone_label(area: str | None) -> Bilingual:
    return _NO_AREA if area is None else AREAS[area].name


def span_label(span: Span) -> Bilingual:
    if span.bandwidth_mbps is None:
        return NO_BANDWIDTH
    size = f"CEN · {span.bandwidth_mbps:,} Mbps"
    return Bilingual(size, size)


def description(scene: Scene) -> Bilingual:
    """What the picture shows, in sentences."""
    real = [place for place in scene.places if not place.is_ghost]
    if not real:
        return _EMPTY
    sentences = [
        _places(real),
        *(_span(span) for span in scene.spans),
        *(_clash(scene, clash) for clash in scene.clashes),
    ]
    return Bilingual(
        " ".join(sentence.en for sentence in sentences), "".join(sentence.zh for sentence in sentences)
    )


def _places(places: list[Place]) -> Bilingual:
    return Bilingual(
        "; ".join(", ".join(_known(place.title.en, place.block)) for place in places) + ".",
        "；".join("，".join(_known(place.title.zh, place.block)) for place in places) + "。",
    )


def _known(*parts: str | None) -> Iterator[str]:
    return (part for part in parts if part)


def _span(span: Span) -> Bilingual:
    first, second = (AREAS[code].name for code in span.areas)
    if span.bandwidth_mbps is None and first == second:
        return Bilingual(f"There is no bandwidth inside {first.en} yet.", f"{first.zh}内部尚无带宽。")
    if span.bandwidth_mbps is None:
        return Bilingual(
            f"There is no bandwidth between {first.en} and {second.en} yet.",
            f"{first.zh}与{second.zh}之间尚无带宽。",
        )
    size = span.bandwidth_mbps
    if first == second:
        return Bilingual(
            f"A {size} megabit CEN bandwidth plan joins the regions of {first.en}.",
            f"{size} Mbps 云企业网带宽包连接{first.zh}各地域。",
        )
    if packages.crosses_border(span.areas):
        return Bilingual(
            f"A {size} megabit CEN bandwidth plan joins {first.en} and {second.en} "
            "and crosses the China border.",
            f"{size} Mbps 云企业网带宽包跨境连接{first.zh}与{second.zh}。",
        )
    return Bilingual(
        f"A {size} megabit CEN bandwidth plan joins {first.en} and {second.en}.",
        f"{size} Mbps 云企业网带宽包连接{first.zh}与{second.zh}。",
    )


def _clash(scene: Scene, clash: Clash) -> Bilingual:
    one, other = scene.places[clash.one], scene.places[clash.other]
    return Bilingual(
        f"{one.title.en} {one.block} overlaps {other.title.en} {other.block}.",
        f"{one.title.zh} {one.block} 与{other.title.zh} {other.block} 重叠。",
    )
