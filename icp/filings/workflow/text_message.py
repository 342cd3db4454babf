"""The 24 hours of the authority's text message: who has entered their code, and how often one was wrong.

The code itself is never asked for and never seen: the person enters it on the authority's own page and says
here that they have (DECISIONS 24). Five wrong entries are allowed, the sixth returns the order.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from icp.filings.models import Filing
from icp.filings.rules.deadlines import WRONG_CODES_ALLOWED
from icp.filings.workflow.moving import perform
from icp.filings.workflow.rows import locked, require_verb
from portal.accounts.models import User
from portal.refusals import Malformed

PERSONS = ("subject", "site")


def persons_asked(filing: Filing) -> tuple[str, ...]:
    """Who gets a message: the person in charge, and the website person where that is another one."""
    return PERSONS if filing.answers.get("site_person_is_same") == "no" else PERSONS[:1]


@transaction.atomic
def enter_code(filing: Filing, *, person: str, by: User) -> Filing:
    """`person` says that the authority took their code. When all have, the filing is with the authority."""
    current = locked(filing)
    require_verb(current, "code_entered", by)
    _require_person(current, person)
    entered = [who for who in persons_asked(current) if who == person or who in current.codes_entered]
    if len(entered) == len(persons_asked(current)):
        return perform(current, "sms_verified", by=by, fields={"codes_entered": entered}, person=person)
    return perform(current, "code_entered", by=by, fields={"codes_entered": entered}, person=person)


@transaction.atomic
def verify_text_message(filing: Filing, *, by: User) -> Filing:
    """The provider's console shows that every code was taken."""
    current = locked(filing)
    return perform(current, "sms_verified", by=by, fields={"codes_entered": list(persons_asked(current))})


@transaction.atomic
def count_wrong_code(filing: Filing, *, person: str, by: User) -> Filing:
    """One more wrong entry of this person; with the sixth the authority has returned the order."""
    current = locked(filing)
    require_verb(current, "wrong_code", by)
    _require_person(current, person)
    count = current.wrong_codes.get(person, 0) + 1
    counts = {**current.wrong_codes, person: count}
    verb = "wrong_code" if count <= WRONG_CODES_ALLOWED else "six_wrong_entries"
    left = max(WRONG_CODES_ALLOWED - count, 0)
    return perform(
        current, verb, by=by, fields={"wrong_codes": counts}, person=person, count=count, left=left
    )


@transaction.atomic
def return_for_wrong_codes(filing: Filing, *, by: User) -> Filing:
    """The provider's console shows that the order came back for wrong codes."""
    return perform(locked(filing), "six_wrong_entries", by=by)


def _require_person(filing: Filing, person: str) -> None:
    if person not in persons_asked(filing):
        raise Malformed(
            "unknown_person",
            _("Nobody called “%(given)s” gets a text message for %(reference)s.")
            % {"given": person[:20], "reference": filing.reference},
            _("Use one of: %(persons)s.") % {"persons": ", ".join(persons_asked(filing))},
        )
