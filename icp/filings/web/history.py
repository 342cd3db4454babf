"""What happened to a filing, in sentences, and what each round said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from icp.filings.models import Filing
from icp.filings.rounds import rounds_of
from icp.filings.timeline import timeline_of
from icp.filings.web.finding import filing_for
from portal.accounts.models import User
from portal.accounts.sessions import PersonRequest
from portal.events.models import Event

MOST = 200
# Sentence and icon; what is not here is shown by its type.
SENTENCES: dict[str, tuple[str | Promise, str]] = {
    "filing.opened": (_("Draft begun"), "doc"),
    "filing.docs_started": (_("Papers may be uploaded"), "doc"),
    "filing.submitted": (_("Sent to our specialist"), "arrow"),
    "filing.resubmitted": (_("Sent again"), "arrow"),
    "filing.withdrawn": (_("Withdrawn for changes"), "undo"),
    "filing.returned": (_("Returned by our specialist"), "undo"),
    "filing.lodged": (_("Entered at the provider"), "check"),
    "filing.relodged": (_("Entered at the provider again"), "check"),
    "filing.face_check_passed": (_("Face check passed"), "check"),
    "filing.face_check_failed": (_("Face check not passed"), "warn"),
    "filing.correction_needed": (_("The provider wants corrections"), "undo"),
    "filing.rejected": (_("Rejected"), "x"),
    "filing.passed": (_("Passed by the provider"), "check"),
    "filing.sent_to_authority": (_("Sent to the authority; the text message runs"), "arrow"),
    "filing.sent_without_sms": (_("Sent to the authority"), "arrow"),
    "filing.code_entered": (_("One code is entered"), "check"),
    "filing.wrong_code": (_("A code was wrong"), "warn"),
    "filing.sms_verified": (_("Text message verified"), "check"),
    "filing.sms_failed": (_("Returned for wrong codes"), "x"),
    "filing.sms_timed_out": (_("Returned: the text message was missed"), "x"),
    "filing.sms_reminder": (_("Reminded of the text message"), "clock"),
    "filing.idle_reminder": (_("Reminded that it stands still"), "clock"),
    "filing.risk_reminder": (_("Reminded of the problem"), "clock"),
    "filing.review_late": (_("Takes longer than usual"), "clock"),
    "filing.risk_deadline_reached": (_("The provider's deadline has come"), "warn"),
    "filing.granted": (_("Number issued"), "check"),
    "filing.unlocked": (_("Unlocked by the provider"), "check"),
    "filing.cancellation_granted": (_("The end is confirmed"), "check"),
    "filing.access_end_granted": (_("The end of the access is confirmed"), "check"),
    "filing.risk_reported": (_("A check found a problem"), "warn"),
    "filing.risk_fixed": (_("The problem is mended"), "check"),
    "filing.risk_deadline_passed": (_("The provider ended its service"), "x"),
    "filing.became_shell": (_("No provider is left"), "warn"),
    "filing.access_cancelled": (_("The access ended"), "x"),
    "filing.cancelled": (_("Cancelled"), "x"),
    "filing.lapsed": (_("No longer in force"), "x"),
    "filing.abandoned": (_("Given up"), "x"),
    "filing.expired": (_("Closed after 45 days without a change"), "x"),
    "filing.claimed": (_("Taken in hand"), "doc"),
    "filing.taken_over": (_("Taken over"), "doc"),
    "filing.handed_back": (_("Handed back"), "undo"),
    "publication.begun": (_("What follows the number has begun"), "doc"),
    "publication.site_opened": (_("The website opened"), "check"),
    "publication.footer_found": (_("The number is in the footer"), "check"),
    "publication.footer_lost": (_("The number is gone from the footer"), "warn"),
    "publication.watch_found": (_("Something endangers the number"), "warn"),
    "publication.watch_cleared": (_("A finding is settled"), "check"),
    "publication.review_due": (_("The yearly review is due"), "clock"),
    "publication.review_answered": (_("The yearly review is done"), "check"),
    "psb.submitted": (_("Sent to the public security"), "arrow"),
    "psb.returned": (_("Returned by the public security"), "undo"),
    "psb.resubmitted": (_("Sent to the public security again"), "arrow"),
    "psb.approved": (_("Approved by the public security"), "check"),
    "psb.shown": (_("The PSB number is in the footer"), "check"),
    "psb.lost": (_("The PSB number is gone from the footer"), "warn"),
    "psb.file_reminder": (_("Reminded of the public security"), "clock"),
    "psb.show_reminder": (_("Reminded to show the PSB number"), "clock"),
}


@dataclass(frozen=True)
class Entry:
    sentence: str
    icon: str
    who: str
    at: datetime


@login_required
@require_safe
def history(request: PersonRequest, pk: UUID) -> HttpResponse:
    filing = filing_for(request.user, pk)
    context = {
        "filing": filing,
        "entries": entries_of(filing, request.user),
        "rounds": rounds_of(filing),
        "timeline": timeline_of(filing),
    }
    return render(request, "icp/filings/history.html", context)


def entries_of(filing: Filing, user: User) -> list[Entry]:
    """At most the last two hundred, newest first."""
    rows = Event.objects.visible_to(user).filter(subject_type="filing", subject_id=filing.pk)
    return [
        Entry(str(sentence), icon, str(row.actor) if row.actor else "", row.occurred_at)
        for row in rows.select_related("actor").order_by("-sequence")[:MOST]
        for sentence, icon in [SENTENCES.get(row.type, (row.type, "info"))]
    ]
