"""What happened to a request, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.catalog.bilingual import Bilingual
from networks.requests.models import NetworkRequest
from networks.web.words import said
from portal.accounts.models import User
from portal.events.models import Event

MOST = 100
# Sentence and icon; what is not here is shown by its type.
SENTENCES: dict[str, tuple[str | Promise, str]] = {
    "network_request.opened": (_("Draft begun"), "doc"),
    "network_request.submitted": (_("Sent for review"), "arrow"),
    "network_request.survey_passed": (_("Cloud looked at, plan made"), "check"),
    "network_request.survey_failed": (_("Returned after looking at the cloud"), "undo"),
    "network_request.returned": (_("Returned with remarks"), "undo"),
    "network_request.revised": (_("Opened again for changes"), "doc"),
    "network_request.approval_given": (_("One approval given, another is needed"), "check"),
    "network_request.approved": (_("Plan approved"), "check"),
    "network_request.build_started": (_("Build started"), "play"),
    "network_request.fulfilled": (_("In service"), "check"),
    "network_request.failed": (_("Build stopped at a step"), "x"),
    "network_request.retried": (_("Tried again"), "retry"),
    "network_request.replanned": (_("The cloud changed: back to review"), "search"),
    "network_request.unwind_started": (_("Undo started"), "undo"),
    "network_request.unwound": (_("Everything undone"), "undo"),
    "network_request.declined": (_("Declined"), "x"),
    "network_request.withdrawn": (_("Withdrawn"), "x"),
    "run.paused": (_("Paused"), "pause"),
    "run.resumed": (_("Went on"), "play"),
}
WITH_REASONS = frozenset({"network_request.approved", "network_request.approval_given"})


@dataclass(frozen=True)
class Reason:
    """Why an architect let a check that no rule could answer be built."""

    about: str
    text: str


@dataclass(frozen=True)
class Entry:
    sentence: str
    icon: str
    who: str
    at: datetime
    type: str
    reasons: tuple[Reason, ...] = ()


def history_of(network_request: NetworkRequest, user: User) -> list[Entry]:
    """At most the last hundred, newest first. What the run tells twice is told once."""
    runs = list(network_request.runs.values_list("pk", flat=True))
    about = Q(subject_type="networkrequest", subject_id=network_request.pk) | Q(
        subject_type="run",
        subject_id__in=runs,
        type__in=[name for name in SENTENCES if name.startswith("run.")],
    )
    rows = Event.objects.visible_to(user).filter(about).select_related("actor").order_by("-sequence")[:MOST]
    return [
        Entry(
            str(sentence), icon, str(row.actor) if row.actor else "", row.occurred_at, row.type, _reasons(row)
        )
        for row in rows
        for sentence, icon in [SENTENCES.get(row.type, (row.type, "info"))]
    ]


def _reasons(row: Event) -> tuple[Reason, ...]:
    """Empty for other events, and once the reasons were erased."""
    if row.type not in WITH_REASONS:
        return ()
    told = (row.opened_detail() or {}).get("decisions", [])
    return tuple(Reason(said(Bilingual(**one["title"])), one["reason"]) for one in told)
