"""A notice as a person reads it, in their language: on the page and in a letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from portal.notifications.models import Notice
from portal.notifications.rules.table import RULES


@dataclass(frozen=True)
class Reading:
    subject: str
    body: str
    intro: str  # stands before the lines; empty without any
    lines: tuple[str, ...]
    url: str


def reading_of(notice: Notice, language: str) -> Reading:
    """Call it with `language` activated, since the address of the page depends on it."""
    rule = RULES[notice.rule]
    facts = {
        "reference": notice.reference,
        "name": notice.name or notice.reference,
        "organization": notice.organization.name,
    }
    code = "zh" if language.startswith("zh") else "en"
    return Reading(
        subject=rule.subject.filled(language, facts),
        body=rule.body.filled(language, facts),
        intro=rule.lines.filled(language, facts) if rule.lines and notice.lines else "",
        lines=tuple(line[code] for line in notice.lines),
        url=reverse(rule.route_for(notice.record_type), args=[notice.record_id]),
    )
