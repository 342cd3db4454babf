"""Move every key under the first of VAULT_KEYS. May run while the portal works, and again at any time."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.vault.rotating import in_use, rotate
from portal.vault.wrapping import ring


class Command(BaseCommand):
    help = (
        "Wrap every data key and the index key anew under the first of VAULT_KEYS, in batches, while others "
        "read. Sealed values and files stay as they are. Says which earlier keys may now be left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only count the keys under each master key")

    def handle(self, *args: Any, **options: Any) -> None:
        done = None if options["check"] else rotate()
        if done is not None:
            self.stdout.write(f"{done.wrapped_anew} keys wrapped anew.")
        held = in_use()
        for place, key in enumerate(ring(), start=1):
            use = "writes" if place == 1 else "may be left out" if key.id not in held else "is still needed"
            self.stdout.write(f"Key {place} of VAULT_KEYS ({key.id}): {held.pop(key.id, 0)} keys, {use}.")
        for missing, count in sorted(held.items()):
            self.stderr.write(f"{count} keys need the master key {missing}, which VAULT_KEYS does not hold.")
        unreadable = {} if done is None else done.unreadable
        for pk, reason in unreadable.items():
            self.stderr.write(f"{pk}: {reason}")
        if held or unreadable:
            raise CommandError("Some keys could not be read. Put the missing master keys back and run again.")
