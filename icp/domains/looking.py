"""Looks a domain up: all sources at once, each with its own time, each written as it answers.

The whole takes less than five seconds, because no source is waited for longer. A worker that dies leaves the
rows that were answered; the next one asks only what is still open. Asking twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from time import monotonic
from typing import Final

from django.db import transaction

from icp.domains.accounts import CHECK, LIST, ask_account_about_domain, ask_account_for_filings
from icp.domains.models import DomainLookup, SourceAnswer
from icp.domains.ours import numbers_of
from icp.domains.pointing import SERVICE as DNS
from icp.domains.pointing import ask_dns
from icp.domains.registries import ask_registry
from icp.domains.rules.facts import SOURCES, Source
from icp.domains.services import current_bootstrap
from icp.domains.side_by_side import side_by_side
from icp.domains.told import Question, Told, nothing
from portal.alibaba.configured import cloud_from_settings
from portal.events.recording import record

SECONDS: Final[Mapping[Source, float]] = {
    "rdap": 4.0,
    "dns": 4.2,
    "account_domain": 4.0,
    "account_filings": 4.0,
}
ALL_SECONDS: Final = 4.5
SERVICES: Final[Mapping[Source, str]] = {
    "rdap": "RDAP",
    "dns": DNS,
    "account_domain": CHECK,
    "account_filings": LIST,
}


def look(lookup: DomainLookup, *, seconds: float = ALL_SECONDS) -> None:
    """One attempt. The attempts are counted when they begin, so one that kills its worker counts too."""
    if not lookup.claim():
        return
    began = monotonic()
    rows = {answer.source: answer for answer in lookup.answers.waiting()}
    waiting: dict[Source, SourceAnswer] = {source: rows[source] for source in SOURCES if source in rows}
    if lookup.attempts <= DomainLookup.MOST_ATTEMPTS:
        jobs = {source: ask for source, ask in _asks(lookup).items() if source in waiting}
        for source, told in side_by_side(jobs, began + seconds):
            _write(waiting.pop(source), told, monotonic() - began)
    for source, answer in waiting.items():
        _write(answer, nothing(source, SERVICES[source], "no_answer", "too_slow"), monotonic() - began)
    _finish(lookup)


def _asks(lookup: DomainLookup) -> dict[Source, Callable[[], Told]]:
    """Everything that needs the database is read here, before the threads begin."""
    company = lookup.organization
    question = Question(lookup.host, lookup.name, company.name_zh, numbers_of(company))
    bootstrap, cloud = current_bootstrap(), cloud_from_settings()
    return {
        "rdap": partial(ask_registry, question, bootstrap, SECONDS["rdap"]),
        "dns": partial(ask_dns, question, bootstrap, SECONDS["dns"]),
        "account_domain": partial(ask_account_about_domain, question, cloud, SECONDS["account_domain"]),
        "account_filings": partial(ask_account_for_filings, question, cloud, SECONDS["account_filings"]),
    }


def _write(answer: SourceAnswer, told: Told, seconds: float) -> None:
    raw = "" if told.raw is None else json.dumps(told.raw)
    answer.settle(
        SourceAnswer.State.KNOWN if told.is_known else SourceAnswer.State.UNKNOWN,
        findings=[asdict(finding) for finding in told.findings],
        service=told.service[:200],
        took_ms=round(seconds * 1000),
        raw=raw if len(raw) <= SourceAnswer.MOST_RAW_CHARACTERS else "",
        raw_sha256=told.raw_sha256,
    )


@transaction.atomic
def _finish(lookup: DomainLookup) -> None:
    if not lookup.finish():
        return
    states = lookup.answers.values_list("state", flat=True)
    unknown = sum(state == SourceAnswer.State.UNKNOWN for state in states)
    record(
        "domain.looked_up",
        organization=lookup.organization,
        subject=lookup,
        actor=None,
        payload={"lookup": str(lookup.pk), "sources": len(states), "unanswered": unknown},
    )
