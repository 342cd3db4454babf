from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.filings import seed_filings
from portal.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from portal.demo.seeding import seed


class Command(BaseCommand):
    help = (
        "Put the people of the demo into the database. Refused outside a demo; running it again is harmless."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--filings", action="store_true", help="with four filings, which takes seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        added = seed()
        if options["filings"]:
            self.stdout.write(f"{seed_filings()} demo filings added.")
        self.stdout.write(
            f"{added} of {len(DEMO_PEOPLE)} demo people added. Password of each: {DEMO_PASSWORD}"
        )
        width = max(len(person.email) for person in DEMO_PEOPLE)
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.email:<{width}}  {person.name}: {person.does}")
