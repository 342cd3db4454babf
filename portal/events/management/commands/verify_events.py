"""Check that no event was changed, removed, inserted or moved since it was recorded."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.events.models import Head
from portal.events.verifying import organizations_with_events, verify


class Command(BaseCommand):
    help = (
        "Walk the chain of events of every organization, or of one, and name the first broken row. "
        "Keep the printed heads elsewhere: they prove later that nothing was cut off and re-sealed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organization", type=uuid.UUID, help="the id of one organization")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [options["organization"]] if options["organization"] else organizations_with_events()
        broken = [found for found in map(verify, chosen) if found]
        for each in broken:
            self.stderr.write(f"{each.organization_id} event {each.sequence}: {each.reason}")
        for head in Head.objects.filter(organization_id__in=chosen).order_by("organization_id"):
            if head.organization_id not in {each.organization_id for each in broken}:
                self.stdout.write(f"{head.organization_id} {head.sequence} events, head {head.hash}")
        if broken:
            raise CommandError(f"{len(broken)} of {len(chosen)} chains are broken.")
        self.stdout.write(f"{len(chosen)} chains are whole.")
