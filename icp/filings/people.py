"""What filings hold about a person: their answers, in every round, and what was written about them.

Erasing rewrites: the person's own answers go, and so does any other answer that spells one of their values.
Numbers, dates and states stay, since they are the record of an official act.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from icp.documents.models import Hold
from icp.filings.models import ANSWER_COLUMNS, Filing, FilingVersion, PersonMention
from icp.filings.rules.fields.asking import FIELDS
from icp.filings.rules.states import ON_THE_DESK
from icp.filings.workflow.rows import locked
from icp.publication.models import PsbFiling
from portal.accounts.models import User
from portal.events.erasing import erase_details
from portal.events.recording import record
from portal.vault.people import Erased, Exported, Held, Person
from portal.vault.sealing import evened

PERSON_OF: Mapping[str, str] = {field.name: field.person for field in FIELDS if field.person}


class FilingHolder:
    name = "filings"

    def find(self, person: Person) -> list[Held]:
        mentions = PersonMention.objects.filter(
            index__in=person.indexes, filing__organization=person.organization
        )
        rows = Filing.objects.filter(pk__in=mentions.values("filing")).order_by("number")
        return [Held(self.name, filing.pk, f"{filing.reference} answers") for filing in rows]

    def hindrance(self, held: Held) -> str:
        if Hold.objects.filter(filing=held.key, lifted_at=None).exists():
            return _("A legal hold stands on it.")
        if Filing.objects.filter(pk=held.key, state__in=ON_THE_DESK).exists():
            return _("It is being read at the moment. Withdraw it or give it up first.")
        return ""

    def export(self, held: Held, person: Person) -> Exported:
        filing = Filing.objects.select_related("organization").get(pk=held.key)
        whose = _roles(filing, person)
        rounds = {f"round {each.round}": _own(each.read_answers(), whose) for each in filing.versions.all()}
        document = {
            "filing": filing.reference,
            "state": filing.state,
            "icp_number": filing.icp_number,
            "answers": _own(filing.read_answers(), whose),
            **rounds,
        }
        return Exported(document)

    def erase(self, held: Held, person: Person, *, by: User) -> Erased:
        with transaction.atomic():
            filing = locked(Filing.objects.get(pk=held.key))
            whose = _roles(filing, person)
            answers = filing.read_answers()
            spelled = _spelled(person, answers, whose)
            filing.write_answers(_without(answers, whose, spelled))
            Filing.objects.filter(pk=filing.pk).update(
                **{column: getattr(filing, column) for column in ANSWER_COLUMNS}
            )
            for version in FilingVersion.objects.filter(filing=filing):
                _rewrite(filing, version, whose, spelled)
            filing.remarks.update(sealed_note=b"", sealed_reply=b"")
            # What the public security wrote may name them as well.
            PsbFiling.objects.filter(publication__filing=filing).update(sealed_reason=b"")
            filing.mentions.filter(
                field__in=[name for name, one in PERSON_OF.items() if one in whose]
            ).delete()
            erase_details([filing.pk])
            record(
                "filing.person_erased",
                organization=filing.organization,
                subject=filing,
                actor=by,
                payload={"reference": filing.reference, "roles": sorted(whose)},
            )
        return Erased()


HOLDER = FilingHolder()


def _roles(filing: Filing, person: Person) -> frozenset[str]:
    """As whom the filing names the person: "subject", "site" or both."""
    fields = filing.mentions.filter(index__in=person.indexes).values_list("field", flat=True)
    return frozenset(PERSON_OF[name] for name in fields if name in PERSON_OF)


def _own(answers: Mapping[str, Any], whose: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if PERSON_OF.get(name, "") in whose}


def _spelled(person: Person, answers: Mapping[str, Any], whose: frozenset[str]) -> frozenset[str]:
    """Every value by which the person could be known, evened out; what is too short tells nobody."""
    known = [*person.values.values(), *(str(value) for value in _own(answers, whose).values())]
    return frozenset(text for text in map(evened, known) if len(text) > 1)


def _without(answers: Mapping[str, Any], whose: frozenset[str], spelled: frozenset[str]) -> dict[str, Any]:
    """The answers of others, and none that spells a value of the person."""
    return {
        name: value
        for name, value in answers.items()
        if PERSON_OF.get(name, "") not in whose and not _spells(value, spelled)
    }


def _spells(value: Any, spelled: frozenset[str]) -> bool:
    text = evened(value) if isinstance(value, str) else ""
    # Words that a choice or a short answer may hold by chance ("yes") are no person's.
    return any(len(one) > 3 or not one.isascii() for one in spelled if one in text)


def _rewrite(filing: Filing, version: FilingVersion, whose: frozenset[str], spelled: frozenset[str]) -> None:
    """A round that was sent is never changed but for this."""
    kept = Filing(organization_id=filing.organization_id)
    kept.write_answers(_without(version.read_answers(), whose, spelled))
    FilingVersion.objects.filter(pk=version.pk).update(
        answers=kept.answers, sealed_answers=kept.sealed_answers
    )
