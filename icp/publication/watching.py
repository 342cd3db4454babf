"""Watches what a number stands on. Each week the domain is looked up anew; once that is done, it is compared.

The look-up itself is `icp.domains`': it asks registries, DNS and the provider in its own worker. Here
nothing is asked of anybody outside.
"""

from __future__ import annotations

from django.db import transaction

from icp.domains.models import DomainLookup
from icp.domains.reading import Facts as DomainFacts
from icp.domains.reading import facts_of
from icp.domains.rules.filed import deadline_of
from icp.domains.workflow import look_up
from icp.publication.beginning import locked
from icp.publication.models import Publication, WatchFinding
from icp.publication.moving import tell
from icp.publication.rules import schedule
from icp.publication.rules.watch import Facts, Finding, Risk, findings_of
from portal.calendar.clock import now

MOST_OPEN = 40


@transaction.atomic
def watch(publication: Publication) -> bool:
    """One step when it is due: ask for a look-up, or compare the one that is done. False otherwise."""
    rows = Publication.objects.due_for_watch().select_for_update(of=("self",), skip_locked=True)
    if not rows.filter(pk=publication.pk).exists():
        return False
    current = locked(publication)
    lookup = current.lookup
    if lookup is None:
        current.lookup = look_up(current.organization, current.domain, None, again=True)
        current.save(update_fields=["lookup"])
        return True
    if not lookup.is_finished:
        return False
    _compare(current, lookup)
    return True


def _compare(publication: Publication, lookup: DomainLookup) -> None:
    domain = facts_of(lookup)
    facts = facts_from(publication, domain)
    at = now(publication.organization)
    publication.watch_due_at = at + schedule.WEEK
    publication.watched_at, publication.lookup = at, None
    publication.registrar_before = publication.registrar_before or (facts.registrar or "")
    publication.was_listed = publication.was_listed or bool(domain.value("filed_here"))
    publication.save(update_fields=["watch_due_at", "watched_at", "lookup", "registrar_before", "was_listed"])
    keep_findings(publication, findings_of(facts), facts)


def facts_from(publication: Publication, domain: DomainFacts) -> Facts:
    """What is known now, in the words of the rules; what is not known stays open."""
    points_to, registrar, filed_here = (
        domain.value(name) for name in ("points_to", "registrar", "filed_here")
    )
    listed = domain.facts["filed_here"].is_known
    return Facts(
        points_to=points_to["region"] if points_to else "",
        is_registered=domain.value("registered"),
        days_left=domain.days_left,
        registrar=str(registrar["id"]) if registrar else None,
        registrar_before=publication.registrar_before or None,
        is_held=bool(domain.value("holds")) if domain.facts["holds"].is_known else None,
        is_filed=domain.value("filed"),
        # Only a filing that the provider once listed can leave its list.
        is_listed_at_provider=bool(filed_here) if listed and publication.was_listed else None,
        is_ours=filed_here.get("is_ours") if filed_here else None,
        is_in_footer=_is_in_footer(publication),
        risks=tuple(_risk(each) for each in domain.value("risks") or ()),
    )


def _is_in_footer(publication: Publication) -> bool | None:
    """Whether a number that once was there still is; its own check says when it is lost."""
    if publication.last_found_at is None:
        return None
    return publication.state == "LIVE"


def _risk(told: dict[str, str]) -> Risk:
    return Risk(str(told.get("source", ""))[:200], deadline_of(str(told.get("deadline", ""))))


def keep_findings(publication: Publication, found: tuple[Finding, ...], facts: Facts) -> None:
    """Open rows for what is new, close what is gone; each is told once."""
    at = now(publication.organization)
    still_open = {(row.code, row.source): row for row in publication.findings.filter(cleared_at=None)}
    wanted = {(finding.code, finding.source): finding for finding in found[:MOST_OPEN]}
    for key in still_open.keys() - wanted.keys():
        if not _is_unknown(key[0], facts):
            row = still_open[key]
            row.cleared_at = at
            row.save(update_fields=["cleared_at"])
            tell(publication.filing, "publication.watch_cleared", by=None, code=row.code)
    for key in [key for key in wanted if key not in still_open]:
        finding = wanted[key]
        WatchFinding.objects.create(
            publication=publication,
            code=finding.code,
            source=finding.source,
            deadline_at=finding.deadline,
            found_at=at,
        )
        deadline = finding.deadline.isoformat() if finding.deadline else None
        tell(publication.filing, "publication.watch_found", by=None, code=finding.code, deadline=deadline)


def _is_unknown(code: str, facts: Facts) -> bool:
    """Whether the fact behind a finding is not known this time: then the finding stays as it is."""
    fact = {
        "left_mainland": None if facts.points_to in ("", "unknown") else facts.points_to,
        "left_provider": facts.is_listed_at_provider,
        "not_filed": facts.is_filed,
        "holder_changed": facts.is_ours,
        "registrar_changed": facts.registrar,
        "not_registered": facts.is_registered,
        "held": facts.is_held,
        "footer_gone": facts.is_in_footer,
    }
    if code.startswith("expires_"):
        return facts.days_left is None
    return code in fact and fact[code] is None
