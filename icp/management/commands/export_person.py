"""Everything the rooms hold about one person, as one archive for that person."""

from __future__ import annotations

import io
import json
import os
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from icp.management.person_options import add_arguments, found, nameless, wanted
from portal.events.models import Event
from portal.events.recording import record
from portal.vault import people
from portal.vault.people import Exported, Held


class Command(BaseCommand):
    help = (
        "Write everything that is held about a person of one organization into a ZIP file: data.json and the "
        "papers as they are kept. The file is for the person alone; it is written for this user only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)
        parser.add_argument("--to", required=True, metavar="FILE", help="the archive; it must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        person, by = wanted(options)
        target = Path(options["to"])
        things = found(person, options)
        for line in nameless(person, options):
            self.stdout.write(line)
        if not things:
            raise CommandError("Nothing is held about this person in this organization.")
        content = _archive(people.export(person, things))
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        with transaction.atomic():
            record(
                "person.exported",
                organization=person.organization,
                subject=person.organization,
                actor=by,
                payload={"things": len(things)},
                audience=Event.Audience.STAFF,
            )
        for held in things:
            self.stdout.write(held.what)
        self.stdout.write(f"{len(things)} things written to {target}. Delete it once the person has it.")


def _archive(exported: list[tuple[Held, Exported]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        told = [{"held": held.what, **one.document} for held, one in exported]
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        for _held, one in exported:
            for name, content in one.files:
                archive.writestr(f"papers/{name}", content)
    return written.getvalue()
