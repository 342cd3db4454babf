"""What programs see of a license: shapes for the schema, and plain functions that fill them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.eligibility.rules.bilingual import Words
from icp.filings.desk_shapes import HolderShape, holder
from icp.filings.rules.filing_number import FilingNumber
from icp.licenses.models import License
from icp.licenses.rules import conditions, lifecycle, papers
from icp.licenses.rules.conditions import Standing
from icp.licenses.verbs import VERBS
from icp.licenses.workflow.papers import open_papers
from portal.api.fields import instant
from portal.api.strict import StrictSerializer

STATE_CHOICES = [(code, code) for code in lifecycle.STATES]
STANDING_CHOICES = [(each.value, each.value) for each in Standing]
PAPER_CHOICES = [(key, key) for key in papers.PAPERS]
LISTED = (
    *("id", "number", "filing_id", "state", "license_number", "granted_on", "valid_until", "row_version"),
    *("round", "reported_year", "organization_id", "due_at", "submitted_at", "lodged_at", "created_at"),
)


class LicenseSummaryShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    reference = serializers.CharField(help_text=_("What people see, such as L-3."))
    filing = serializers.UUIDField(help_text=_("The filing that it follows."))
    state = serializers.ChoiceField(STATE_CHOICES)
    license_number = serializers.CharField(allow_blank=True)
    granted_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True, help_text=_("The last day, in China."))
    reported_year = serializers.IntegerField(
        allow_null=True, help_text=_("The newest year whose annual report is in.")
    )
    version = serializers.IntegerField(help_text=_("Grows with every change."))
    round = serializers.IntegerField(help_text=_("How often it was sent."))
    organization = serializers.UUIDField()
    due_at = serializers.DateTimeField(allow_null=True, help_text=_("When its present clock runs out."))
    submitted_at = serializers.DateTimeField(allow_null=True)
    lodged_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ConditionShape(serializers.Serializer[dict[str, object]]):
    key = serializers.CharField()
    standing = serializers.ChoiceField(STANDING_CHOICES)
    usual = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    remedy = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    basis = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    as_of = serializers.DateField()


class LicenseShape(LicenseSummaryShape):
    answers = serializers.DictField(help_text=_("What was answered so far."))
    conditions = serializers.ListField(
        child=ConditionShape(), help_text=_("`not_met` ones block sending, `look` ones are read by a person.")
    )
    unanswered = serializers.ListField(child=serializers.CharField())
    papers_ready = serializers.ListField(
        child=serializers.CharField(), help_text=_("Ticked: handed in otherwise than as a file here.")
    )
    papers_open = serializers.ListField(
        child=serializers.CharField(),
        help_text=_("Neither uploaded nor ticked; it is not sent without them."),
    )
    reason = serializers.CharField(allow_blank=True, help_text=_("Why it came back or ended."))
    allowed = serializers.ListField(child=serializers.CharField(), help_text=_("Verbs that fit the state."))
    warnings = serializers.ListField(
        child=serializers.DictField(), help_text=_("What is odd about a number that was just given.")
    )


class DeskLicenseShape(LicenseSummaryShape):
    desk_at = serializers.DateTimeField(help_text=_("By when it should leave the desk."))
    in_hands_of = HolderShape(allow_null=True, help_text=_("The specialist who has it in hand."))


class OpenLicenseSerializer(StrictSerializer):
    filing = serializers.UUIDField(help_text=_("A filing that holds a number."))


class LicenseAnswersSerializer(StrictSerializer):
    answers = serializers.DictField(required=False, help_text=_("May be unfinished."))
    papers_ready = serializers.ListField(
        child=serializers.ChoiceField(PAPER_CHOICES),
        required=False,
        max_length=len(papers.PAPERS),
        help_text=_("Papers that are handed in otherwise; replaces what was ticked."),
    )
    version = serializers.IntegerField(required=False, min_value=1)


PARTS: dict[str, serializers.Field[Any, Any, Any, Any]] = {
    "row_version": serializers.IntegerField(required=False, min_value=1),
    "reason": serializers.CharField(max_length=2000, allow_blank=True),
    "number": serializers.CharField(max_length=64, allow_blank=True),
    "granted_on": serializers.DateField(required=False),
    "valid_until": serializers.DateField(required=False),
}
NAMES = {"row_version": "version"}


def body_of(verb: str) -> type[StrictSerializer]:
    """The body of a verb: its parts and nothing else."""
    parts = {NAMES.get(part, part): PARTS[part] for part in VERBS[verb].wants}
    return type(f"License{verb.title().replace('_', '')}Serializer", (StrictSerializer,), parts)


def given_for(verb: str, body: dict[str, Any]) -> dict[str, Any]:
    """A body in the words of the workflow."""
    return {part: body[NAMES.get(part, part)] for part in VERBS[verb].wants if NAMES.get(part, part) in body}


def summary(row: dict[str, Any]) -> dict[str, Any]:
    days, moments = ("granted_on", "valid_until"), ("due_at", "submitted_at", "lodged_at", "created_at")
    return {
        "id": str(row["id"]),
        "reference": f"L-{row['number']}",
        "filing": str(row["filing_id"]),
        "state": row["state"],
        "license_number": row["license_number"],
        "reported_year": row["reported_year"] or None,
        "version": row["row_version"],
        "round": row["round"],
        "organization": str(row["organization_id"]),
        **{name: row[name].isoformat() if row[name] else None for name in days},
        **{name: instant(row[name]) if row[name] else None for name in moments},
    }


def whole(license: License, number: FilingNumber | None = None) -> dict[str, Any]:
    """`number` was just given; its warnings come along."""
    return {
        **summary({name: getattr(license, name) for name in LISTED}),
        "answers": license.answers,
        "conditions": [condition_of(each) for each in conditions.judge(license.answers)],
        "unanswered": list(conditions.unanswered(license.answers)),
        "papers_ready": license.papers_ready,
        "papers_open": list(open_papers(license)),
        "reason": license.reason,
        "allowed": list(lifecycle.verbs_for(license.state, lifecycle.EITHER)),
        "warnings": [_words(words) for words in number.warnings] if number else [],
    }


def desk_row(license: License) -> dict[str, Any]:
    return {
        **summary({name: getattr(license, name) for name in LISTED}),
        "desk_at": instant(license.desk_at) if license.desk_at else None,
        "in_hands_of": holder(license.assigned_to),
    }


def condition_of(finding: conditions.Finding) -> dict[str, Any]:
    return {
        "key": finding.condition.key,
        "standing": finding.standing.value,
        "usual": _words(finding.condition.usual),
        "remedy": _words(finding.remedy),
        "basis": _words(finding.condition.source),
        "as_of": finding.condition.as_of.isoformat(),
    }


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}
