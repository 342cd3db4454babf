"""What stands in a pack: official Chinese fields with their English meaning, papers, sheets, an index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from icp.documents.standing import Standing, standings_of
from icp.eligibility.rules.bilingual import Words
from icp.filings.models import Filing
from icp.filings.rules.fields.asking import tasks_of
from icp.filings.rules.fields.field import Field
from icp.filings.rules.filing_types import FILING_TYPES, TASK_LABELS
from icp.filings.rules.reasons import REASONS
from icp.packs.rules.declarations import Sheet, sheets_for

# How a pack is laid out; a new layout makes a new version of every pack that is asked for again.
LAYOUT = "2026-11-27"


@dataclass(frozen=True)
class Row:
    console: str
    chinese: str
    label: str
    english: str


@dataclass(frozen=True)
class Group:
    title: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Signed:
    """A sheet with the values of its fields filled in; what is not known is a line to write on."""

    sheet: Sheet
    lines: tuple[Words, ...]


@dataclass(frozen=True)
class Content:
    filing: Filing
    type: Words
    groups: tuple[Group, ...]
    papers: tuple[Standing, ...]
    sheets: tuple[Signed, ...]
    remarks: tuple[tuple[int, str, Words], ...]
    digest: str


def content_of(filing: Filing) -> Content:
    """Read the filing as it stands now. Six queries."""
    answers = filing.read_answers()
    standings = standings_of(filing)
    asked = {standing.requirement.key for standing in standings if standing.requirement.needed}
    remarks = filing.remarks.values_list("round", "field", "code")[:500]
    groups = tuple(
        Group(TASK_LABELS[task], tuple(_row(field, answers.get(field.name)) for field in fields))
        for task, fields in tasks_of(filing.filing_type, filing.service, answers).items()
    )
    return Content(
        filing=filing,
        type=FILING_TYPES[filing.filing_type].label,
        groups=groups,
        papers=tuple(standings),
        sheets=tuple(_signed(sheet, answers) for sheet in sheets_for(asked)),
        remarks=tuple((round, field, REASONS[code].words) for round, field, code in remarks),
        digest=_digest(filing, answers, standings),
    )


def _row(field: Field, value: Any) -> Row:
    chosen = value if isinstance(value, list) else [value] if value else []
    chinese = {option.key: option.label.zh for option in field.options}
    english = {option.key: option.label.en for option in field.options}
    if field.kind == "confirm":
        chinese, english = {"yes": "已确认"}, {"yes": "confirmed"}
    return Row(
        console=field.console,
        chinese="、".join(chinese.get(key, str(key)) for key in chosen),
        label=field.label.en,
        # What people typed stands in Chinese already; its English side says what it is.
        english=", ".join(english[key] for key in chosen if key in english),
    )


def _signed(sheet: Sheet, answers: Mapping[str, Any]) -> Signed:
    blank = "＿＿＿＿＿＿＿＿"
    names = (
        "company_name",
        "license_number",
        "domain",
        "site_name",
        "subject_person_name",
        "subject_person_id_number",
    )
    applicant = answers.get("company_name") or answers.get("subject_person_name")
    values = {name: str(answers.get(name) or blank) for name in names} | {
        "company_name": str(applicant or blank)
    }
    return Signed(sheet, tuple(line.filled(**values) for line in sheet.lines))


def _digest(filing: Filing, answers: Mapping[str, Any], standings: list[Standing]) -> str:
    """SHA-256 of everything the pack says, so that a pack can be held against the filing later."""
    said = {
        "layout": LAYOUT,
        "filing": str(filing.pk),
        "type": filing.filing_type,
        "round": filing.round,
        "answers": dict(sorted(answers.items())),
        "papers": [
            [each.requirement.key, each.state, each.in_force.sha256 if each.in_force else ""]
            for each in standings
        ],
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
