"""The shapes of the programs' door: strict on the way in, described on the way out."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.eligibility.fields import read_facts
from portal.api.strict import StrictSerializer

Shape = serializers.Serializer[dict[str, object]]


class CheckRequest(StrictSerializer):
    """A fact that is left out was not asked; `unknown` was asked and is not known."""

    facts = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text=_("The columns of the published cases, such as `entity_type` or `domain`."),
    )
    policy = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=60,
        help_text=_("Which rules to ask; left out, the default ones."),
    )

    def validate_facts(self, facts: Mapping[str, object]) -> Mapping[str, object]:
        problems = read_facts(facts)[1]
        if problems:
            raise serializers.ValidationError({fact: [sentence] for fact, sentence in problems.items()})
        return facts


class WordsShape(Shape):
    en = serializers.CharField()
    zh = serializers.CharField()


class FindingShape(Shape):
    rule_id = serializers.CharField(help_text=_("Such as D02; stable."))
    outcome = serializers.ChoiceField(("pass", "warn", "needs-human", "fail"))
    reason = WordsShape()
    remedy = WordsShape()
    source = serializers.CharField()  # type: ignore[assignment]  # declared fields leave the class
    confidence = serializers.ChoiceField(("high", "medium", "low"))
    inputs = serializers.ListField(child=serializers.CharField(), help_text=_("Facts it looked at."))
    asks = serializers.ListField(child=serializers.CharField(), help_text=_("Facts it still needs."))


class AdviceShape(Shape):
    rule_id = serializers.CharField()
    reason = WordsShape()
    remedy = WordsShape()
    risks = WordsShape(many=True)
    source = serializers.CharField()  # type: ignore[assignment]  # declared fields leave the class


class CheckPolicyShape(Shape):
    key = serializers.CharField()
    edition = serializers.IntegerField()
    digest = serializers.CharField(help_text=_("SHA-256 of the document of the rules."))


class CheckSummaryShape(Shape):
    id = serializers.UUIDField()
    reference = serializers.CharField(help_text=_("What people see, such as E-7K2M94."))
    url = serializers.CharField(help_text=_("The page of the result; whoever has it may read it."))
    policy = CheckPolicyShape()
    need = serializers.ChoiceField(("none", "filing", "filing+commercial_licence"))
    outcome = serializers.ChoiceField(("pass", "warn", "needs-human", "fail"))
    asked_on = serializers.DateField(help_text=_("The day in China."))
    created_at = serializers.DateTimeField()


class CheckShape(CheckSummaryShape):
    facts = serializers.DictField(child=serializers.CharField())
    kind = serializers.ChoiceField(("business", "individual", "na"))
    filing_type = serializers.CharField()
    decisive_rule = serializers.CharField()
    findings = FindingShape(many=True, help_text=_("What is not a pass, worst first."))
    passed = FindingShape(many=True)
    grounds = FindingShape(many=True, help_text=_("Why a filing or a license is needed."))
    conditional = FindingShape(many=True, help_text=_("In the way, if a filing is needed."))
    advice = AdviceShape(many=True)
    blacklist_warning = WordsShape(allow_null=True)
    unanswered = serializers.JSONField(help_text=_("Questions: `needed` now, and `later`."))
    timeline = serializers.JSONField(allow_null=True, help_text=_("Steps with earliest and latest days."))
    newer_rules = serializers.JSONField(
        allow_null=True, help_text=_("What newer rules answer where they answer otherwise.")
    )


class PolicyShape(CheckPolicyShape):
    title = WordsShape()
    as_of = serializers.DateField(allow_null=True)
    is_default = serializers.BooleanField()
    published_at = serializers.DateTimeField()
