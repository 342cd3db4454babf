"""Make everything that is sealed for one organization unreadable for good, as when a customer leaves."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import Organization
from portal.vault.keys import destroy_key


class Command(BaseCommand):
    help = (
        "Destroy the data key of one organization. Its papers, packs, sealed answers and reasons open for "
        "nobody again. Without --name it only says whose key it is. Backups hold the wrapped key until they "
        "expire."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organization", type=uuid.UUID, help="the id of the organization")
        parser.add_argument("--name", default="", help="the name of the organization, typed out: do it")

    def handle(self, *args: Any, **options: Any) -> None:
        organization = Organization.objects.filter(pk=options["organization"]).first()
        if organization is None:
            raise CommandError(f"There is no organization {options['organization']}.")
        if not options["name"]:
            self.stdout.write(
                f"{organization.pk} is {organization.name}. To destroy its key, which cannot be undone, "
                f'run again with --name "{organization.name}".'
            )
            return
        if options["name"] != organization.name:
            raise CommandError(
                f'"{options["name"]}" is not the name of {organization.pk}. Nothing was destroyed. '
                "Give the name as it stands in the portal."
            )
        done = destroy_key(organization)
        self.stdout.write("Destroyed." if done else "It was destroyed before; nothing was left to do.")
