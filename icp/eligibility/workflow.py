"""What can happen to an eligibility check: it is asked, it is claimed, and its summary is asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from icp.eligibility import policies
from icp.eligibility.fields import said, told
from icp.eligibility.models import EligibilityCheck, RulePolicy, Summary
from icp.eligibility.record import to_json
from icp.eligibility.rules.comparison import compare
from icp.eligibility.rules.facts import Facts, MalformedFacts, Missing
from icp.eligibility.rules.timeline import expected_for
from icp.eligibility.rules.verdict import assess
from icp.eligibility.summary import pdf_is_off
from portal.accounts.models import Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import ClockTimestamp
from portal.events.models import Event
from portal.events.recording import record, wake
from portal.refusals import Malformed, Refused

RENDER = "icp.eligibility.render_summary"


def check_eligibility(
    *,
    answers: Mapping[str, object],
    policy_key: str | None = None,
    organization: Organization | None = None,
    by: User | None = None,
    on: date,
    submission: str | None = None,
) -> EligibilityCheck:
    """Ask the rules about these facts, on this day in China, and keep what they answered.

    One `submission` asked twice, with the same answers under the same rules, is one result. Raises
    Malformed, naming every fact that cannot be read, or the policies that exist.
    """
    if organization is not None and by is not None:
        require(by, "eligibility.check", organization)
    facts = _read(answers)
    edition, newer = policies.policy_and_newer(policy_key)
    verdict = assess(facts, policies.read(edition), on)
    values = {
        "organization": organization,
        "created_by": by,
        "answers": told(facts),
        "rule_policy": edition,
        "verdict": to_json(verdict),
        "timeline": to_json(expected_for(verdict, policies.read(edition), on, _province(facts))),
        "comparison": _compared(facts, on, edition, newer),
        "need": verdict.need,
        "outcome": verdict.outcome,
        "asked_on": on,
        "submission": _once(submission, organization, edition, told(facts), on) if submission else "",
    }
    return _kept(values)


@transaction.atomic
def _kept(values: dict[str, Any]) -> EligibilityCheck:
    if not values["submission"]:
        check, is_new = EligibilityCheck.objects.create(**values), True
    else:
        check, is_new = EligibilityCheck.objects.get_or_create(
            submission=values["submission"], defaults=values
        )
    if is_new:
        _record("eligibility.checked", check, by=values["created_by"])
    return check


@transaction.atomic
def claim_check(token: str, *, organization: Organization, by: User) -> EligibilityCheck:
    """Give an anonymous result to an organization. Claiming one's own again changes nothing."""
    require(by, "eligibility.check", organization)
    claimed = EligibilityCheck.objects.filter(token=token, organization=None).update(
        organization=organization, created_by=by
    )
    check = EligibilityCheck.objects.with_policy().filter(token=token).first()
    if check is None:
        raise Refused(
            "no_such_result",
            _("There is no result at this address."),
            _("Copy the whole address, or answer the questions again."),
        )
    if check.organization_id != organization.pk:
        raise Refused(
            "result_already_saved",
            _("This result is already saved to another account."),
            _("Open “Your answers”, change what differs, and save the new result."),
        )
    if claimed:
        _record("eligibility.claimed", check, by=by)
    return check


@transaction.atomic
def request_summary(check: EligibilityCheck) -> Summary:
    """The job that makes the PDF: a new one, the one under way, or a failed one started again."""
    if pdf_is_off():
        raise Refused(
            "pdf_off",
            _("This installation has no Chinese fonts, so it cannot make the PDF."),
            _("Use “Print”, and choose “Save as PDF” in your browser."),
        )
    summary, is_new = Summary.objects.get_or_create(check_result=check)
    again = Summary.objects.filter(pk=summary.pk, state=Summary.State.FAILED).update(
        state=Summary.State.QUEUED, step="queued", attempts=0, error_code="", not_before=ClockTimestamp()
    )
    if again:
        summary.refresh_from_db()
    if is_new or again:
        wake(RENDER, summary.pk)
    return summary


def _once(
    submission: str, organization: Organization | None, edition: RulePolicy, facts: dict[str, str], on: date
) -> str:
    owner = str(organization.pk) if organization else ""
    told_once = json.dumps([submission, owner, edition.digest, on.isoformat(), sorted(facts.items())])
    return hashlib.sha256(told_once.encode()).hexdigest()


def _read(answers: Mapping[str, object]) -> Facts:
    try:
        return Facts.parse(answers)
    except MalformedFacts as error:
        fields = {problem.field: [said(problem.words)] for problem in error.problems}
        raise Malformed(
            "malformed_facts",
            _("%(count)s of the facts cannot be read.") % {"count": len(fields)},
            _("See each fact for what would do."),
            extra={"fields": fields},
        ) from error


def _province(facts: Facts) -> str | None:
    return None if isinstance(facts.province, Missing) else facts.province


def _compared(facts: Facts, on: date, edition: RulePolicy, newer: RulePolicy | None) -> dict[str, Any] | None:
    if newer is None:
        return None
    difference = compare(facts, on, policies.read(edition), policies.read(newer))
    if difference is None:
        return None
    told_apart: dict[str, Any] = to_json(difference)
    # The default verdict is the row's own.
    del told_apart["default"]
    return {"policy": newer.key, "edition": newer.edition, **told_apart}


def _record(type: str, check: EligibilityCheck, *, by: User | None) -> None:
    """An anonymous check is news for the operator's own people only."""
    organization = check.organization or Organization.objects.filter(is_operator=True).first()
    if organization is None:
        # An installation before its first set-up has no chain to write to; the row itself stands.
        return
    audience = Event.Audience.CUSTOMER if check.organization_id else Event.Audience.STAFF
    record(
        type,
        organization=organization,
        subject=check,
        actor=by,
        actor_label="" if by else "visitor",
        payload=_facts_of_record(check, check.rule_policy),
        audience=audience,
    )


def _facts_of_record(check: EligibilityCheck, edition: RulePolicy) -> dict[str, Any]:
    return {
        "check": str(check.pk),
        "policy": edition.key,
        "edition": edition.edition,
        "need": check.need,
        "outcome": check.outcome,
        "rule": check.verdict["decisive_rule"],
    }
