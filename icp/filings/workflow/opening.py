"""The first word of a filing: opened from an eligibility check, from an earlier filing, or from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from icp.domains.reading import facts_for
from icp.eligibility import policies
from icp.eligibility.models import EligibilityCheck
from icp.eligibility.rules.verdict import Verdict, assess
from icp.filings.models import ANSWER_COLUMNS, Filing
from icp.filings.rules import deadlines
from icp.filings.rules.fields import values
from icp.filings.rules.fields.asking import field, fields_for
from icp.filings.rules.fields.by_the_rules import facts_of
from icp.filings.rules.fields.problem import Circumstances
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.workflow.answering import NAMES
from icp.filings.workflow.mentions import keep_mentions
from icp.filings.workflow.moving import begin_clock
from portal.accounts.models import Counter, Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.events.recording import record
from portal.refusals import Malformed, Refused

# What an eligibility check knows under the same name.
FROM_CHECK = ("entity_type", "province", "domain", "site_name", "content_category", "real_name")
# Read anew, confirmed anew, or no longer true in a new filing.
NEVER_COPIED = frozenset(
    {
        "declares_truth",
        "declares_no_preapproval",
        "ending_reason",
        "ending_confirmed",
        "changed",
        "service_number",
    }
)


@transaction.atomic
def open_filing(
    *,
    organization: Organization,
    filing_type: str,
    service: str | None = None,
    check: EligibilityCheck | None = None,
    copy_of: Filing | None = None,
    about: Filing | None = None,
    answers: Mapping[str, Any] | None = None,
    by: User,
) -> Filing:
    """A draft. What a check or an earlier filing already knows is filled in and never asked twice.

    The default policy and the newest one are both asked, and their answers kept. Raises Malformed
    "unknown_filing_type", "unknown_service" or "unknown_filing", Refused "check_says_no" where the check
    found a reason that rules this applicant out.
    """
    require(by, "filing.draft", organization)
    if about is not None and about.organization_id != organization.pk:
        raise Malformed(
            "unknown_filing",
            _("%(reference)s is of another organization.") % {"reference": about.reference},
            _("Choose a filing of the organization that files now."),
        )
    service = _service(filing_type, service)
    at = now(organization)
    known = _read(
        {**_from_check(check), **_from_filing(copy_of or about, filing_type, service), **(answers or {})}
    )
    known = {**_from_look_up(organization, known), **known}
    if about is not None and about.icp_number:
        known.setdefault("existing_number", about.icp_number)
    verdicts = verdicts_of(known, service, deadlines.day_in_china(at))
    filing = Filing(
        organization=organization,
        number=Counter.take(organization, "F"),
        filing_type=filing_type,
        service=service,
        state_since=at,
        opened_by=by,
        opened_at=at,
        changed_at=at,
        eligibility_check=check,
        about=about,
        verdicts=verdicts,
    )
    filing.write_answers(known)
    filing.save(force_insert=True)
    filing.due_at = begin_clock(filing, at)
    filing.save(update_fields=[*ANSWER_COLUMNS, "due_at"])
    keep_mentions(filing, known)
    record(
        "filing.opened",
        organization=organization,
        subject=filing,
        actor=by,
        payload={
            "reference": filing.reference,
            "state": filing.state,
            "type": filing_type,
            "service": service,
            "verdicts": [
                {key: one[key] for key in ("policy", "edition", "outcome", "rule")} for one in verdicts
            ],
        },
    )
    return filing


def verdicts_of(answers: Mapping[str, Any], service: str, on: date) -> list[dict[str, Any]]:
    """What the default policy and, where there is one, the newer one answer on that day (DECISIONS 25)."""
    facts = facts_of(answers, service, on, Circumstances())
    edition, newer = policies.policy_and_newer(None)
    return [
        _kept(one.key, one.edition, assess(facts, policies.read(one), on))
        for one in (edition, newer)
        if one is not None
    ]


def _kept(policy: str, edition: int, verdict: Verdict) -> dict[str, Any]:
    return {
        "policy": policy,
        "edition": edition,
        "need": verdict.need,
        "outcome": verdict.outcome,
        "rule": verdict.decisive_rule,
    }


def _service(filing_type: str, service: str | None) -> str:
    found = FILING_TYPES.get(filing_type)
    if found is None:
        raise Malformed(
            "unknown_filing_type",
            _("“%(given)s” is no type of filing.") % {"given": filing_type[:40]},
            _("Types are: %(types)s.") % {"types": ", ".join(FILING_TYPES)},
        )
    if service is None:
        return found.services[0]
    if service not in found.services:
        raise Malformed(
            "unknown_service",
            _("A filing of this type is not made for “%(given)s”.") % {"given": service[:40]},
            _("It is made for: %(services)s.") % {"services": ", ".join(found.services)},
        )
    return service


def _read(known: Mapping[str, Any]) -> dict[str, Any]:
    """As if each were typed here: www.nordwind.cn is the domain nordwind.cn. What no field asks is left."""
    asked = {name: given for name, given in known.items() if name in NAMES}
    return {name: values.read(field(name).kind, given).value for name, given in asked.items()}


def _from_check(check: EligibilityCheck | None) -> dict[str, Any]:
    if check is None:
        return {}
    if check.outcome == "fail" and str(check.verdict.get("decisive_rule", "")).startswith("E"):
        raise Refused(
            "check_says_no",
            _("%(check)s found that this applicant cannot file.") % {"check": check.reference},
            _("Read its remedies, then check again with the applicant that will file."),
        )
    known = {name: check.answers[name] for name in FROM_CHECK if name in check.answers}
    return {name: value for name, value in known.items() if value not in ("na", "unknown", "none")}


def _from_look_up(organization: Organization, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the registry said of the domain, so that nobody types it again."""
    facts = facts_for(organization, str(known["domain"])) if known.get("domain") else None
    expires = facts.value("expires_on") if facts else None
    return {"domain_expires": str(expires)} if expires else {}


def _from_filing(earlier: Filing | None, filing_type: str, service: str) -> dict[str, Any]:
    if earlier is None:
        return {}
    answers = earlier.read_answers()
    wanted = {field.name for field in fields_for(filing_type, service, answers)} - NEVER_COPIED
    return {name: value for name, value in answers.items() if name in wanted}
