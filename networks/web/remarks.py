"""Remarks on a page: the words as they were written, their language, and the field they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from networks.catalog.packages import pair_name
from networks.requests.models import NetworkRequest
from networks.requests.rules.remarks import following, words_of
from networks.web.document import bandwidth_field, tidy
from networks.web.words import language, said

HTML_LANGUAGES = {"zh": "zh-Hans"}


@dataclass(frozen=True)
class Part:
    """A part of the request that a remark can be tied to. `target` is the element to mend it in."""

    path: str
    label: str
    target: str


@dataclass(frozen=True)
class Remark:
    """`lang` is the language of the words. Without a `part` they are about the whole request."""

    text: str
    lang: str
    part: Part | None


def remarks_of(network_request: NetworkRequest, document: Mapping[str, Any] | None = None) -> list[Remark]:
    """Why it came back; with a document that is not saved yet, tied to the rows of that."""
    if not network_request.remarks:
        return []
    shown = tidy(network_request.spec if document is None else document)
    parts = parts_of(shown)
    remarks = []
    for remark in following(network_request.remarks, network_request.spec, shown):
        words = words_of(remark, reader=language())
        lang = HTML_LANGUAGES.get(words.language, words.language)
        remarks.append(Remark(words.text, lang, _part(str(remark["path"]), parts, shown)))
    return remarks


def parts_of(document: Mapping[str, Any]) -> list[Part]:
    """Every part that an architect can choose, in the order of the form."""
    networks = [
        Part(f"vpcs.{number}.cidr", _("Network %(name)s") % {"name": row["key"]}, f"vpcs-{number}-cidr")
        for number, row in enumerate(document["vpcs"])
    ]
    links = [
        Part(f"links.{number}.bandwidth_mbps", said(pair_name(areas)), bandwidth_field(areas))
        for number, link in enumerate(document["links"])
        for areas in [(link["areas"][0], link["areas"][1])]
    ]
    purpose = Part("statement.purpose", _("Purpose"), "statement-purpose")
    return [Part("name", _("Name of the connection"), "name"), *networks, *links, purpose]


def _part(path: str, parts: list[Part], document: Mapping[str, Any]) -> Part | None:
    """The part that a path lies in. The survey names things by their row, such as `vpc.shanghai`."""
    first, second, field = [*path.split("."), "", ""][:3]
    if first == "statement":
        return parts[-1]
    if first == "vpcs" and not second.isdecimal():
        return Part(path, _("Networks to join"), "networks")
    if first == "links" and not second.isdecimal():
        return Part(path, _("Bandwidth between areas"), "bandwidth")
    keys = [row["key"] for row in document["vpcs"]]
    if first not in ("vpcs", "links") and second in keys:
        first, second = "vpcs", str(keys.index(second))
    part = next(
        (part for part in parts if part.path.split(".")[:2] == [first, second][: 1 + bool(second)]), None
    )
    if part and field == "vpc_id":
        return replace(part, target=f"vpcs-{second}-vpc_id")
    return part
