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
from portal.vault.sealing import blind_index, blind_indexes

# An index of a number or a way to reach somebody tells them apart; a name is shared by many.
BY = {"name": "name", "id_number": "id_number", "mobile": "mobile", "email": "email"}
LIMIT = 10_000
# Three people with social insurance are usually asked for; of a large company not all of them are on a paper.
LEAST_STAFF, MOST_STAFF = 3, 50
WARNED_AT = (7_000, 8_500, 9_500, LIMIT)
IN_CHINA = ZoneInfo("Asia/Shanghai")


def indexes_of(filing: Filing, person: str) -> list[str]:
    """Blind indexes of the person whose paper it is, as the filing names them now; none where nobody is."""
    if not person:
        return []
    answers = filing.read_answers()
    whose = "subject" if person == "site" and answers.get("site_person_is_same") == "yes" else person
    return blind_indexes(
        (f"person.{purpose}", str(value))
        for part, purpose in BY.items()
        if (value := answers.get(f"{whose}_person_{part}"))
    )


def count_person(paper: Paper, at: datetime) -> None:
    """Count the people of an accepted identity paper once a year; tell the operator near the limit.

    Inside the transaction that accepts the paper.
    """
    if not paper.asked_for.sensitive:
        return
    year, region = at.astimezone(IN_CHINA).year, paper.organization.storage_region
    counted = PersonOfYear.objects.filter(year=year, region=region)
    before = counted.count()
    seen = [PersonOfYear(year=year, index=index, region=region) for index in _on(paper)]
    PersonOfYear.objects.bulk_create(seen, ignore_conflicts=True)
    count = counted.count()
    if region == Organization.StorageRegion.OUTSIDE and any(before < limit <= count for limit in WARNED_AT):
        _warn(count, year)


def _on(paper: Paper) -> list[str]:
    """An index for each person on it. Who is not known by a number is known by where the paper belongs."""
    if paper.license is not None:
        # The staff are named in no answer; how many are insured is.
        said = int(paper.license.answers.get("insured_staff") or 0)
        staff = range(min(max(said, LEAST_STAFF), MOST_STAFF))
        return blind_indexes(("person.of_year", f"{paper.license_id} staff {number}") for number in staff)
    number = paper.filing.read_answers().get(f"{paper.asked_for.person}_person_id_number")
    return [blind_index("person.of_year", str(number or f"{paper.filing_id} {paper.asked_for.person}"))]


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
