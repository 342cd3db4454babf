"""Consent before the first upload: one for each purpose, to a text of a date, by a person."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.documents.models import Consent, Matter, Paper, filing_of, license_of
from icp.documents.rules.consents import TEXTS, purposes
from portal.accounts.models import Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.events.recording import record, wake
from portal.refusals import Malformed, Refused

PURGE = "icp.documents.purge"


def purposes_of(matter: Matter) -> tuple[str, ...]:
    is_mainland = matter.organization.storage_region == Organization.StorageRegion.MAINLAND
    return purposes(stored_in_mainland=is_mainland, for_license=license_of(matter) is not None)


def live_consents(matter: Matter) -> QuerySet[Consent]:
    """What stands for this filing, or for this license: neither counts for the other."""
    rows = Consent.objects.filter(filing=filing_of(matter), license=license_of(matter))
    return rows.filter(withdrawn_at=None)


def missing_consents(matter: Matter) -> tuple[str, ...]:
    """Purposes to whose text in force nobody has agreed for this filing or license."""
    given = {(consent.purpose, consent.text_version) for consent in live_consents(matter)}
    asked = purposes_of(matter)
    return tuple(purpose for purpose in asked if (purpose, TEXTS[purpose].version) not in given)


@transaction.atomic
def give_consent(matter: Matter, *, agreed: Collection[str], by: User) -> list[Consent]:
    """Agree to every text that is still open; each by its own name. Agreeing twice changes nothing.

    Raises Malformed (`consent_incomplete`) naming each purpose that was left out.
    """
    require(by, "paper.upload", matter.organization)
    missing = missing_consents(matter)
    if left_out := [purpose for purpose in missing if purpose not in agreed]:
        sentence = _("Without this consent no paper can be taken.")
        raise Malformed(
            "consent_incomplete",
            _("Each consent stands alone, and %(count)s of them is missing.") % {"count": len(left_out)},
            _("Read the text and confirm it, or leave the papers for later."),
            extra={"fields": {purpose: [sentence] for purpose in left_out}},
        )
    given = [
        Consent(
            organization=matter.organization,
            filing=filing_of(matter),
            license=license_of(matter),
            person=by,
            purpose=purpose,
            text_version=TEXTS[purpose].version,
            language=get_language() or "en",
            given_at=now(matter.organization),
        )
        for purpose in missing
    ]
    Consent.objects.bulk_create(given, ignore_conflicts=True)
    if given:
        _tell("consent.given", matter, [consent.purpose for consent in given], by)
    return given


@transaction.atomic
def withdraw_consent(matter: Matter, *, by: User) -> int:
    """Take back what was agreed to. Nothing more can be uploaded, and what is there is deleted."""
    require(by, "paper.upload", matter.organization)
    live = live_consents(matter).select_for_update()
    taken_back = [consent.purpose for consent in live]
    live.update(withdrawn_at=now(matter.organization))
    Paper.objects.kept().of(matter).filter(purge_reason="").update(purge_reason="withdrawn")
    if taken_back:
        wake(PURGE)
        _tell("consent.withdrawn", matter, taken_back, by)
    return len(taken_back)


def require_consent(matter: Matter) -> None:
    if missing_consents(matter):
        raise Refused(
            "consent_missing",
            _("Papers are taken with consent only, and for %(reference)s it is not complete.")
            % {"reference": matter.reference},
            _("An owner or requester reads the texts and confirms each of them under Documents."),
        )


def _tell(type: str, matter: Matter, named: list[str], by: User) -> None:
    record(
        type,
        organization=matter.organization,
        subject=matter,
        actor=by,
        payload={
            "reference": matter.reference,
            "purposes": sorted(named),
            "versions": sorted({TEXTS[purpose].version for purpose in named}),
        },
    )
