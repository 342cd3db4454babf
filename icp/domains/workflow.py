"""What can happen to a look-up: it is asked for. A worker does the rest."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import get_language

from icp.domains.models import DomainLookup, SourceAnswer
from icp.domains.rules.facts import SOURCES, Source
from icp.eligibility.rules.domain_names import DomainName, NotADomainName, parse
from portal.accounts.models import Organization, User
from portal.accounts.permissions import require
from portal.calendar.clock import ClockTimestamp, engine_now
from portal.events.recording import wake
from portal.refusals import Malformed

LOOK = "icp.domains.look"
GOOD_FOR = timedelta(days=1)


def look_up(
    organization: Organization, domain: str | DomainName, by: User | None, *, again: bool = False
) -> DomainLookup:
    """The look-up of this domain: one of the last day, or a new one that a worker takes up at once.

    `again` asks anew whatever is known. Answers of the last day are shared between look-ups; those of the
    cloud account stay with the organization. Raises Malformed for what is no domain name. `by` is None where
    the portal itself asks.
    """
    if by is not None:
        require(by, "domain.look_up", organization)
    name = _read(domain)
    if not again and (recent := _recent(organization, name)) is not None:
        return recent
    return _opened(organization, name, by, again=again)


@transaction.atomic
def _opened(organization: Organization, name: DomainName, by: User | None, *, again: bool) -> DomainLookup:
    lookup = DomainLookup.objects.create(
        organization=organization,
        created_by=by,
        host=name.ascii,
        name=name.registrable,
        name_unicode=name.registrable_unicode,
    )
    lookup.refresh_from_db(fields=["created_at", "not_before"])
    answers = [
        SourceAnswer(lookup=lookup, source=source, key=key_of(source, lookup, organization))
        for source in SOURCES
    ]
    if not again:
        _take_over_known(answers, organization)
    SourceAnswer.objects.bulk_create(answers)
    if all(not answer.is_waiting for answer in answers):
        lookup.finish()
        lookup.refresh_from_db()
    else:
        wake(LOOK, lookup.pk)
    return lookup


def key_of(source: Source, lookup: DomainLookup, organization: Organization) -> str:
    """What a source is asked about. The list of granted filings is compared with the company's name."""
    if source == "dns":
        return lookup.host
    return f"{lookup.name} {organization.name_zh}" if source == "account_filings" else lookup.name


def _read(domain: str | DomainName) -> DomainName:
    if isinstance(domain, DomainName):
        return domain
    try:
        return parse(domain)
    except NotADomainName as error:
        sentence = error.words.said_in(get_language() or "en")
        raise Malformed("malformed_domain", sentence, extra={"fields": {"domain": [sentence]}}) from error


def _recent(organization: Organization, name: DomainName) -> DomainLookup | None:
    """A look-up of this very name that still is under way, or that left nothing unknown."""
    newest = (
        DomainLookup.objects.filter(
            organization=organization,
            name=name.registrable,
            host=name.ascii,
            created_at__gte=engine_now() - GOOD_FOR,
        )
        .order_by("-created_at", "-id")
        .first()
    )
    if newest is None or not newest.is_finished:
        return newest
    told = set(newest.answers.values_list("source", "key", "state"))
    wanted = {
        (source, key_of(source, newest, organization), str(SourceAnswer.State.KNOWN)) for source in SOURCES
    }
    return newest if told == wanted else None


def _take_over_known(answers: list[SourceAnswer], organization: Organization) -> None:
    """Give each the newest answer of the last day to the same question, with the time it was given."""
    for answer in answers:
        known = SourceAnswer.objects.known().filter(
            source=answer.source, key=answer.key, seen_at__gte=engine_now() - GOOD_FOR
        )
        if answer.source.startswith("account_"):
            known = known.filter(lookup__organization=organization)
        earlier = known.order_by("-seen_at").first()
        if earlier is not None:
            for field in ("state", "findings", "service", "seen_at", "took_ms", "raw", "raw_sha256"):
                setattr(answer, field, getattr(earlier, field))


def forget_raw_answers(days: int = 30) -> int:
    """Empty the registries' own answers after so many days; what was read out of them stays."""
    old = SourceAnswer.objects.exclude(raw="").filter(seen_at__lt=ClockTimestamp() - timedelta(days=days))
    return old.update(raw="")
