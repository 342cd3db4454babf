"""What programs see of an acceleration: shapes for the schema, and plain functions that fill them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from networks.accelerations.models import Acceleration, Break
from networks.accelerations.rules import lifecycle
from networks.accelerations.rules.plans import FEWEST_MBPS, MOST_MBPS, ORIGIN_AREAS, PLANS
from portal.api.fields import instant
from portal.api.strict import StrictSerializer

PLAN_CHOICES = [(code, code) for code in PLANS]
AREA_CHOICES = [(code, code) for code in ORIGIN_AREAS]
STATE_CHOICES = [(state, state) for state in lifecycle.STATES]


class AccelerationSummaryShape(serializers.Serializer[dict[str, object]]):
    id = serializers.UUIDField()
    reference = serializers.CharField(help_text=_("What people see, such as GA-3."))
    organization = serializers.UUIDField()
    domain = serializers.CharField(help_text=_("The registrable name, as it is registered (A-label)."))
    plan = serializers.ChoiceField(PLAN_CHOICES)
    cross_border = serializers.BooleanField(
        help_text=_("Its access points stand in mainland China, so it needs a number in force.")
    )
    areas = serializers.ListField(child=serializers.CharField(), help_text=_("Where the servers stand."))
    bandwidth_mbps = serializers.IntegerField()
    state = serializers.ChoiceField(STATE_CHOICES)
    version = serializers.IntegerField(help_text=_("Grows with every change."))
    filing = serializers.UUIDField(allow_null=True, help_text=_("The filing whose number it rests on."))
    replaces = serializers.UUIDField(allow_null=True, help_text=_("What it was drafted to replace."))
    submitted_at = serializers.DateTimeField(allow_null=True)
    in_service_since = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class BreakShape(serializers.Serializer[dict[str, object]]):
    filing = serializers.UUIDField()
    what_happens = serializers.DictField(child=serializers.CharField(), help_text=_("By language: en, zh."))
    reroute = serializers.UUIDField(allow_null=True, help_text=_("Drafted by us; you send it."))
    found_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class AccelerationShape(AccelerationSummaryShape):
    reason = serializers.CharField(allow_blank=True, help_text=_("Why it was declined."))
    breaks = serializers.ListField(child=BreakShape(), help_text=_("What its lost number breaks."))
    allowed = serializers.ListField(child=serializers.CharField(), help_text=_("Verbs that fit the state."))


class OrderSerializer(StrictSerializer):
    domain = serializers.CharField(max_length=300)
    plan = serializers.ChoiceField(PLAN_CHOICES)
    areas = serializers.ListField(
        child=serializers.ChoiceField(AREA_CHOICES), min_length=1, max_length=len(ORIGIN_AREAS)
    )
    bandwidth_mbps = serializers.IntegerField(min_value=FEWEST_MBPS, max_value=MOST_MBPS)


def summary(row: Acceleration) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "reference": row.reference,
        "organization": str(row.organization_id),
        "domain": row.domain,
        "plan": row.plan,
        "cross_border": row.cross_border,
        "areas": row.areas,
        "bandwidth_mbps": row.bandwidth_mbps,
        "state": row.state,
        "version": row.row_version,
        "filing": str(row.filing_id) if row.filing_id else None,
        "replaces": str(row.replaces_id) if row.replaces_id else None,
        **{
            name: instant(moment) if (moment := getattr(row, name)) else None
            for name in ("submitted_at", "in_service_since", "ended_at")
        },
        "created_at": instant(row.created_at),
    }


def whole(row: Acceleration, breaks: list[Break]) -> dict[str, Any]:
    return {
        **summary(row),
        "reason": row.reason,
        "breaks": [_broken(each) for each in breaks],
        "allowed": list(lifecycle.allowed_verbs(row.state)),
    }


def _broken(row: Break) -> dict[str, Any]:
    return {
        "filing": str(row.filing_id),
        "what_happens": {"en": row.consequence.en, "zh": row.consequence.zh},
        "reroute": str(row.reroute_id) if row.reroute_id else None,
        "found_at": instant(row.found_at),
        "closed_at": instant(row.closed_at) if row.closed_at else None,
    }
