"""What programs see of a filing: shapes for the schema, and plain functions that fill them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.filings.models import Filing, Remark
from icp.filings.rounds import masked
from icp.filings.rules import lifecycle
from icp.filings.rules.fields.asking import FIELDS, PERSONAL
from icp.filings.rules.fields.asking import field as field_of
from icp.filings.rules.fields.field import Field
from icp.filings.rules.fields.problem import Problem
from icp.filings.rules.filing_types import FILING_TYPES
from icp.filings.rules.states import STATES
from icp.filings.verbs import VERBS
from portal.api.fields import instant
from portal.api.strict import StrictSerializer

LISTED = (
    "id",
    "number",
    "filing_type",
    "service",
    "state",
    "title",
    "domain",
    "province",
    "icp_number",
    "row_version",
    "round",
    "organization_id",
    "due_at",
    "submitted_at",
    "granted_at",
    "created_at",
)
STATE_CHOICES = [(code, code) for code in STATES]
TYPE_CHOICES = [(key, key) for key in FILING_TYPES]
MOST_ANSWERS = len(FIELDS)


class FilingSummaryShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    reference = serializers.CharField(help_text=_("What people see, such as F-12."))
    filing_type = serializers.ChoiceField(TYPE_CHOICES)
    service = serializers.ChoiceField([("website", "website"), ("app", "app")])
    state = serializers.ChoiceField(STATE_CHOICES)
    waits_for = serializers.CharField(help_text=_("Who has the ball."))
    holds_number = serializers.BooleanField(help_text=_("Whether its number is in force with our provider."))
    title = serializers.CharField(allow_blank=True)
    domain = serializers.CharField(allow_blank=True, help_text=_("As registered, in ASCII form."))
    province = serializers.CharField(allow_blank=True)
    icp_number = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(help_text=_("Grows with every change."))
    round = serializers.IntegerField(help_text=_("How often it was sent."))
    organization = serializers.UUIDField()
    due_at = serializers.DateTimeField(allow_null=True, help_text=_("When its present clock runs out."))
    submitted_at = serializers.DateTimeField(allow_null=True)
    granted_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ProblemShape(serializers.Serializer[dict[str, object]]):
    field = serializers.CharField()
    level = serializers.ChoiceField([(level, level) for level in ("wrong", "look", "hint")])
    code = serializers.CharField()
    message = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))


class FilingRemarkShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    field = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    language = serializers.CharField(help_text=_("The language that the note was written in."))
    said_by = serializers.CharField(help_text=_("specialist, provider or authority"))


class FilingShape(FilingSummaryShape):
    answers = serializers.DictField(
        help_text=_("What was answered. The data of people is masked but for its last four characters.")
    )
    problems = serializers.ListField(child=ProblemShape(), help_text=_("`wrong` ones block sending."))
    documents = serializers.ListField(
        child=serializers.CharField(), help_text=_("Papers that are still missing.")
    )
    remarks = serializers.ListField(child=FilingRemarkShape(), help_text=_("Why this round came back."))
    allowed = serializers.ListField(child=serializers.CharField(), help_text=_("Verbs that fit the state."))
    verdicts = serializers.ListField(
        child=serializers.DictField(), help_text=_("What the rules answered when it was opened.")
    )


class OptionShape(serializers.Serializer[dict[str, object]]):
    key = serializers.CharField()
    words = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))


class FieldShape(serializers.Serializer[dict[str, object]]):
    name = serializers.CharField()
    task = serializers.CharField()
    kind = serializers.CharField()
    personal = serializers.BooleanField(help_text=_("Kept sealed, and shown masked."))
    words = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    options = serializers.ListField(child=OptionShape())


class FieldsShape(serializers.Serializer[dict[str, object]]):
    fields_asked = serializers.ListField(child=FieldShape())


class OpenSerializer(StrictSerializer):
    filing_type = serializers.ChoiceField(TYPE_CHOICES)
    service = serializers.ChoiceField([("website", "website"), ("app", "app")], required=False)
    answers = serializers.DictField(required=False, help_text=_("May be unfinished; see filing-fields."))
    copy_of = serializers.UUIDField(required=False, help_text=_("A filing whose answers are copied."))
    about = serializers.UUIDField(required=False, help_text=_("The filing that this one changes or ends."))
    check_token = serializers.CharField(
        required=False, max_length=40, help_text=_("Token of an eligibility check.")
    )


class AnswersSerializer(StrictSerializer):
    answers = serializers.DictField(help_text=_("Only what is to change; the rest stays."))
    version = serializers.IntegerField(required=False, min_value=1, help_text=_("The version you read."))


class MarkSerializer(StrictSerializer):
    field = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    code = serializers.CharField(max_length=40)
    note = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)


PARTS: dict[str, Any] = {
    "agreed": lambda: serializers.ListField(
        child=serializers.CharField(max_length=40),
        max_length=10,
        help_text=_("The purposes whose consent text was read and agreed to."),
    ),
    "row_version": lambda: serializers.IntegerField(
        required=False, min_value=1, help_text=_("The version you read.")
    ),
    "replies": lambda: serializers.DictField(
        child=serializers.CharField(max_length=2000),
        required=False,
        help_text=_("A reply for each remark that no change answers, by its id."),
    ),
    "remarks": lambda: serializers.ListField(child=MarkSerializer(), min_length=1, max_length=60),
    "person": lambda: serializers.ChoiceField([("subject", "subject"), ("site", "site")]),
    "number": lambda: serializers.CharField(max_length=64),
    "source": lambda: serializers.CharField(max_length=2000),
    "ends_at": lambda: serializers.DateTimeField(),
    "evidence": lambda: serializers.CharField(max_length=2000),
    "reason": lambda: serializers.CharField(max_length=2000),
}


def body_of(verb: str) -> type[StrictSerializer]:
    """The shape of what must come with a verb."""
    name = f"{verb.title().replace('_', '')}FilingSerializer"
    return type(name, (StrictSerializer,), {part: PARTS[part]() for part in VERBS[verb].wants})


def summary(row: dict[str, Any]) -> dict[str, Any]:
    state = STATES[row["state"]]
    return {
        "id": str(row["id"]),
        "reference": f"F-{row['number']}",
        "filing_type": row["filing_type"],
        "service": row["service"],
        "state": row["state"],
        "waits_for": state.waits_for.value,
        "holds_number": state.holds_number,
        "title": row["title"],
        "domain": row["domain"],
        "province": row["province"],
        "icp_number": row["icp_number"],
        "version": row["row_version"],
        "round": row["round"],
        "organization": str(row["organization_id"]),
        **{
            name: instant(row[name]) if row[name] else None
            for name in ("due_at", "submitted_at", "granted_at")
        },
        "created_at": instant(row["created_at"]),
    }


def whole(filing: Filing, problems: tuple[Problem, ...], papers: tuple[str, ...]) -> dict[str, Any]:
    remarks = filing.remarks.filter(round=filing.round).select_related("filing")
    return {
        **summary({name: getattr(filing, name) for name in LISTED}),
        "answers": {name: shown(name, value) for name, value in filing.read_answers().items()},
        "problems": [
            {
                "field": problem.field,
                "level": problem.level.value,
                "code": problem.code,
                "message": {"en": problem.words.en, "zh": problem.words.zh},
            }
            for problem in problems
        ],
        "documents": list(papers),
        "remarks": [remark_of(remark) for remark in remarks],
        "allowed": [verb for verb in lifecycle.allowed_verbs(filing.state) if verb in VERBS],
        "verdicts": filing.verdicts,
    }


def remark_of(remark: Remark) -> dict[str, Any]:
    return {
        "id": str(remark.pk),
        "field": remark.field,
        "code": remark.code,
        "note": remark.note,
        "language": remark.language,
        "said_by": remark.source,
    }


def shown(name: str, value: Any) -> Any:
    if name in PERSONAL and field_of(name).kind != "choice":
        return masked(str(value or ""))
    return value


def described(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "task": field.task,
        "kind": field.kind,
        "personal": field.name in PERSONAL,
        "words": {"en": field.label.en, "zh": field.label.zh},
        "options": [
            {"key": option.key, "words": {"en": option.label.en, "zh": option.label.zh}}
            for option in field.options
        ],
    }
