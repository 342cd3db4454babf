"""What the list of papers depends on: facts of one filing, each of which may be unknown (`None`). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from icp.documents.rules.reference import FINANCE_OR_EDUCATION, PROVINCE_OF_CODE


@dataclass(frozen=True, slots=True)
class PaperCase:
    filing_type: str
    entity_type: str
    service: str = "website"
    province: str = ""
    person_is_legal_rep: bool | None = None
    legal_rep_is_foreign: bool | None = None
    site_person_is_same: bool | None = None
    content_category: str = ""
    # Names in which words of finance or education are looked for.
    names: tuple[str, ...] = ()
    # How many websites the applicant would have with this one.
    sites: int = 1
    id_province: str = ""
    name_changed: bool = False
    registrar_is_outside: bool | None = None
    # The filing has its number, and the public security filing is under way.
    psb: bool = False
    # Papers a reviewer asked for by hand.
    asked: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_individual(self) -> bool:
        return self.entity_type.endswith("_individual")

    @property
    def has_sensitive_words(self) -> bool:
        text = " ".join(self.names).casefold()
        return any(word in text for word in FINANCE_OR_EDUCATION)


def case_from(
    answers: Mapping[str, Any],
    *,
    filing_type: str,
    service: str,
    sites: int = 1,
    registrar_is_outside: bool | None = None,
    psb: bool = False,
    asked: frozenset[str] = frozenset(),
) -> PaperCase:
    """The case of a filing's answers; what nobody answered stays unknown."""
    is_legal_rep = _truth(answers.get("subject_is_legal_rep"))
    id_type = _text(answers, "subject_person_id_type")
    return PaperCase(
        filing_type=filing_type,
        service=service,
        entity_type=_text(answers, "entity_type"),
        province=_text(answers, "province"),
        person_is_legal_rep=is_legal_rep,
        # Known only where the person in charge is the legal representative and has shown a document.
        legal_rep_is_foreign=id_type != "resident_id" if is_legal_rep and id_type else None,
        site_person_is_same=_truth(answers.get("site_person_is_same")),
        content_category=_text(answers, "content_category"),
        names=tuple(filter(None, (_text(answers, name) for name in ("site_name", "app_name", "domain")))),
        sites=sites,
        id_province=_id_province(id_type, _text(answers, "subject_person_id_number")),
        name_changed="company_name" in (answers.get("changed") or ()),
        registrar_is_outside=registrar_is_outside,
        psb=psb,
        asked=asked,
    )


def _id_province(id_type: str, number: str) -> str:
    """The first two digits of a resident ID number are the province of issue (GB/T 2260).

    >>> _id_province("resident_id", "31010119900307123X"), _id_province("passport", "C01X00T47")
    ('Shanghai', '')
    """
    return PROVINCE_OF_CODE.get(number[:2], "") if id_type == "resident_id" else ""


def _text(answers: Mapping[str, Any], name: str) -> str:
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}.get(value) if isinstance(value, str) else None
