"""The yearly review is answered: nothing has changed, or a change has to be filed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.publication.models import YearlyReview
from icp.publication.moving import tell
from icp.publication.rules import yearly
from portal.accounts.models import User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.lists import listed
from portal.refusals import Malformed, Refused


@transaction.atomic
def answer_review(review: YearlyReview, *, answers: Mapping[str, str], by: User) -> YearlyReview:
    """Every question with `same` or `changed`.

    Raises Malformed "answers_missing", Refused "already_answered".
    """
    rows = YearlyReview.objects.select_for_update(of=("self",))
    current = rows.select_related("publication__filing__organization", "publication__organization").get(
        pk=review.pk
    )
    publication = current.publication
    require(by, "publication.work", publication.organization)
    if current.answered_at is not None:
        raise Refused(
            "already_answered",
            _("This review of %(reference)s is answered.") % {"reference": publication.filing.reference},
            _("The next one comes in a year. File a change whenever something changes."),
        )
    if open_ones := yearly.missing(answers):
        language = get_language() or "en"
        sentence = _("Answer this with “as filed” or “changed”.")
        labels = [yearly.QUESTIONS[name].said_in(language) for name in open_ones]
        raise Malformed(
            "answers_missing",
            _("Not every question is answered: %(labels)s.") % {"labels": listed(labels)},
            extra={"fields": {name: [sentence] for name in open_ones}},
        )
    current.answers = {name: answers[name] for name in yearly.QUESTIONS}
    current.answered_at, current.answered_by = now(publication.organization), by
    current.save(update_fields=["answers", "answered_at", "answered_by"])
    changed = yearly.changed(current.answers)
    tell(publication.filing, "publication.review_answered", by=by, changed=list(changed))
    return current
