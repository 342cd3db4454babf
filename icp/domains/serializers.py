"""The shapes of look-ups for programs: strict on the way in, described on the way out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.domains.rules.proposal import NAMES
from icp.eligibility.rules.domain_names import LONGEST_INPUT
from icp.eligibility.serializers import Shape, WordsShape
from portal.api.strict import StrictSerializer

OUTCOMES = ("pass", "warn", "needs-human", "fail")
STATE_CHOICES = [(word, word) for word in ("looking", "done")]


class LookUpRequest(StrictSerializer):
    domain = serializers.CharField(
        max_length=LONGEST_INPUT, help_text=_("A name, or a web address out of which we take the name.")
    )
    again = serializers.BooleanField(
        default=False, help_text=_("Ask every source anew, whatever is known from the last day.")
    )


class NameShape(Shape):
    ascii = serializers.CharField(help_text=_("As registered, such as xn--fsqu00a.cn."))
    unicode = serializers.CharField(help_text=_("As it is read."))


class MeaningShape(Shape):
    outcome = serializers.ChoiceField(OUTCOMES)
    reason = WordsShape()
    remedy = WordsShape()
    rule_id = serializers.CharField(allow_blank=True, help_text=_("Such as D02; stable."))
    policy = serializers.CharField(allow_blank=True, help_text=_("The rules that say so, such as seed-1."))
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # declared fields leave the class


class FactShape(Shape):
    name = serializers.CharField(help_text=_("Such as registrar or points_to; stable."))
    is_known = serializers.BooleanField()
    value = serializers.JSONField(allow_null=True, help_text=_("Null where it is not known."))
    why = serializers.CharField(allow_null=True, help_text=_("Why it is not known: a stable code."))
    reason = WordsShape(allow_null=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # declared fields leave the class
    seen_at = serializers.DateTimeField(allow_null=True)
    meanings = MeaningShape(many=True, help_text=_("What the rules say about it."))


class ProposalShape(Shape):
    filing_type = serializers.ChoiceField(tuple(NAMES), allow_null=True)
    candidates = serializers.ListField(child=serializers.CharField(), help_text=_("What it may become."))
    asks = serializers.ListField(child=serializers.CharField(), help_text=_("Facts it still needs."))
    rule_id = serializers.CharField(allow_blank=True)
    reason = WordsShape()
    remedy = WordsShape()
    source = serializers.CharField()  # type: ignore[assignment]  # declared fields leave the class


class LookupSummaryShape(Shape):
    id = serializers.UUIDField()
    url = serializers.CharField(help_text=_("The page of the look-up."))
    domain = serializers.CharField(help_text=_("The name that was asked about, as registered."))
    name = NameShape(help_text=_("The registrable name, which would be filed."))
    state = serializers.ChoiceField(STATE_CHOICES)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class LookupShape(LookupSummaryShape):
    facts = FactShape(many=True)
    ending = MeaningShape(many=True, help_text=_("What the rules say about the ending and the label."))
    proposal = ProposalShape(help_text=_("Which type of filing fits; proposed, never decided."))
    eligibility_facts = serializers.DictField(
        child=serializers.CharField(), help_text=_("The same as columns of an eligibility check.")
    )
