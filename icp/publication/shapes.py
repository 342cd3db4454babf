"""What programs see of a number after its grant: shapes for the schema, and functions that fill them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.deadlines import day_in_china
from icp.filings.rules.filing_number import FilingNumber
from icp.publication.models import PsbFiling, Publication, WatchFinding
from icp.publication.rules import schedule, yearly
from icp.publication.rules.lifecycle import FOOTER_STATES, PSB_STATES
from icp.publication.rules.results import RESULTS
from icp.publication.rules.snippets import Snippet, icp_snippet, psb_snippet
from icp.publication.rules.watch import MEANINGS
from portal.api.fields import instant
from portal.api.strict import StrictSerializer
from portal.calendar.clock import now

LISTED_CHECKS = (
    *("id", "code", "line", "link", "psb_code", "psb_line", "psb_link", "url", "http_status"),
    *("checked_at", "created_at"),
)
MOST_FINDINGS = 100


def _words() -> serializers.DictField:
    return serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))


class SnippetShape(serializers.Serializer[dict[str, object]]):
    text = serializers.CharField()
    link = serializers.CharField()
    html = serializers.CharField(help_text=_("To be copied into the footer."))


class FooterCheckShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    code = serializers.ChoiceField([(code, code) for code in RESULTS])
    message = _words()
    line = serializers.CharField(allow_blank=True, help_text=_("The line that was read, as plain text."))
    link = serializers.CharField(allow_blank=True, help_text=_("Where the number leads."))
    psb_code = serializers.CharField(allow_blank=True)
    psb_line = serializers.CharField(allow_blank=True)
    psb_link = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    http_status = serializers.IntegerField(allow_null=True)
    checked_at = serializers.DateTimeField()


class PsbShape(serializers.Serializer[dict[str, object]]):
    state = serializers.ChoiceField([(state, state) for state in PSB_STATES])
    has_account = serializers.BooleanField()
    interactive = serializers.CharField(
        allow_blank=True, help_text=_("Whether people can publish to others there: yes, no or empty.")
    )
    has_attachments = serializers.BooleanField()
    number = serializers.CharField(allow_blank=True)
    snippet = SnippetShape(allow_null=True)
    began_on = serializers.DateField(allow_null=True, help_text=_("The day from which the 30 days count."))
    days_left = serializers.IntegerField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    shown_at = serializers.DateTimeField(allow_null=True)


class WatchFindingShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    code = serializers.ChoiceField([(code, code) for code in MEANINGS])
    message = _words()
    remedy = _words()
    found_by = serializers.CharField(allow_blank=True, help_text=_("The provider's own word for it."))
    deadline_at = serializers.DateTimeField(allow_null=True)
    found_at = serializers.DateTimeField()


class PublicationShape(serializers.Serializer[dict[str, object]]):
    state = serializers.ChoiceField([(state, state) for state in FOOTER_STATES])
    domain = serializers.CharField(allow_blank=True)
    site_opened_on = serializers.DateField(allow_null=True)
    snippet = SnippetShape()
    is_checking = serializers.BooleanField()
    last_found_at = serializers.DateTimeField(allow_null=True)
    next_check_at = serializers.DateTimeField(allow_null=True)
    newest_check = FooterCheckShape(allow_null=True)
    psb = PsbShape()
    findings = serializers.ListField(child=WatchFindingShape(), help_text=_("Open ones."))
    watched_at = serializers.DateTimeField(allow_null=True)
    review_is_open = serializers.BooleanField(help_text=_("Whether a yearly review waits for answers."))
    next_review_at = serializers.DateTimeField(allow_null=True)
    warnings = serializers.ListField(
        child=serializers.DictField(), help_text=_("What is odd about a number that was just given.")
    )


class OpeningSerializer(StrictSerializer):
    site_opened_on = serializers.DateField(help_text=_("The day the website opened, in China."))


class PsbTasksSerializer(StrictSerializer):
    has_account = serializers.BooleanField(required=False)
    interactive = serializers.ChoiceField(PsbFiling.Interactive.choices, required=False, allow_blank=True)
    has_attachments = serializers.BooleanField(required=False)


class PsbReasonSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000)


class PsbNumberSerializer(StrictSerializer):
    number = serializers.CharField(max_length=64)


class ReviewSerializer(StrictSerializer):
    answers = serializers.DictField(
        child=serializers.ChoiceField([(answer, answer) for answer in yearly.ANSWERS]),
        help_text=_(
            "Each of: company, legal_representative, persons, domain_holder, site, licenses, access."
        ),
    )


def publication_of(publication: Publication, number: FilingNumber | None = None) -> dict[str, Any]:
    """Four questions to the database, whatever there is. `number` was just given; its warnings come along."""
    filing = publication.filing
    newest = publication.checks.values(*LISTED_CHECKS).first()
    due = publication.check_due_at if filing.holds_number else None
    is_checking = due is not None and due <= now(publication.organization)
    return {
        "state": publication.state,
        "domain": publication.domain,
        "site_opened_on": _day(publication.site_opened_on),
        "snippet": _snippet(icp_snippet(filing.icp_number, filing.province or None)),
        "is_checking": is_checking,
        "last_found_at": _at(publication.last_found_at),
        "next_check_at": None if is_checking else _at(due),
        "newest_check": check_of(newest) if newest else None,
        "psb": psb_of(publication.psb),
        "findings": [finding_of(row) for row in publication.findings.filter(cleared_at=None)[:MOST_FINDINGS]],
        "watched_at": _at(publication.watched_at),
        "review_is_open": publication.reviews.filter(answered_at=None).exists(),
        "next_review_at": _at(publication.review_due_at),
        "warnings": [_said(words) for words in number.warnings] if number else [],
    }


def check_of(row: dict[str, Any]) -> dict[str, Any]:
    given = {name: row[name] for name in LISTED_CHECKS if name not in ("id", "checked_at", "created_at")}
    return {
        "id": str(row["id"]),
        "message": _said(RESULTS[row["code"]].title),
        "checked_at": instant(row["checked_at"]),
        **given,
    }


def psb_of(psb: PsbFiling) -> dict[str, Any]:
    today = day_in_china(now(psb.organization))
    return {
        "state": psb.state,
        "has_account": psb.has_account,
        "interactive": psb.interactive,
        "has_attachments": psb.has_attachments,
        "number": psb.psb_number,
        "snippet": _snippet(psb_snippet(psb.psb_number)) if psb.psb_number else None,
        "began_on": _day(psb.began_on),
        "days_left": schedule.days_left(psb.began_on, today) if psb.began_on else None,
        "submitted_at": _at(psb.submitted_at),
        "approved_at": _at(psb.approved_at),
        "shown_at": _at(psb.shown_at),
    }


def finding_of(row: WatchFinding) -> dict[str, Any]:
    meaning = MEANINGS[row.code]
    return {
        "id": str(row.pk),
        "code": row.code,
        "message": _said(meaning.title),
        "remedy": _said(meaning.remedy),
        "found_by": row.source,
        "deadline_at": _at(row.deadline_at),
        "found_at": instant(row.found_at),
    }


def _snippet(snippet: Snippet) -> dict[str, str]:
    return {"text": snippet.text, "link": snippet.link, "html": snippet.html}


def _said(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _at(moment: datetime | None) -> str | None:
    return instant(moment) if moment else None


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
