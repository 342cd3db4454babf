"""Which facts a filing asks for, given its type, what it files and what was answered so far.

>>> len(fields_for("first_filing", "website", MOST_BUSINESS))
34
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from icp.filings.rules.fields.applicant import APPLICANT
from icp.filings.rules.fields.field import Answers, Field
from icp.filings.rules.fields.service import SERVICE
from icp.filings.rules.filing_types import (
    CHANGES,
    DECLARATIONS,
    EXISTING,
    FILING_TYPES,
    PERSON,
    WEBSITE,
)

# Each name once; a fact that two services share (content_category) is asked by the task of the service.
FIELDS: tuple[Field, ...] = (*APPLICANT, *SERVICE)
_BY_NAME: Mapping[str, Field] = MappingProxyType({field.name: field for field in FIELDS})
PERSONAL: frozenset[str] = frozenset(field.name for field in FIELDS if field.person)
# Kept sealed: the data of people, and words in which somebody may be named.
SEALED: frozenset[str] = PERSONAL | {"domain_holder", "site_remark", "app_remark", "ending_reason"}
# A business that answers so that most is asked.
MOST_BUSINESS: Answers = MappingProxyType(
    {"entity_type": "fie_wfoe", "site_person_is_same": "no", "content_category": "general"}
)

# What a change asks, by what changed; who applies stays, and is known by the number.
_CHANGED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "company_name": frozenset({"company_name"}),
        "address": frozenset({"registered_address", "mailing_address"}),
        "person": frozenset(field.name for field in FIELDS if field.task == PERSON),
        "site": frozenset(field.name for field in FIELDS if field.task in (WEBSITE, "app")),
        "server": frozenset({"server_ip", "service_number"}),
    }
)
_ALWAYS_ON_CHANGE = frozenset({"entity_type", "province"})
# A claim names the applicant, a person and the domain; nothing else is new.
_OF_A_CLAIM = frozenset(
    {
        "entity_type",
        "province",
        "company_name",
        "license_number",
        "subject_is_legal_rep",
        "subject_person_name",
        "subject_person_id_type",
        "subject_person_id_number",
        "subject_person_mobile",
        "subject_person_email",
        "domain",
    }
)
# Where the number that exists is known, an app need not have a domain.
_OPTIONAL_FOR_APPS = frozenset({"domain", "domain_holder", "domain_expires", "real_name"})


def field(name: str) -> Field:
    """Raises `KeyError` for a name that is in no registry."""
    return _BY_NAME[name]


def fields_for(filing_type: str, service: str, answers: Answers) -> tuple[Field, ...]:
    """Every field that is asked, in the order of the tasks. Raises `KeyError` for an unknown type."""
    tasks = FILING_TYPES[filing_type].tasks_for(service)
    asked = [
        each
        for task in tasks
        for each in FIELDS
        if each.task == task and each.is_asked(answers) and _belongs(each, filing_type, answers)
    ]
    return tuple(asked)


def tasks_of(filing_type: str, service: str, answers: Answers) -> dict[str, tuple[Field, ...]]:
    """The fields by task, in order; a task that asks nothing is not there."""
    found: dict[str, tuple[Field, ...]] = {}
    for each in fields_for(filing_type, service, answers):
        found[each.task] = (*found.get(each.task, ()), each)
    return found


def is_needed(each: Field, service: str, answers: Mapping[str, Any]) -> bool:
    if service == "app" and each.name in _OPTIONAL_FOR_APPS:
        return each.name != "domain" and bool(answers.get("domain"))
    return each.needed


def _belongs(each: Field, filing_type: str, answers: Answers) -> bool:
    if each.task in (EXISTING, CHANGES, DECLARATIONS):
        return True
    if filing_type == "change":
        wanted = _ALWAYS_ON_CHANGE.union(
            *(_CHANGED[key] for key in answers.get("changed", ()) if key in _CHANGED)
        )
        return each.name in wanted
    if filing_type == "claim":
        return each.name in _OF_A_CLAIM
    return True


TASKS: tuple[str, ...] = tuple(dict.fromkeys(each.task for each in FIELDS))
