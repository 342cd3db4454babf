"""From an order to service, and out of it. Each step towards service asks anew for the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icp.eligibility.rules.domain_names import DomainName, NotADomainName, parse
from icp.filings.models import Filing
from icp.filings.reading import number_in_force
from networks.accelerations.models import Acceleration, Break, not_in_this_state
from networks.accelerations.rules import lifecycle
from networks.accelerations.rules.filing_check import filing_check
from networks.accelerations.rules.plans import PLANS, WITHOUT_FILING
from networks.accelerations.rules.wish import problems_of
from networks.requests.rules import approvals
from portal.accounts.models import Counter, Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import now
from portal.events.recording import record
from portal.refusals import Malformed, Refused


@transaction.atomic
def open_acceleration(
    *,
    organization: Organization,
    domain: str,
    plan: str,
    areas: Sequence[str],
    bandwidth_mbps: int,
    by: User,
) -> Acceleration:
    """A draft for one domain. A plan of the mainland is refused at once where the domain has no number.

    Raises Malformed "malformed_domain" or "malformed_acceleration", Refused "filing_needed" or
    "acceleration_exists".
    """
    require(by, "acceleration.draft", organization)
    name = _read(domain)
    _require_readable(plan, areas, bandwidth_mbps)
    filing = _number_for(organization, name.registrable, name.registrable_unicode, plan)
    drafted = draft(
        organization=organization,
        domain=name.registrable,
        domain_unicode=name.registrable_unicode,
        plan=plan,
        areas=sorted(set(areas)),
        bandwidth_mbps=bandwidth_mbps,
        filing=filing,
        created_by=by,
    )
    if drafted is None:
        raise Refused(
            "acceleration_exists",
            _("%(domain)s has an open order for %(plan)s already.")
            % {"domain": name.registrable_unicode, "plan": _said(PLANS[plan].name)},
            _("Go on with that one, or withdraw it first."),
        )
    return drafted


def draft(*, organization: Organization, **values: Any) -> Acceleration | None:
    """A new draft and its event; None where the domain has an open order for that plan already."""
    try:
        with transaction.atomic():
            acceleration = Acceleration.objects.create(
                organization=organization, number=Counter.take(organization, "GA"), **values
            )
    except IntegrityError:
        return None
    record(
        "acceleration.opened",
        organization=organization,
        subject=acceleration,
        actor=acceleration.created_by,
        payload={
            "reference": acceleration.reference,
            "state": acceleration.state,
            "plan": acceleration.plan,
            "replaces": str(acceleration.replaces_id) if acceleration.replaces_id else None,
        },
    )
    return acceleration


@transaction.atomic
def submit_acceleration(acceleration: Acceleration, *, by: User) -> Acceleration:
    current = locked(acceleration)
    require(by, "acceleration.submit", current.organization)
    at = now(current.organization)
    return _perform(current, "submit", by=by, fields={"submitted_by": by, "submitted_at": at})


@transaction.atomic
def withdraw_acceleration(acceleration: Acceleration, *, by: User) -> Acceleration:
    current = locked(acceleration)
    require(by, "acceleration.withdraw", current.organization)
    return _over(current, "withdraw", by=by)


@transaction.atomic
def approve_acceleration(acceleration: Acceleration, *, by: User) -> Acceleration:
    """An architect takes it up. Raises Refused "own_request" or "member_of_customer", "filing_needed"."""
    current = locked(acceleration)
    require(by, "acceleration.approve", current.organization)
    _refuse_if_not_theirs(current, by)
    return _perform(current, "approve", by=by)


@transaction.atomic
def decline_acceleration(acceleration: Acceleration, *, reason: str, by: User) -> Acceleration:
    """A final no, with its reason. Raises Malformed "reason_missing"."""
    current = locked(acceleration)
    require(by, "acceleration.decline", current.organization)
    if not reason.strip():
        raise Malformed(
            "reason_missing",
            _("No reason was given."),
            _("Say in a sentence what the customer should know or change."),
            extra={"fields": {"reason": [_("Give a reason.")]}},
        )
    return _over(current, "decline", by=by, fields={"reason": reason.strip()[:2000]})


@transaction.atomic
def put_in_service(acceleration: Acceleration, *, by: User) -> Acceleration:
    """The pivot: from here on visitors use it. What it was drafted to replace ends with it."""
    current = locked(acceleration)
    require(by, "acceleration.put_in_service", current.organization)
    _refuse_if_not_theirs(current, by)
    at = now(current.organization)
    _perform(current, "put_in_service", by=by, fields={"in_service_since": at})
    if current.replaces is not None:
        replaced = locked(current.replaces)
        if replaced.state == "in_service":
            _over(replaced, "end", by=by, because=current.reference)
    return current


@transaction.atomic
def end_acceleration(acceleration: Acceleration, *, by: User) -> Acceleration:
    """It is switched off at the cloud."""
    current = locked(acceleration)
    require(by, "acceleration.end", current.organization)
    return _over(current, "end", by=by)


def locked(acceleration: Acceleration) -> Acceleration:
    rows = Acceleration.objects.select_for_update(of=("self",)).select_related("organization", "replaces")
    return rows.get(pk=acceleration.pk)


def _perform(
    current: Acceleration, verb: str, *, by: User, fields: Mapping[str, Any] | None = None
) -> Acceleration:
    """A step towards service: the state fits, and the number is in force at this very moment."""
    if lifecycle.target(current.state, verb) is None:
        raise not_in_this_state(current, verb)
    values = dict(fields or {})
    if lifecycle.asks_for_filing(current.state, verb):
        values["filing"] = _number_for(
            current.organization, current.domain, current.domain_unicode, current.plan
        )
    current.move(verb, by=by, fields=values)
    return current


def _over(
    current: Acceleration,
    verb: str,
    *,
    by: User,
    fields: Mapping[str, Any] | None = None,
    **payload: Any,
) -> Acceleration:
    """A step out of it asks for no number: nobody is kept in something that has lost its ground."""
    at = now(current.organization)
    Break.objects.filter(acceleration=current, closed_at=None).update(closed_at=at)
    current.move(verb, by=by, fields={"ended_at": at, **(fields or {})}, **payload)
    return current


def _number_for(organization: Organization, domain: str, shown: str, plan: str) -> Filing | None:
    """The filing that the plan rests on, held until this transaction ends; None for one that needs none.

    Raises Refused "filing_needed".
    """
    if not PLANS[plan].needs_filing:
        return None
    filing = number_in_force(organization, domain, hold=True)
    missing = filing_check(plan, has_number=filing is not None, domain=shown)
    if missing is not None:
        raise Refused(
            "filing_needed",
            _said(missing.message),
            f"{_said(missing.remedy)} {_said(missing.alternative)}",
            extra={"query": urlencode({"domain": domain}), "works_today": WITHOUT_FILING},
        )
    return filing


def _refuse_if_not_theirs(acceleration: Acceleration, by: User) -> None:
    found = approvals.refusal(
        approvals.Candidate(str(by.pk), frozenset(str(pk) for pk in by.organization_ids())),
        requester=str(acceleration.submitted_by_id),
        customer=str(acceleration.organization_id),
        plan_hash="",
    )
    if found:
        raise Refused(found.code, _said(found.message), _said(found.remedy))


def _read(domain: str) -> DomainName:
    try:
        return parse(domain)
    except NotADomainName as error:
        sentence = error.words.said_in(get_language() or "en")
        raise Malformed("malformed_domain", sentence, extra={"fields": {"domain": [sentence]}}) from error


def _require_readable(plan: str, areas: Sequence[str], bandwidth_mbps: int) -> None:
    problems = problems_of(plan, areas, bandwidth_mbps)
    if problems:
        raise Malformed(
            "malformed_acceleration",
            " ".join(_said(problem.words) for problem in problems),
            extra={"fields": {problem.path: [_said(problem.words)] for problem in problems}},
        )


def _said(words: Any) -> str:
    return str(words.in_language(get_language() or "en"))
