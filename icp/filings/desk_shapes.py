"""What programs see of the specialist's desk: shapes for the schema, and plain functions that fill them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.filings.course_shapes import SeenShape, seen_of
from icp.filings.models import Filing
from icp.filings.provinces import Province
from icp.filings.rules.status_list import MOST_CHARACTERS, MOST_ROWS
from icp.filings.shapes import LISTED, STATE_CHOICES, FilingSummaryShape, summary
from icp.filings.status_list import Match
from portal.accounts.models import User
from portal.api.strict import StrictSerializer


class HolderShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class DeskFilingShape(FilingSummaryShape):
    in_hands_of = HolderShape(allow_null=True, help_text=_("The specialist who has it in hand."))


class ClaimSerializer(StrictSerializer):
    take_over = serializers.BooleanField(
        required=False, default=False, help_text=_("Also out of somebody else's hands, which is recorded.")
    )


class HandBackSerializer(StrictSerializer):
    to = serializers.UUIDField(
        required=False, allow_null=True, help_text=_("A colleague; without one it waits for anybody.")
    )


class ProvinceShape(serializers.Serializer[dict[str, object]]):
    province = serializers.CharField()
    cases = serializers.IntegerField(help_text=_("Our own reviews by the authority, of the newest 5,000."))
    rejected = serializers.IntegerField()
    seen = SeenShape(allow_null=True, help_text=_("Our own cases, from five on."))
    published = serializers.ListField(
        child=serializers.IntegerField(), help_text=_("Working days as published: fewest and most.")
    )


class ProvincesShape(serializers.Serializer[dict[str, object]]):
    provinces = serializers.ListField(child=ProvinceShape())


class StatusListSerializer(StrictSerializer):
    rows = serializers.CharField(
        max_length=MOST_CHARACTERS,
        trim_whitespace=False,
        help_text=_("As copied from the provider's console: a row for each filing, with domain and state."),
    )
    apply = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        default=list,
        max_length=MOST_ROWS,
        help_text=_("Filings of which the list is to be believed; without them it is only read."),
    )


class MatchShape(serializers.Serializer[dict[str, object]]):
    row = serializers.CharField()
    domain = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(STATE_CHOICES, allow_blank=True, help_text=_("What the console shows."))
    number = serializers.CharField(allow_blank=True)
    filing = serializers.UUIDField(allow_null=True)
    verb = serializers.CharField(allow_blank=True, help_text=_("What would be said of the filing."))
    why = serializers.CharField(allow_blank=True, help_text=_("Why nothing would be said."))
    applied = serializers.BooleanField()
    refused = serializers.CharField(allow_blank=True, help_text=_("Why it was not applied."))


class MatchesShape(serializers.Serializer[dict[str, object]]):
    matches = serializers.ListField(child=MatchShape())
    is_cut = serializers.BooleanField(help_text=_("Whether rows at the end were not read."))


def desk_row(filing: Filing) -> dict[str, Any]:
    row = summary({name: getattr(filing, name) for name in LISTED})
    return {**row, "in_hands_of": holder(filing.assigned_to)}


def holder(person: User | None) -> dict[str, str] | None:
    return {"id": str(person.pk), "name": str(person)} if person else None


def province_row(each: Province) -> dict[str, Any]:
    return {
        "province": each.key,
        "cases": each.cases,
        "rejected": each.rejected,
        "seen": seen_of(each.seen),
        "published": list(each.published or ()),
    }


def match_row(match: Match) -> dict[str, Any]:
    return {
        "row": match.row.line,
        "domain": match.row.domain,
        "state": match.row.state,
        "number": match.row.number,
        "filing": str(match.filing.pk) if match.filing else None,
        "verb": match.verb,
        "why": match.why,
        "applied": match.is_applied,
        "refused": "" if match.is_applied else match.done,
    }
