"""The page on which a network is drawn: every field as it was typed, with what the rules say beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from networks.catalog.areas import AREAS
from networks.catalog.mesh import crosses_border
from networks.catalog.packages import MAX_BANDWIDTH_MBPS, MIN_BANDWIDTH_MBPS, VPCS_PER_REGION, pair_name
from networks.catalog.regions import Region, regions_of
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from networks.web.document import CLAIMS, bandwidth_field, tidy
from networks.web.judging import Judgement, Note, judge, shown_pairs
from networks.web.picture import Picture, picture_of
from networks.web.price import Price, estimate
from networks.web.remarks import Part, Remark, remarks_of
from networks.web.words import said


@dataclass(frozen=True)
class Row:
    number: int
    key: str
    region: str
    cidr: str
    vpc_id: str
    notes: tuple[Note, ...]

    @property
    def bad(self) -> frozenset[str]:
        """The fields of the row that something is wrong with."""
        return frozenset(note.target.rpartition("-")[2] for note in self.notes if note.tone == "bad")


@dataclass(frozen=True)
class Bandwidth:
    """One area pair. One that no network needs at present is kept out of sight, with what was typed."""

    field: str
    name: str
    typed: str
    is_needed: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Editor:
    network_request: NetworkRequest
    document: Mapping[str, Any]
    rows: tuple[Row, ...]
    bandwidths: tuple[Bandwidth, ...]
    has_border: bool
    statement: Mapping[str, Any]
    statement_notes: tuple[Note, ...]
    name_notes: tuple[Note, ...]
    judgement: Judgement
    price: Price
    picture: Picture
    regions: tuple[tuple[str, tuple[Region, ...]], ...]
    saved_at: datetime
    remarks: tuple[Remark, ...]
    limits: tuple[int, int, int] = (
        MIN_BANDWIDTH_MBPS.value,
        MAX_BANDWIDTH_MBPS.value,
        VPCS_PER_REGION.value,
    )

    @property
    def region_ids(self) -> frozenset[str]:
        return frozenset(region.id for _area, regions in self.regions for region in regions)

    @property
    def pairs(self) -> str:
        """Which bandwidths and whether the statement are shown; a change is a reason to draw them anew."""
        return " ".join([*(row.field for row in self.bandwidths if row.is_needed), str(int(self.has_border))])


def editor(
    network_request: NetworkRequest, document: Mapping[str, Any], signed_by: str, *, asked: bool = False
) -> Editor:
    """`asked`: the person wanted to go on, so what is not filled in yet is said beside its field too."""
    document = tidy(document)
    judgement = judge(document, workflow.facts_of(network_request))
    remarks = remarks_of(network_request, document)
    shown = [note for note in judgement.notes if note.tone != "ok" and (asked or not note.is_unfilled)]
    shown += [_beside(remark.part, remark) for remark in remarks if remark.part]
    statement = document["statement"] or {
        **dict.fromkeys(CLAIMS, False),
        "purpose": "",
        "signed_by": signed_by,
    }
    return Editor(
        network_request=network_request,
        document=document,
        rows=tuple(_row(number, row, shown) for number, row in enumerate(document["vpcs"])),
        bandwidths=_bandwidths(document, shown),
        has_border=crosses_border([row["region"] for row in document["vpcs"]]),
        statement=statement,
        statement_notes=_at(shown, "statement"),
        name_notes=_at(shown, "name"),
        judgement=judgement,
        price=estimate(judgement.draft, is_whole=_is_priced(document, judgement)),
        picture=picture_of(judgement.draft),
        regions=region_groups(),
        saved_at=network_request.updated_at,
        remarks=tuple(remarks),
    )


def region_groups() -> tuple[tuple[str, tuple[Region, ...]], ...]:
    """Regions by area as the select shows them; closed ones are left out."""
    return tuple(
        (said(area.name), open_ones)
        for area in AREAS.values()
        if (open_ones := tuple(region for region in regions_of(area.code) if not region.is_closed))
    )


def _beside(part: Part, remark: Remark) -> Note:
    """A remark as it stands beside its field."""
    return Note("remark", "remark", part.label, remark.text, part.path, part.target, lang=remark.lang)


def _is_priced(document: Mapping[str, Any], judgement: Judgement) -> bool:
    """Whether at least two networks stand in regions, and each pair of areas has its bandwidth."""
    given = {link.areas for link in judgement.draft.links}
    placed = [site for site in judgement.draft.sites if site.region]
    return len(placed) > 1 and set(shown_pairs(document)) <= given


def _at(notes: list[Note], path: str) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.path == path or note.path.startswith(f"{path}."))


def _row(number: int, row: Mapping[str, Any], notes: list[Note]) -> Row:
    return Row(
        number=number,
        key=row["key"],
        region=row["region"],
        cidr=row["cidr"],
        vpc_id=row["vpc_id"] or "",
        notes=_at(notes, f"vpcs.{number}"),
    )


def _bandwidths(document: Mapping[str, Any], notes: list[Note]) -> tuple[Bandwidth, ...]:
    typed = {tuple(link["areas"]): str(link["bandwidth_mbps"]) for link in document["links"]}
    needed = shown_pairs(document)
    return tuple(
        Bandwidth(
            field=bandwidth_field(pair),
            name=said(pair_name(pair)),
            typed=typed.get(pair, ""),
            is_needed=pair in needed,
            notes=tuple(note for note in notes if note.target == bandwidth_field(pair)),
        )
        for pair in sorted({*needed, *typed})
    )
