"""What both commands about a person share: how the person is named, and who does it."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from icp.documents.people import paper_of, papers_that_name_nobody
from portal.accounts.models import Organization, User
from portal.accounts.permissions import may
from portal.vault import people
from portal.vault.people import Held, Person


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--organization", type=uuid.UUID, required=True, help="the id of the organization")
    parser.add_argument("--by", required=True, metavar="EMAIL", help="the operator who does this")
    parser.add_argument("--name", default="", help="full name, as on the document")
    parser.add_argument("--id-number", default="", help="number of the document")
    parser.add_argument("--mobile", default="", help="mobile, with or without +86")
    parser.add_argument("--email", default="", help="address")
    parser.add_argument(
        "--paper",
        type=uuid.UUID,
        action="append",
        default=[],
        metavar="ID",
        help="a paper that shows the person and names nobody, such as a list of staff; may repeat",
    )


def wanted(options: dict[str, Any]) -> tuple[Person, User]:
    """Raises CommandError for a person nobody named, an organization that is not, and who may not."""
    organization = Organization.objects.filter(pk=options["organization"]).first()
    if organization is None:
        raise CommandError(f"There is no organization {options['organization']}.")
    by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
    if by is None or not may(by, "person.erase", organization):
        raise CommandError(f"{options['by']} is no operator. An operator of this installation does this.")
    given = {kind: options[kind] for kind in people.KINDS}
    try:
        return people.person(organization, **given), by
    except ValueError as error:
        raise CommandError(f"{error} Options: --name, --id-number, --mobile, --email.") from error


def found(person: Person, options: dict[str, Any]) -> list[Held]:
    """What names the person, and before it the papers that somebody looked at and saw them on.

    Raises CommandError for a paper that the organization does not have.
    """
    held = {each.key: each for each in people.find(person)}
    for pk in options["paper"]:
        paper = paper_of(person.organization, pk)
        if paper is None:
            raise CommandError(f"This organization has no paper {pk}.")
        held = {paper.key: paper} | held
    return list(held.values())


def nameless(person: Person, options: dict[str, Any]) -> list[str]:
    """What to look through by hand, a line each."""
    asked = set(options["paper"])
    rows = [held for held in papers_that_name_nobody(person.organization) if held.key not in asked]
    if not rows:
        return []
    return [
        "These papers name nobody, and may show the person. Look, and add --paper ID where they do:",
        *(f"  {held.key}  {held.what}" for held in rows),
    ]
