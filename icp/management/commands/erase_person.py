"""Erase what the rooms hold about one person, and leave a certificate that names nobody."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from icp.documents.models import Certificate
from icp.management.person_options import add_arguments, found, nameless, wanted
from portal.accounts.models import User
from portal.api.idempotency import forget_answers_of
from portal.calendar.clock import now
from portal.events.recording import record
from portal.vault import people
from portal.vault.files import StorageAway
from portal.vault.people import Erased, Person


class Command(BaseCommand):
    help = (
        "Erase everything that is held about a person of one organization. Without --yes it only lists what "
        "would be erased. Files are deleted; filings are rewritten, since the number they led to stands; an "
        "account loses its name and every way in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="do it; this cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        person, by = wanted(options)
        things = found(person, options)
        hindered = people.hindrances(things)
        for held in things:
            self.stdout.write(held.what)
        for line in nameless(person, options):
            self.stdout.write(line)
        for held, sentence in hindered:
            self.stderr.write(f"{held.what}: {sentence}")
        if not things:
            self.stdout.write("Nothing is held about this person in this organization.")
            return
        if hindered:
            raise CommandError("Nothing was erased. Clear what stands in the way and run again.")
        if not options["yes"]:
            self.stdout.write(f"{len(things)} things would be erased. Look them through, then add --yes.")
            return
        try:
            done = people.erase(person, things, by=by)
        except StorageAway as error:
            raise CommandError(
                "The storage does not answer. What is left is erased by another run."
            ) from error
        forget_answers_of(person.organization)
        certificate = _certify(person, [erased for _held, erased in done], by)
        self.stdout.write(f"{len(done)} things erased. Certificate {certificate.pk}.")


@transaction.atomic
def _certify(person: Person, done: list[Erased], by: User) -> Certificate:
    certificate = Certificate.objects.create(
        organization=person.organization,
        subject="person",
        what="person",
        files=sum(one.files for one in done),
        size_bytes=sum(one.size_bytes for one in done),
        reason="erased",
        by=by,
        at=now(person.organization),
    )
    record(
        "person.erased",
        organization=person.organization,
        subject=person.organization,
        actor=by,
        payload={"things": len(done), "certificate": str(certificate.pk)},
    )
    return certificate
