"""Who of the operator's people opened how many papers, and how many people's papers came this year."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count, Q

from icp.documents.models import Opening
from icp.documents.persons import IN_CHINA, LIMIT, persons_of
from icp.documents.rules.reasons import STAFF_REASONS
from portal.accounts.roles import STAFF_ROLES
from portal.calendar.clock import engine_now


class Command(BaseCommand):
    help = "The openings of papers by staff in the last days, by person, and the count of people this year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="how far back (7)")

    def handle(self, *args: Any, **options: Any) -> None:
        at = engine_now()
        since = at - timedelta(days=options["days"])
        rows = (
            Opening.objects.filter(at__gte=since, person__memberships__role__in=STAFF_ROLES)
            .filter(reason__in=STAFF_REASONS)
            .values("person__email")
            .annotate(
                openings=Count("pk", distinct=True),
                papers=Count("paper", distinct=True),
                filings=Count("paper__filing", distinct=True),
                other=Count("pk", filter=Q(reason="other"), distinct=True),
            )
            .order_by("-openings")
        )
        for row in rows:
            self.stdout.write(
                f"{row['person__email']}: {row['openings']} openings of {row['papers']} papers in "
                f"{row['filings']} filings, {row['other']} for another reason"
            )
        if not rows:
            self.stdout.write(f"No member of staff opened a paper since {since:%Y-%m-%d}.")
        year = at.astimezone(IN_CHINA).year
        self.stdout.write(f"{year}: identity papers of {persons_of(year)} people; {LIMIT} is the limit.")
