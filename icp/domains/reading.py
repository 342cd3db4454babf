"""What is known about a domain, for pages, programs and other rooms: facts, meanings, and a proposal."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from icp.domains.models import DomainLookup, SourceAnswer
from icp.domains.rules.facts import FACTS_OF, SOURCES, Fact
from icp.domains.rules.filed import CHINA, Position, position
from icp.domains.rules.meaning import Meaning, eligibility_facts, meanings
from icp.domains.rules.proposal import Proposal, propose
from icp.eligibility import policies
from icp.eligibility.rules.domain_names import DomainName, NotADomainName, parse
from icp.eligibility.rules.facts import Facts as EligibilityFacts
from portal.accounts.models import Organization
from portal.calendar.clock import now


@dataclass(frozen=True)
class Facts:
    """`facts` holds every fact of the room by its name, known or not. `on` is the day in China.

    `looked_at` is when the newest look-up began; each fact has a time of its own.
    """

    lookup_id: uuid.UUID
    domain: DomainName
    looked_at: datetime
    is_complete: bool
    facts: Mapping[str, Fact]
    on: date

    def value(self, name: str) -> Any:
        """The value of a known fact; None for an unknown one."""
        return self.facts[name].value

    @cached_property
    def position(self) -> Position:
        values = {name: self.value(name) for name in ("filed", "filed_here", "subject_here")}
        return position(**values)

    @cached_property
    def proposal(self) -> Proposal:
        return self.propose()

    def propose(self, *, is_app: bool = False) -> Proposal:
        return propose(
            subject=self.position.subject,
            domain=self.position.domain,
            is_app=is_app,
            is_filed_somewhere=self.value("filed") is True,
        )

    @property
    def days_left(self) -> int | None:
        """Calendar days until the domain expires; None where that is not known."""
        expires = self.value("expires_on")
        return (date.fromisoformat(expires) - self.on).days if expires else None

    def for_eligibility(self) -> dict[str, str]:
        """The columns of the eligibility check that these facts answer, `unknown` where they do not."""
        values = {name: fact.value for name, fact in self.facts.items()}
        return eligibility_facts(values, self.domain.ascii, self.position, self.on)

    def meanings(self) -> dict[str, list[Meaning]]:
        """What the rules say about each fact: the default policy first, then the newer one."""
        edition, newer = policies.policy_and_newer(None)
        asked = tuple(policies.read(row) for row in (edition, newer) if row is not None)
        facts = EligibilityFacts.parse(self.for_eligibility())
        return meanings(facts, self._likely_type, asked, self.on)

    @property
    def _likely_type(self) -> str:
        """The proposed type; while only new filings may come out, one of them stands for all."""
        candidates = self.proposal.candidates
        is_new = set(candidates) <= {"first_filing", "add_website"}
        return candidates[0] if is_new else self.proposal.filing_type or "na"


def facts_for(organization: Organization, domain: str | DomainName) -> Facts | None:
    """The latest known facts about the registrable name; None where the organization never looked it up.

    A source that failed last time is told by its last answer, with the time of that answer.
    """
    try:
        name = domain if isinstance(domain, DomainName) else parse(domain)
    except NotADomainName:
        return None
    newest = (
        DomainLookup.objects.filter(organization=organization, name=name.registrable)
        .order_by("-created_at", "-id")
        .first()
    )
    if newest is None:
        return None
    answers = {answer.source: answer for answer in newest.answers.all()}
    for source in [source for source in SOURCES if not _is_known(answers.get(source))]:
        earlier = (
            SourceAnswer.objects.known()
            .filter(lookup__organization=organization, lookup__name=name.registrable, source=source)
            .order_by("-seen_at")
            .first()
        )
        if earlier is not None:
            answers[source] = earlier
    return _facts(newest, answers.values(), organization)


def facts_of(lookup: DomainLookup) -> Facts:
    """What this very look-up found; `lookup.organization` is read."""
    return _facts(lookup, lookup.answers.all(), lookup.organization)


def _is_known(answer: SourceAnswer | None) -> bool:
    return answer is not None and answer.state == SourceAnswer.State.KNOWN


def _facts(lookup: DomainLookup, answers: Iterable[SourceAnswer], organization: Organization) -> Facts:
    found = {fact.name: fact for answer in answers for fact in _told(answer)}
    facts = {
        name: found.get(name) or Fact(name, None, "", None, why="looking")
        for source in SOURCES
        for name in FACTS_OF[source]
    }
    return Facts(
        lookup_id=lookup.pk,
        domain=parse(lookup.host),
        looked_at=lookup.created_at,
        is_complete=lookup.is_finished,
        facts=facts,
        on=now(organization).astimezone(CHINA).date(),
    )


def _told(answer: SourceAnswer) -> Iterable[Fact]:
    for finding in answer.findings:
        yield Fact(
            name=finding["name"],
            value=finding["value"],
            source=answer.service,
            seen_at=answer.seen_at,
            why=finding["why"],
            detail=finding["detail"],
        )
