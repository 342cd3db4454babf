"""Whose paper it is, by blind indexes; and how many people's identity papers came in a calendar year.

Exporting sensitive data of fewer than 10,000 people a year from mainland China asks for a standard contract
or a certification, 10,000 and more for an assessment (rules of 2024-03-22; RULES section 12). The count warns
before; counsel decides.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from icp.documents.models import Paper, PersonOfYear
from icp.filings.models import Filing
from portal.accounts.models import Organization
from portal.events.models import Event
from portal.events.recording import record
from portal.vault.sealing import blind_index

# An index of a number or a way to reach somebody tells them apart; a name is shared by many.
BY = {"name": "name", "id_number": "id_number", "mobile": "mobile", "email": "email"}
LIMIT = 10_000
WARNED_AT = (7_000, 8_500, 9_500, LIMIT)
IN_CHINA = ZoneInfo("Asia/Shanghai")


def indexes_of(filing: Filing, person: str) -> list[str]:
    """Blind indexes of the person whose paper it is, as the filing names them now; none where nobody is."""
    if not person:
        return []
    answers = filing.read_answers()
    whose = "subject" if person == "site" and answers.get("site_person_is_same") == "yes" else person
    return [
        blind_index(f"person.{purpose}", str(value))
        for part, purpose in BY.items()
        if (value := answers.get(f"{whose}_person_{part}"))
    ]


def count_person(paper: Paper, at: datetime) -> None:
    """Count the person of an accepted identity paper once a year; tell the operator near the limit.

    Inside the transaction that accepts the paper.
    """
    if not paper.asked_for.sensitive:
        return
    answers = paper.filing.read_answers()
    number = answers.get(f"{paper.asked_for.person}_person_id_number")
    # Where the number is not known yet, the filing and the role stand for the person.
    index = blind_index("person.of_year", str(number or f"{paper.filing_id} {paper.asked_for.person}"))
    year, region = at.astimezone(IN_CHINA).year, paper.organization.storage_region
    fresh = PersonOfYear(year=year, index=index, region=region)
    before = PersonOfYear.objects.filter(year=year, region=region)
    if before.filter(index=index).exists():
        return
    PersonOfYear.objects.bulk_create([fresh], ignore_conflicts=True)
    if region == Organization.StorageRegion.OUTSIDE and (count := before.count()) in WARNED_AT:
        _warn(count, year)


def persons_of(year: int, region: str = Organization.StorageRegion.OUTSIDE) -> int:
    return PersonOfYear.objects.filter(year=year, region=region).count()


def _warn(count: int, year: int) -> None:
    operator = Organization.objects.filter(is_operator=True).first()
    if operator is None:
        return
    record(
        "papers.persons_near_limit",
        organization=operator,
        subject=operator,
        actor=None,
        payload={"year": year, "persons": count, "limit": LIMIT},
        audience=Event.Audience.STAFF,
    )
