"""What the page of a license shows of its rules: conditions, questions as typed, papers, what happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icp.documents.words import PILLS
from icp.filings.words import said
from icp.licenses.models import License
from icp.licenses.rules import conditions
from icp.licenses.rules.conditions import Standing
from icp.licenses.rules.questions import QUESTIONS
from icp.licenses.workflow.papers import paper_standings
from portal.accounts.models import User
from portal.events.models import Event
from portal.web.pills import Pill

MOST_ENTRIES = 200
OTHERWISE = Pill("ok", "check", _("Handed in otherwise"))
# Tone, icon and word of each standing.
STANDINGS: dict[Standing, tuple[str, str, Promise]] = {
    Standing.MET: ("ok", "check", _("Met")),
    Standing.LOOK: ("warn", "search", _("A person looks at it")),
    Standing.NOT_MET: ("bad", "x", _("Not met")),
    Standing.OPEN: ("faint", "info", _("Not answered yet")),
}
# Sentence and icon; what is not here is shown by its type.
SENTENCES: dict[str, tuple[str | Promise, str]] = {
    "license.opened": (_("Begun"), "doc"),
    "license.submitted": (_("Sent to our specialist"), "arrow"),
    "license.resubmitted": (_("Sent again"), "arrow"),
    "license.withdrawn": (_("Withdrawn for changes"), "undo"),
    "license.abandoned": (_("Given up"), "x"),
    "license.returned": (_("Returned by our specialist"), "undo"),
    "license.lodged": (_("Sent to the administration"), "arrow"),
    "license.correction_needed": (_("The administration wants changes"), "undo"),
    "license.taken_back": (_("Taken back from the administration"), "undo"),
    "license.granted": (_("Granted"), "check"),
    "license.refused": (_("Refused by the administration"), "x"),
    "license.amended": (_("Number or days corrected"), "doc"),
    "license.reported": (_("Annual report sent"), "check"),
    "license.renewal_lodged": (_("Renewal asked for"), "arrow"),
    "license.renewed": (_("Renewed"), "check"),
    "license.renewal_refused": (_("The renewal was refused"), "x"),
    "license.expired": (_("Expired"), "x"),
    "license.ended": (_("No longer in force"), "x"),
    "consent.given": (_("Consent to keep the papers given"), "lock"),
    "consent.withdrawn": (_("Consent to keep the papers taken back"), "lock"),
    "license.claimed": (_("Taken in hand"), "doc"),
    "license.taken_over": (_("Taken over"), "doc"),
    "license.handed_back": (_("Handed back to the desk"), "undo"),
    "license.review_late": (_("Takes longer than usual"), "clock"),
    "license.report_due": (_("Reminded of the annual report"), "clock"),
    "license.renewal_due": (_("Reminded of the renewal"), "clock"),
    "license.validity_ended": (_("Its last day is over, the renewal is not decided"), "warn"),
}


@dataclass(frozen=True)
class ConditionLine:
    label: str
    usual: str
    tone: str
    icon: str
    word: Promise
    remedy: str
    source: str
    as_of: date


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class QuestionLine:
    """One question with what was typed, finished or not, and what is wrong with it."""

    name: str
    label: str
    hint: str
    options: tuple[Option, ...]
    given: str
    error: str
    answer: str
    theirs: str


@dataclass(frozen=True)
class PaperLine:
    key: str
    label: str
    must_show: str
    is_ready: bool
    is_ticked: bool
    has_file: bool
    # The paper as the room of papers calls it.
    requirement: str
    pill: Pill


@dataclass(frozen=True)
class Entry:
    sentence: str
    icon: str
    who: str
    at: datetime


def conditions_of(answers: Mapping[str, Any]) -> list[ConditionLine]:
    return [
        ConditionLine(
            said(finding.condition.label),
            said(finding.condition.usual),
            *STANDINGS[finding.standing],
            said(finding.remedy),
            said(finding.condition.source),
            finding.condition.as_of,
        )
        for finding in conditions.judge(answers)
    ]


def question_lines(
    answers: Mapping[str, Any],
    typed: QueryDict | None,
    errors: Mapping[str, Any],
    *,
    was_changed: bool = False,
) -> list[QuestionLine]:
    """Every question: without scripts the page cannot ask for the pilot area only when it matters.

    Where somebody else saved meanwhile, what they wrote stands beside what was typed.
    """
    lines = []
    for name, question in QUESTIONS.items():
        kept = "" if answers.get(name) is None else str(answers[name])
        options = tuple(Option(value, said(words)) for value, words in question.options.items())
        answer = next((option.label for option in options if option.value == kept), kept)
        given = typed.get(name, "") if typed is not None else kept
        sentences = " ".join(errors.get(name, ()))
        theirs = (answer or "—") if was_changed and given != kept else ""
        label, hint = said(question.label), said(question.hint)
        lines.append(QuestionLine(name, label, hint, options, given, sentences, answer, theirs))
    return lines


def paper_lines(license: License, ticked: Collection[str] | None = None) -> list[PaperLine]:
    """`ticked` as it was typed, where it was not kept."""
    return [
        PaperLine(
            key=each.paper.key,
            label=said(each.paper.label),
            must_show=said(each.paper.must_show),
            is_ready=each.is_ready,
            is_ticked=each.is_ticked,
            has_file=each.has_file,
            requirement=each.standing.requirement.key,
            pill=OTHERWISE if each.is_ready and not each.has_file else PILLS[each.standing.state],
        )
        for each in paper_standings(license, ticked)
    ]


def happened(license: License, user: User) -> list[Entry]:
    """At most the last two hundred, newest first."""
    rows = Event.objects.visible_to(user).filter(subject_type="license", subject_id=license.pk)
    return [
        Entry(str(sentence), icon, str(row.actor) if row.actor else "", row.occurred_at)
        for row in rows.select_related("actor").order_by("-sequence")[:MOST_ENTRIES]
        for sentence, icon in [SENTENCES.get(row.type, (row.type, "info"))]
    ]
