"""Fetches IANA's lists of RDAP services now, instead of at the next daily refresh."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from icp.domains.rules.bootstrap import REGISTRIES
from icp.domains.services import refresh


class Command(BaseCommand):
    help = "Fetch IANA's lists of RDAP services (names, IPv4, IPv6). What does not come stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = {registry: why for registry in REGISTRIES if (why := refresh(registry))}
        for registry in REGISTRIES:
            self.stdout.write(f"{registry}: {failed.get(registry, 'refreshed')}")
        if failed:
            raise CommandError("Lists that were not refreshed stay as they were.")
