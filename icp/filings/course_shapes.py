"""What programs see of a filing's course: shapes for the schema, and plain functions that fill them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from icp.filings.rounds import Round
from icp.filings.rules.expectations import Seen
from icp.filings.rules.states import STATES
from icp.filings.shapes import FilingRemarkShape, remark_of
from icp.filings.timeline import Stop, Timeline
from portal.api.fields import instant


class SeenShape(serializers.Serializer[dict[str, object]]):
    cases = serializers.IntegerField()
    p50 = serializers.IntegerField(help_text=_("Working days: the median."))
    p90 = serializers.IntegerField(help_text=_("Working days: nine of ten took no longer."))


class StopShape(serializers.Serializer[dict[str, object]]):
    state = serializers.ChoiceField([(code, code) for code in STATES])
    standing = serializers.ChoiceField([(word, word) for word in ("done", "run", "next", "fail")])
    at = serializers.DateTimeField(allow_null=True, help_text=_("When it was done, or began to run."))
    earliest = serializers.DateField(allow_null=True, help_text=_("In China."))
    latest = serializers.DateField(allow_null=True, help_text=_("In China."))
    seen = SeenShape(allow_null=True, help_text=_("Our own cases, from five on."))
    working_days = serializers.ListField(
        child=serializers.IntegerField(), help_text=_("The range that is counted with: fewest and most.")
    )
    provisional = serializers.BooleanField(
        help_text=_("Whether holidays that nobody has published yet may move it.")
    )


class TimelineShape(serializers.Serializer[dict[str, object]]):
    stops = serializers.ListField(child=StopShape())
    live_earliest = serializers.DateField(allow_null=True)
    live_latest = serializers.DateField(allow_null=True)
    provisional = serializers.BooleanField()


class ChangeShape(serializers.Serializer[dict[str, object]]):
    field = serializers.CharField()
    was = serializers.CharField(allow_blank=True)
    now = serializers.CharField(allow_blank=True)


class RoundShape(serializers.Serializer[dict[str, object]]):
    number = serializers.IntegerField()
    sent_at = serializers.DateTimeField()
    sent_by = serializers.CharField()
    changes = serializers.ListField(
        child=ChangeShape(), help_text=_("Against the round before; what is about people is masked.")
    )
    remarks = serializers.ListField(child=FilingRemarkShape(), help_text=_("Why it came back."))


class RoundsShape(serializers.Serializer[dict[str, object]]):
    rounds = serializers.ListField(child=RoundShape())


def timeline(found: Timeline) -> dict[str, Any]:
    return {
        "stops": [_stop(stop) for stop in found.stops],
        "live_earliest": _day(found.live_earliest),
        "live_latest": _day(found.live_latest),
        "provisional": found.provisional,
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "state": stop.code,
        "standing": stop.state,
        "at": instant(stop.at) if stop.at else None,
        "earliest": _day(stop.earliest),
        "latest": _day(stop.latest),
        "seen": seen_of(stop.seen),
        "working_days": list(stop.working_days or ()),
        "provisional": stop.provisional,
    }


def seen_of(seen: Seen | None) -> dict[str, int] | None:
    return {"cases": seen.cases, "p50": seen.p50, "p90": seen.p90} if seen else None


def round_of(each: Round) -> dict[str, Any]:
    return {
        "number": each.number,
        "sent_at": instant(each.sent_at),
        "sent_by": each.sent_by,
        "changes": [{"field": one.field, "was": one.was, "now": one.now} for one in each.changes],
        "remarks": [remark_of(remark) for remark, _reason, _where in each.remarks],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
