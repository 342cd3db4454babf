"""The first word of a license, what is answered, and sending it to our specialist."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.filings.models import Filing
from icp.licenses.models import License, not_in_this_state, tell
from icp.licenses.rules import conditions, papers, questions
from icp.licenses.rules.lifecycle import FINAL
from icp.licenses.workflow.papers import open_papers
from icp.licenses.workflow.rows import (
    asked,
    locked,
    perform,
    require_number,
    require_version,
    without_number,
)
from portal.accounts.models import Counter, User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.lists import listed
from portal.refusals import Malformed, Refused

# What the eligibility check of the filing knows under the same name.
FROM_CHECK = ("registered_capital_rmb", "foreign_share_pct")
COMPANIES = frozenset({"cn_company", "fie_wfoe", "fie_jv"})


@transaction.atomic
def open_license(filing: Filing, *, by: User) -> License:
    """Begin one for a filing that holds a number. What is known already is filled in.

    Raises Refused "filing_without_number", and "license_open" while another one of the filing is under way
    or in force.
    """
    require(by, "license.draft", filing.organization)
    rows = Filing.objects.select_for_update(of=("self",))
    current = rows.select_related("organization").get(pk=filing.pk)
    if not current.holds_number:
        raise without_number(current.reference)
    other = License.objects.filter(filing=current).exclude(state__in=FINAL).first()
    if other is not None:
        raise Refused(
            "license_open",
            _("%(license)s of %(filing)s is not over.")
            % {"license": other.reference, "filing": current.reference},
            _("Go on with it, or give it up first."),
        )
    at = now(current.organization)
    license = License.objects.create(
        organization=current.organization,
        number=Counter.take(current.organization, "L"),
        filing=current,
        state_since=at,
        changed_at=at,
        answers=known_of(current),
        opened_by=by,
        opened_at=at,
    )
    tell(license, "license.opened", by=by, filing=current.reference)
    return license


def known_of(filing: Filing) -> dict[str, Any]:
    """What its newest license, its own answers and its check say; each is read as if it were typed."""
    earlier = License.objects.filter(filing=filing).order_by("-created_at").first()
    known: dict[str, Any] = {}
    if filing.entity_type in COMPANIES:
        known["is_company"] = "yes"
    if filing.eligibility_check is not None:
        known |= {name: filing.eligibility_check.answers.get(name) for name in FROM_CHECK}
    known |= earlier.answers if earlier else {}
    read = {name: questions.read(name, value).value for name, value in known.items()}
    return {name: value for name, value in read.items() if value is not None}


@transaction.atomic
def save_answers(
    license: License,
    answers: Mapping[str, Any],
    *,
    papers_ready: Collection[str] | None = None,
    row_version: int | None = None,
    by: User,
) -> License:
    """Keep answers, finished or not; an empty one is taken away. `papers_ready` replaces the ticks: what is
    handed in otherwise than as a file.

    Raises Malformed "unknown_question", "unknown_paper" or "answers_unreadable" (then nothing is kept),
    Refused "changed_meanwhile" and "not_in_this_state".
    """
    require(by, "license.edit", license.organization)
    current = locked(license)
    if not current.is_editable:
        raise not_in_this_state(current, "edit")
    require_version(current, row_version)
    _require_known(answers, papers_ready or ())
    read = {name: questions.read(name, value) for name, value in answers.items()}
    problems = {name: [_said(one.problem)] for name, one in read.items() if one.problem is not None}
    if problems:
        raise Malformed(
            "answers_unreadable",
            _("Some answers cannot be read, so nothing was saved."),
            _("Mend what is marked, then save again."),
            extra={"fields": problems},
        )
    kept = {**current.answers, **{name: one.value for name, one in read.items()}}
    current.answers = {name: value for name, value in kept.items() if value is not None}
    if papers_ready is not None:
        current.papers_ready = [key for key in papers.PAPERS if key in papers_ready]
    current.row_version += 1
    current.changed_at = now(current.organization)
    current.save(update_fields=["answers", "papers_ready", "row_version", "changed_at"])
    return current


@transaction.atomic
def submit_license(license: License, *, row_version: int | None = None, by: User) -> License:
    return _send(license, "submit", row_version, by)


@transaction.atomic
def resubmit_license(license: License, *, row_version: int | None = None, by: User) -> License:
    return _send(license, "resubmit", row_version, by)


@transaction.atomic
def withdraw_license(license: License, *, by: User) -> License:
    return perform(asked(license, "withdraw", by), "withdraw", by=by)


@transaction.atomic
def abandon_license(license: License, *, by: User) -> License:
    current = asked(license, "abandon", by)
    return perform(current, "abandon", by=by, fields={"ended_at": now(current.organization)})


def _send(license: License, verb: str, row_version: int | None, by: User) -> License:
    """Raises Refused "filing_without_number" or "not_ready"; `extra["fields"]` names what is open."""
    current = asked(license, verb, by)
    require_version(current, row_version)
    require_number(current)
    _require_ready(current)
    at = now(current.organization)
    fields = {
        "round": current.round + 1,
        "submitted_at": current.submitted_at or at,
        "sealed_reason": b"",
    }
    return perform(current, verb, by=by, fields=fields)


def _require_ready(license: License) -> None:
    problems: dict[str, list[str]] = {
        name: [_("Answer this first.")] for name in conditions.unanswered(license.answers)
    }
    for finding in conditions.hindrances(license.answers):
        problems.setdefault(finding.condition.answers[0], []).append(_said(finding.remedy))
    left = open_papers(license)
    if left:
        problems["papers"] = [_("Not ready yet: %(papers)s.") % {"papers": _labels(left)}]
    if problems:
        raise Refused(
            "not_ready",
            _("%(reference)s is not ready to be sent.") % {"reference": license.reference},
            _("What is open is marked below."),
            extra={"fields": problems},
        )


def _labels(keys: Collection[str]) -> str:
    return listed(_said(papers.PAPERS[key].label) for key in keys)


def _require_known(answers: Collection[str], papers_ready: Collection[str]) -> None:
    for name in answers:
        if name not in questions.QUESTIONS:
            raise Malformed(
                "unknown_question",
                _("“%(given)s” is not asked for a license.") % {"given": str(name)[:40]},
                _("Asked are: %(known)s.") % {"known": ", ".join(questions.QUESTIONS)},
            )
    for key in papers_ready:
        if key not in papers.PAPERS:
            raise Malformed(
                "unknown_paper",
                _("“%(given)s” is no paper of a license.") % {"given": str(key)[:40]},
                _("Papers are: %(known)s.") % {"known": ", ".join(papers.PAPERS)},
            )


def _said(words: Any) -> str:
    return str(words.said_in(get_language() or "en"))
