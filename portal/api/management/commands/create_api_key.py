from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import Organization, User
from portal.api.keys import open_key
from portal.api.scopes import SCOPES
from portal.refusals import Refused


class Command(BaseCommand):
    help = "Open an API key for a member of an organization and print it, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="The person the key acts for")
        parser.add_argument("--organization", required=True, help="Id or legal name of the organization")
        parser.add_argument("--name", required=True, help="What the key is for")
        parser.add_argument("--scopes", required=True, help=f"Separated by commas, of: {', '.join(SCOPES)}")
        parser.add_argument("--days", type=int, default=365, help="Days until it expires, 365 at most")
        parser.add_argument(
            "--network", action="append", default=[], help="Only from here, like 203.0.113.0/24"
        )
        parser.add_argument("--requests-per-minute", type=int, default=600)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key, token = open_key(
                organization=_organization(options["organization"]),
                user=_user(options["email"]),
                name=options["name"],
                scopes=options["scopes"].split(","),
                days=options["days"],
                allowed_networks=options["network"],
                requests_per_minute=options["requests_per_minute"],
                by=None,
            )
        except Refused as refusal:
            raise CommandError(f"{refusal.message} {refusal.remedy}".strip()) from refusal
        self.stderr.write(f"{key.name}: works until {key.expires_at:%Y-%m-%d}. The key is not shown again.")
        self.stdout.write(str(token))


def _user(email: str) -> User:
    try:
        return User.objects.get(email__iexact=email)
    except User.DoesNotExist as error:
        raise CommandError(f"Nobody has the address {email}.") from error


def _organization(name: str) -> Organization:
    found = [row for row in Organization.objects.all() if name in (str(row.pk), row.name)]
    if len(found) != 1:
        raise CommandError(f"{len(found)} organizations are called {name!r}. Give the id or the exact name.")
    return found[0]
