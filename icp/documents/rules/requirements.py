"""Which papers a filing needs, and what each must be like.

The kinds, who needs them, and the limits of the copy for filing are the published table (documents.json,
2026-11-23). Its conditions are written out here, one function each, with the province table beside it.
Filing systems take pictures only; we take PDF, JPEG and PNG up to 10 MB and make the picture ourselves
(DECISIONS 26).

>>> case = PaperCase("first_filing", "fie_wfoe", province="Shanghai", site_person_is_same=True)
>>> [each.key for each in required(case) if each.needed]
['business_licence', 'subject_person_id']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from icp.documents.rules.case import PaperCase
from icp.documents.rules.reference import (
    DOCUMENTS,
    MAY_BE_ASKED_FOR_APPROVAL,
    NEEDS_APPROVAL,
    PAPER_WORDS,
    PROVINCES,
)
from icp.eligibility.rules.bilingual import Words

UPLOAD_BYTES = 10 * 1024 * 1024
UPLOAD_PIXELS = 40_000_000
# Below it the platform of the police has refused files that its guide allows (2020 user report, 400 KB).
PSB_WARNING_BYTES = 400 * 1024


@dataclass(frozen=True, slots=True)
class Requirement:
    key: str
    label: Words
    # What a good one shows, line by line, and the name of the figure that shows it.
    good: tuple[Words, ...]
    figure: str
    why: Words
    source: str
    as_of: str
    # What may be uploaded.
    kinds: tuple[str, ...]
    most_pages: int
    least_side: int
    # The copy for filing, in bytes.
    copy_least: int
    copy_most: int
    copy_warning: int | None
    # Identity documents and the like: encrypted, opened with a reason, deleted on schedule.
    sensitive: bool
    # Whose paper it is: "subject", "site" or nobody's.
    person: str
    # Not needed: it may be asked for, and can be given now.
    needed: bool = True
    # What the authority gets: one picture, or a document of all pages.
    copy_kind: str = "jpeg"


def required(case: PaperCase) -> tuple[Requirement, ...]:
    """In the order of the published table: what is needed, and what may well be asked for."""
    found = ((row, _wanted(row, case)) for row in DOCUMENTS if row["file"] is not None)
    return tuple(
        replace(REQUIREMENTS[row["key"]], needed=wanted) for row, wanted in found if wanted is not None
    )


def _wanted(row: Mapping[str, Any], case: PaperCase) -> bool | None:
    """True: needed. False: may be asked for. None: not of this filing."""
    if row["key"] in case.asked:
        return True
    if case.entity_type not in row["required_for"] or not _is_of(row, case):
        return None
    condition = CONDITIONS.get(row["key"])
    return True if condition is None else condition(case)


def _is_of(row: Mapping[str, Any], case: PaperCase) -> bool:
    if "psb" in row["when"]:
        return case.psb
    return bool(STAGES.get(case.filing_type, frozenset()) & set(row["when"]))


# The table names five types. An app filing asks for the applicant's papers as a first filing does; one that
# moves to another organization asks of that one what a new website asks, a claim what proves the applicant.
# Both last are our reading. What ends a filing asks for no paper.
STAGES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "first_filing": frozenset({"first_filing"}),
        "add_website": frozenset({"add_website"}),
        "add_access": frozenset({"add_access"}),
        "change": frozenset({"change"}),
        "app_filing": frozenset({"first_filing", "app_filing"}),
        "migrate": frozenset({"add_website"}),
        "claim": frozenset({"add_access"}),
    }
)


def _other_site_person(case: PaperCase) -> bool | None:
    """One person may be both; only another one shows a document of their own."""
    return True if case.site_person_is_same is False else None


def _letter(case: PaperCase) -> bool | None:
    province = PROVINCES.get(case.province)
    must_authorize = province and province["foreign_legal_rep"] == "must_authorise_mainland_resident"
    if case.legal_rep_is_foreign and must_authorize:
        return True
    if case.person_is_legal_rep is not False or (province and province["subject_person"] == "free"):
        return None
    return True


def _in(name: str) -> Callable[[PaperCase], bool | None]:
    return lambda case: True if case.province == name else None


def _never(case: PaperCase) -> None:
    """Only where a reviewer asks for it."""
    return


def _domain_certificate(case: PaperCase) -> bool | None:
    """Always for names at other registrars; several provinces ask for it anyhow, and do not say so before."""
    return case.registrar_is_outside is True


def _residence(case: PaperCase) -> bool | None:
    province = PROVINCES.get(case.province)
    if province is None or not case.is_individual:
        return None
    if case.entity_type == "foreign_individual":
        return True if province["foreign_individual"] == "residence_permit" else None
    if not case.id_province or case.id_province == case.province:
        return None
    rule = province["individual_cross_province"]
    return {"permit": True, "unknown": False}.get(rule)


def _approval(case: PaperCase) -> bool | None:
    if case.content_category in NEEDS_APPROVAL:
        return True
    return False if case.content_category in MAY_BE_ASKED_FOR_APPROVAL else None


def _no_approval(case: PaperCase) -> bool | None:
    if case.content_category in NEEDS_APPROVAL:
        return None
    return True if case.has_sensitive_words or case.content_category == "education" else None


def _site_plan(case: PaperCase) -> bool | None:
    """Shanghai from 30 sites, Hunan from the second, Jiangsu always, Guangdong individuals above 5."""
    least = {"Shanghai": 30, "Hunan": 2, "Jiangsu": 1}.get(case.province)
    if case.province == "Guangdong" and case.is_individual:
        least = 6
    return True if least is not None and case.sites >= least else None


CONDITIONS: Mapping[str, Callable[[PaperCase], bool | None]] = MappingProxyType(
    {
        "site_person_id": _other_site_person,
        "authorisation_letter": _letter,
        "truth_notice": _in("Jiangsu"),
        "truth_commitment": _in("Jiangsu"),
        "filing_commitment_gd": _in("Guangdong"),
        "verification_sheet": _never,
        "curtain_photo": _never,
        "domain_certificate": _domain_certificate,
        "domain_realname_screenshot": _never,
        "residence_permit": _residence,
        "preapproval": _approval,
        "no_preapproval_commitment": _no_approval,
        "site_plan": _site_plan,
        "change_proof": lambda case: True if case.name_changed else None,
    }
)


def _of(row: Mapping[str, Any]) -> Requirement:
    words, file = PAPER_WORDS[row["key"]], row["file"]
    return Requirement(
        key=row["key"],
        label=Words(*words["label"]),
        good=tuple(Words(en, zh) for en, zh in words["good"]),
        figure=words["figure"],
        why=Words(*words["why"]),
        source=words["source"],
        as_of=words["as_of"],
        kinds=("jpeg", "png") if row["key"] == "app_icon" else ("pdf", "jpeg", "png"),
        most_pages=words["pages"],
        least_side=words["least_side"],
        copy_least=file.get("min_bytes", 0),
        copy_most=file["max_bytes"],
        copy_warning=PSB_WARNING_BYTES if "psb" in row["when"] else None,
        sensitive=row["sensitive"],
        person=words["person"],
    )


REQUIREMENTS: Mapping[str, Requirement] = MappingProxyType(
    {row["key"]: _of(row) for row in DOCUMENTS if row["file"] is not None}
)
