"""Place a legal hold on a filing, or lift it. While it stands, nothing of the filing is deleted."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from icp.documents.workflow import lift_hold, place_hold
from icp.filings.models import Filing
from portal.accounts.models import User
from portal.refusals import Refused


class Command(BaseCommand):
    help = "Stop every deletion of a filing's papers for a legal case, or let deletions go on (--lift)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--filing", type=uuid.UUID, required=True, help="the id of the filing")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the operator who does this")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--reference", help="of the case, at most 60 characters")
        what.add_argument("--lift", action="store_true", help="lift the hold that stands")

    def handle(self, *args: Any, **options: Any) -> None:
        filing = Filing.objects.select_related("organization").filter(pk=options["filing"]).first()
        if filing is None:
            raise CommandError(f"There is no filing {options['filing']}.")
        by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"There is nobody with the address {options['by']}.")
        try:
            if options["lift"]:
                said = "lifted" if lift_hold(filing, by=by) else "not there"
            else:
                place_hold(filing, reference=options["reference"], by=by)
                said = "placed"
        except Refused as refusal:
            raise CommandError(f"{refusal.message} {refusal.remedy}".strip()) from refusal
        self.stdout.write(f"{filing.reference}: hold {said}.")
