"""When a pack is deleted: with the papers of its filing, by the same rule; a hold stops it."""

from __future__ import annotations

from django.db.models import DateTimeField, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from icp.documents.models import Hold
from icp.documents.rules import retention
from icp.packs.making import destroy
from icp.packs.models import Pack
from portal.calendar.clock import ClockTimestamp

AT_ONCE = 50


def purge_due(at_most: int = AT_ONCE) -> int:
    """Delete the files whose time has come by the clock of their organization; how many were deleted."""
    at = Coalesce(F("filing__organization__frozen_at"), ClockTimestamp(), output_field=DateTimeField())
    is_due = (
        Q(filing__granted_at__lte=F("at") - retention.AFTER_GRANT)
        | Q(filing__ended_at__lte=F("at") - retention.AFTER_CLOSING)
        | Q(filing__state__in=["DRAFT", "DOCS"], filing__changed_at__lte=F("at") - retention.IDLE_DRAFT)
    )
    held = Hold.objects.filter(filing=OuterRef("filing"), lifted_at=None)
    due = Pack.objects.with_a_file().alias(at=at).filter(is_due, ~Exists(held))
    return sum(destroy(pack) for pack in due.order_by("created_at")[:at_most])
