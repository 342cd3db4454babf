"""The rounds of a filing: what was sent each time, why it came back, and what changed until the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icp.eligibility.rules.bilingual import Words
from icp.filings.models import Filing, Remark
from icp.filings.rules.fields.asking import PERSONAL, field
from icp.filings.rules.fields.field import Field
from icp.filings.rules.reasons import REASONS, Reason
from icp.filings.words import said
from icp.filings.workflow.papers import paper_words
from portal.lists import listed

MOST = 20


@dataclass(frozen=True)
class Change:
    field: str
    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Round:
    number: int
    sent_at: datetime
    sent_by: str
    changes: tuple[Change, ...]
    remarks: tuple[tuple[Remark, Reason, str], ...]


def rounds_of(filing: Filing) -> list[Round]:
    """Newest first, twenty at most."""
    versions = list(filing.versions.select_related("submitted_by", "filing").order_by("round")[:MOST])
    remarks: dict[int, list[Remark]] = {}
    for remark in filing.remarks.select_related("filing")[:500]:
        remarks.setdefault(remark.round, []).append(remark)
    found, before = [], None
    for version in versions:
        answers = version.read_answers()
        found.append(
            Round(
                number=version.round,
                sent_at=version.submitted_at,
                sent_by=str(version.submitted_by),
                changes=changes_between(before, answers) if before is not None else (),
                remarks=tuple(told(remarks.get(version.round, []))),
            )
        )
        before = answers
    return found[::-1]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Field by field; the data of people is masked but for the last four characters."""
    names = [name for name in (*after, *before) if before.get(name) != after.get(name)]
    return tuple(
        Change(
            name,
            said(field(name).label),
            shown(field(name), before.get(name)),
            shown(field(name), after.get(name)),
        )
        for name in dict.fromkeys(names)
    )


def shown(each: Field, value: Any) -> str:
    """An answer as people read it."""
    if each.name in PERSONAL and each.kind != "choice":
        return masked(str(value or ""))
    options = {option.key: said(option.label) for option in each.options}
    if each.kind == "confirm":
        options = {"yes": said(Words("confirmed", "已确认"))}
    chosen = value if isinstance(value, list) else [value] if value else []
    return listed(options.get(key, str(key)) for key in chosen)


def masked(text: str) -> str:
    """
    >>> masked("11010519491231002X")
    '••••••002X'
    """
    return f"••••••{text[-4:]}" if len(text) > 6 else "••••" if text else ""


def told(remarks: Iterable[Remark]) -> list[tuple[Remark, Reason, str]]:
    """Each remark with its reason in the library and the words of its place."""
    return [(remark, REASONS[remark.code], where(remark)) for remark in remarks]


def where(remark: Remark) -> str:
    return said(place_of(remark.field))


def place_of(name: str) -> Words:
    """What a remark stands beside: a field, a paper, or the whole filing."""
    if not name:
        return Words("The whole filing", "整个备案")
    if name.startswith("document:"):
        return paper_words(name.removeprefix("document:"))
    return field(name).label
