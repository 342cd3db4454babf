"""Words of the rules, in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language, pgettext

from networks.catalog.bilingual import Bilingual
from networks.catalog.regions import REGIONS

KINDS = {"cen": Bilingual("Private network (CEN)", "云企业网专网（CEN）")}


def language() -> str:
    return get_language() or "en"


def said(words: Bilingual) -> str:
    return words.in_language(language())


def kind_name(kind: str) -> str:
    return said(KINDS[kind]) if kind in KINDS else kind


def place(region_id: str) -> str:
    """`Frankfurt` for eu-central-1; "global" and unknown regions as people say them."""
    if region_id == "global":
        return pgettext("a thing that belongs to no region", "Global")
    region = REGIONS.get(region_id)
    return said(region.city) if region else region_id


def minutes(seconds: float) -> str:
    """A length of time as `1:52`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
