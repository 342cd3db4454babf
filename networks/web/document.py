"""Between the form and the document of a draft. Whatever was typed is kept, readable or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from networks.catalog.areas import AREAS
from networks.catalog.mesh import crosses_border, pairs_by_area
from networks.catalog.packages import AreaPair
from networks.catalog.regions import REGIONS
from networks.requests.rules.spec import KIND, MAX_VPCS, VERSION

ROW = re.compile(r"vpcs-([0-9]{1,4})-(key|region|cidr|vpc_id)")
CLAIMS = ("own_use", "no_resale", "no_public_users")
BLANK_ROW: Mapping[str, Any] = {"key": "", "region": "", "mode": "new", "cidr": "", "vpc_id": None}


def blank_document() -> dict[str, Any]:
    """Two empty networks: a connection joins at least two."""
    return {
        "version": VERSION,
        "kind": KIND,
        "name": "",
        "vpcs": [dict(BLANK_ROW), dict(BLANK_ROW)],
        "links": [],
        "statement": None,
    }


def tidy(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same draft in the form's own shape: a program may have written anything into it."""
    rows = [row for row in _list(document.get("vpcs")) if isinstance(row, Mapping)]
    statement = document.get("statement")
    return {
        "version": VERSION,
        "kind": KIND,
        "name": _word(document.get("name")),
        "vpcs": [_tidy_row(row) for row in rows[:MAX_VPCS]],
        "links": [
            {"areas": list(link["areas"]), "bandwidth_mbps": link.get("bandwidth_mbps", "")}
            for link in _list(document.get("links"))
            if isinstance(link, Mapping) and _is_pair(link.get("areas"))
        ],
        "statement": _tidy_statement(statement) if isinstance(statement, Mapping) else None,
    }


def _tidy_row(row: Mapping[str, Any]) -> dict[str, Any]:
    vpc_id = _word(row.get("vpc_id"))
    return {
        "key": _word(row.get("key")),
        "region": _word(row.get("region")),
        "mode": "existing" if vpc_id else "new",
        "cidr": _word(row.get("cidr")),
        "vpc_id": vpc_id or None,
    }


def _tidy_statement(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{claim: given.get(claim) is True for claim in CLAIMS},
        "purpose": _word(given.get("purpose")),
        "signed_by": _word(given.get("signed_by")),
    }


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)[:200]


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(code in tuple(AREAS) for code in value)


def document_from(post: QueryDict) -> dict[str, Any]:
    rows = _rows(post)
    return {
        "version": VERSION,
        "kind": KIND,
        "name": _text(post, "name"),
        "vpcs": rows,
        "links": [
            {"areas": list(pair), "bandwidth_mbps": _number(typed)}
            for pair in needed_pairs(row["region"] for row in rows)
            if (typed := _text(post, bandwidth_field(pair)).strip())
        ],
        "statement": _statement(post, [row["region"] for row in rows]),
    }


def _statement(post: QueryDict, region_ids: list[str]) -> dict[str, Any] | None:
    """None where no border is crossed and nothing was said: an empty form is no statement."""
    claims = post.getlist("statement-claims")
    purpose = _text(post, "statement-purpose")
    if not claims and not purpose.strip() and not crosses_border(region_ids):
        return None
    return {
        **{claim: claim in claims for claim in CLAIMS},
        "purpose": purpose,
        "signed_by": _text(post, "statement-signed_by"),
    }


def needed_pairs(region_ids: Iterable[str]) -> tuple[AreaPair, ...]:
    """The area pairs that need bandwidth, by the regions chosen so far."""
    return tuple(pairs_by_area(region for region in region_ids if region in REGIONS))


def bandwidth_field(pair: AreaPair) -> str:
    return f"mbps_{pair[0]}_{pair[1]}"


def short_name(text: str, taken: Iterable[str] = ()) -> str:
    """`hong-kong` for Hong Kong, `hong-kong-2` where that is taken; nothing when no letter is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-0123456789")[:28].strip("-")
    used = set(taken)
    if not slug or slug not in used:
        return slug
    return next(name for number in range(2, MAX_VPCS + 2) if (name := f"{slug}-{number}") not in used)


def with_row(document: Mapping[str, Any]) -> dict[str, Any]:
    rows = list(document.get("vpcs") or [])
    return {**document, "vpcs": [*rows, dict(BLANK_ROW)] if len(rows) < MAX_VPCS else rows}


def without_row(document: Mapping[str, Any], number: int) -> dict[str, Any]:
    rows = list(document.get("vpcs") or [])
    kept = [row for position, row in enumerate(rows) if position != number]
    known = set(needed_pairs(row["region"] for row in kept))
    links = [link for link in document.get("links") or [] if tuple(link["areas"]) in known]
    return {**document, "vpcs": kept or [dict(BLANK_ROW)], "links": links}


def with_value(document: Mapping[str, Any], path: str, value: str) -> dict[str, Any]:
    """The document with `vpcs.1.cidr` or `links.0.bandwidth_mbps` set; unchanged without such a row."""
    part, _, rest = path.partition(".")
    number, _, field = rest.partition(".")
    rows = list(document.get(part) or [])
    if not number.isdecimal() or int(number) >= len(rows):
        return dict(document)
    rows[int(number)] = {**rows[int(number)], field: _number(value) if part == "links" else value}
    return {**document, part: rows}


def _rows(post: QueryDict) -> list[dict[str, Any]]:
    numbers = sorted({int(found[1]) for name in post if (found := ROW.fullmatch(name))})[:MAX_VPCS]
    rows: list[dict[str, Any]] = []
    for number in numbers:
        typed = {
            field: _text(post, f"vpcs-{number}-{field}") for field in ("key", "region", "cidr", "vpc_id")
        }
        is_existing = bool(typed["vpc_id"].strip())
        region = REGIONS.get(typed["region"])
        key = typed["key"].strip()
        if not key and region:
            key = short_name(region.city.en, [row["key"] for row in rows])
        rows.append(
            {
                "key": key,
                "region": typed["region"],
                "mode": "existing" if is_existing else "new",
                "cidr": typed["cidr"].strip(),
                "vpc_id": typed["vpc_id"].strip() if is_existing else None,
            }
        )
    return rows


def _text(post: QueryDict, name: str) -> str:
    # PostgreSQL's JSON keeps every character but this one.
    return post.get(name, "").replace("\x00", "")


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else text
