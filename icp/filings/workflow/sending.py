"""The customer's own verbs: send, send again, withdraw, give up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from icp.eligibility import policies
from icp.filings.models import ANSWER_COLUMNS, Filing, FilingVersion, Remark, sealed_text
from icp.filings.rules import deadlines
from icp.filings.rules.fields.asking import field, fields_for
from icp.filings.rules.fields.judging import judge
from icp.filings.rules.fields.problem import Problem
from icp.filings.rules.fields.values import Level
from icp.filings.rules.states import IN_PROGRESS
from icp.filings.workflow.assigning import suggested
from icp.filings.workflow.mentions import keep_mentions
from icp.filings.workflow.moving import perform
from icp.filings.workflow.papers import circumstances_of, open_papers, replaced_papers
from icp.filings.workflow.rows import locked, require_verb, require_version
from portal.accounts.models import Organization, User
from portal.calendar.clock import now
from portal.refusals import Refused

# Orders that the provider already knows, or is about to.
SENT = tuple(state for state in IN_PROGRESS if state not in ("DRAFT", "DOCS"))


def problems_of(filing: Filing, answers: Mapping[str, Any] | None = None) -> tuple[Problem, ...]:
    """What the rules say of a filing as it stands; those of `Level.WRONG` block sending."""
    return judge(
        filing.filing_type,
        filing.service,
        filing.read_answers() if answers is None else answers,
        policy=policies.read(policies.policy_and_newer(None)[0]),
        on=deadlines.day_in_china(now(filing.organization)),
        known=circumstances_of(filing),
    )


@transaction.atomic
def submit_filing(filing: Filing, *, row_version: int | None = None, by: User) -> Filing:
    """Send it to our specialist.

    Raises Refused "not_ready" naming every field and paper that is open or wrong, and "order_in_progress"
    where the same applicant has another order under way (rule E16).
    """
    current = locked(filing)
    require_verb(current, "submit", by)
    require_version(current, row_version)
    return _send(current, "submit", by)


@transaction.atomic
def resubmit_filing(
    filing: Filing,
    *,
    replies: Mapping[str, str] | None = None,
    row_version: int | None = None,
    by: User,
) -> Filing:
    """Send it again after a return. Each remark is answered by a change, or by a written reply to its id.

    Raises Refused "remarks_open" for those that are not, and what `submit_filing` raises.
    """
    current = locked(filing)
    require_verb(current, "resubmit", by)
    require_version(current, row_version)
    _answer_remarks(current, replies or {})
    return _send(current, "resubmit", by)


@transaction.atomic
def withdraw_filing(filing: Filing, *, by: User) -> Filing:
    """Take it back and go on editing. What the authority has cannot be taken back."""
    return perform(locked(filing), "withdraw", by=by, fields={"assigned_to": None, "assigned_at": None})


@transaction.atomic
def abandon_filing(filing: Filing, *, by: User) -> Filing:
    current = locked(filing)
    return perform(current, "abandon", by=by, fields={"ended_at": now(current.organization)})


def _send(filing: Filing, verb: str, by: User) -> Filing:
    # Two orders of one applicant that are sent at once: the second one looks after the first is written.
    Organization.objects.select_for_update().get(pk=filing.organization_id)
    answers = filing.read_answers()
    wanted = {each.name for each in fields_for(filing.filing_type, filing.service, answers)}
    # What is no longer asked is nobody's business any more, least of all the data of a person.
    answers = {name: value for name, value in answers.items() if name in wanted}
    blocking = [problem for problem in problems_of(filing, answers) if problem.level is Level.WRONG]
    papers = open_papers(filing)
    if blocking or papers:
        raise _not_ready(filing, blocking, papers)
    _require_no_other_order(filing, answers)
    at = now(filing.organization)
    filing.write_answers(answers)
    filing.round += 1
    FilingVersion.objects.create(
        filing=filing,
        round=filing.round,
        answers=filing.answers,
        sealed_answers=filing.sealed_answers,
        submitted_by=by,
        submitted_at=at,
    )
    keep_mentions(filing, answers)
    fields: dict[str, Any] = {name: getattr(filing, name) for name in ANSWER_COLUMNS}
    fields |= {"round": filing.round, "submitted_at": at}
    if filing.assigned_to is None:
        person = suggested(filing)
        fields |= {"assigned_to": person, "assigned_at": at if person else None}
    return perform(filing, verb, by=by, fields=fields)


def _not_ready(filing: Filing, blocking: list[Problem], papers: tuple[str, ...]) -> Refused:
    language = get_language() or "en"
    count = len({problem.field for problem in blocking}) + len(papers)
    return Refused(
        "not_ready",
        ngettext(
            "%(count)s thing is open or wrong in %(reference)s.",
            "%(count)s things are open or wrong in %(reference)s.",
            count,
        )
        % {"count": count, "reference": filing.reference},
        _("Mend what is named, then send it again. Nothing you typed is lost."),
        extra={
            "errors": [
                {"code": problem.code, "path": problem.field, "message": _said(problem, language)}
                for problem in blocking
            ],
            "documents": list(papers),
        },
    )


def _said(problem: Problem, language: str) -> str:
    return f"{field(problem.field).label.said_in(language)}: {problem.words.said_in(language)}"


def _require_no_other_order(filing: Filing, answers: Mapping[str, Any]) -> None:
    applicant = answers.get("license_number")
    others = Filing.objects.filter(organization=filing.organization_id, state__in=SENT).exclude(pk=filing.pk)
    if applicant:
        other = others.filter(answers__license_number=applicant).order_by("created_at").first()
    else:
        indexes = filing.mentions.filter(field="subject_person_id_number").values_list("index", flat=True)
        other = others.filter(mentions__index__in=list(indexes)).order_by("created_at").first()
    if other is not None:
        raise Refused(
            "order_in_progress",
            _("%(other)s of the same applicant is under way; the authority takes one order at a time.")
            % {"other": other.reference},
            _("Wait until it is decided, or withdraw it and give it up."),
            extra={"filing": str(other.pk)},
        )


def open_remarks(filing: Filing, replies: Mapping[str, str] | None = None) -> list[Remark]:
    """The remarks of this round that neither a change nor a reply answers."""
    sent = filing.versions.filter(round=filing.round).select_related("filing").first()
    before = sent.read_answers() if sent else {}
    present = filing.read_answers()
    replaced = replaced_papers(filing)
    found = []
    for remark in filing.remarks.filter(round=filing.round).select_related("filing"):
        name = remark.field.removeprefix("document:")
        changed = name in replaced if name != remark.field else before.get(name) != present.get(name)
        said = (replies or {}).get(str(remark.pk), "").strip() or remark.reply
        if not said and not (remark.field and changed):
            found.append(remark)
    return found


def _answer_remarks(filing: Filing, replies: Mapping[str, str]) -> None:
    known = {str(remark.pk): remark for remark in filing.remarks.filter(round=filing.round)}
    for key, text in replies.items():
        remark = known.get(key)
        if remark is not None and text.strip():
            remark.sealed_reply = sealed_text(filing.organization_id, text.strip()[:2000])
            remark.save(update_fields=["sealed_reply"])
    left = open_remarks(filing)
    if left:
        raise Refused(
            "remarks_open",
            ngettext(
                "%(count)s remark is not answered yet.", "%(count)s remarks are not answered yet.", len(left)
            )
            % {"count": len(left)},
            _("Change what it marks, or write a reply to it."),
            extra={
                "remarks": [str(remark.pk) for remark in left],
                "fields": [remark.field for remark in left],
            },
        )
