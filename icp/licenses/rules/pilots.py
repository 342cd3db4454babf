"""Where foreign owners may hold more than half, as a pilot. Pure.

MIIT notice of 2024-04-08 on opening value-added telecom further; 13 companies were approved on 2025-02-28
(rule book section 11 and C06, 2026-11-23). B25 platforms are open there, except news, publishing, audio-video
and culture.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words

SINCE = date(2024, 4, 8)


PILOT_AREAS: Mapping[str, Words] = MappingProxyType(
    {
        "beijing": Words("Beijing", "北京"),
        "shanghai": Words("Shanghai: Lin-gang and the Pudong leading area", "上海临港新片区和浦东引领区"),
        "hainan": Words("Hainan", "海南"),
        "shenzhen": Words("Shenzhen", "深圳"),
    }
)
