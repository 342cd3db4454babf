"""When a domain loses its number: list what breaks, and draft the way round it.

A sweep compares what is approved or in service with the numbers in force, so it needs no memory of its own:
a worker that dies, or an event that nobody heard, costs one sweep. Break, draft and event are one
transaction, and the database allows one open break per acceleration, so a lapse is told once. A number that
moves from one filing to another, as with a granted change, breaks nothing.
"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef

from icp.filings.reading import has_number, number_in_force
from networks.accelerations.models import Acceleration, AccelerationQuerySet, Break
from networks.accelerations.rules.plans import WITHOUT_FILING
from networks.accelerations.workflow import draft
from portal.calendar.clock import now
from portal.events.recording import record

AT_MOST = 200
_IN_FORCE = has_number("organization", "domain")
_LISTED = Exists(Break.objects.filter(acceleration=OuterRef("pk"), closed_at=None))


def lost() -> AccelerationQuerySet:
    """What rests on a number that is gone, and is not listed yet."""
    return Acceleration.objects.resting_on_a_number().filter(~_IN_FORCE, ~_LISTED)


def regained() -> AccelerationQuerySet:
    """What is listed, and has a number again."""
    return Acceleration.objects.resting_on_a_number().filter(_IN_FORCE, _LISTED)


def compare(at_most: int = AT_MOST) -> int:
    """List what broke and close what mended; how many were written."""
    broken = list(lost().order_by("pk").values_list("pk", flat=True)[:at_most])
    mended = list(regained().order_by("pk").values_list("pk", flat=True)[:at_most])
    return sum(note_loss(pk) for pk in broken) + sum(note_return(pk) for pk in mended)


@transaction.atomic
def note_loss(acceleration_id: uuid.UUID) -> bool:
    """List it, draft the reroute, and say so; False when another worker was faster, or nothing is lost."""
    acceleration = _free(lost(), acceleration_id)
    if acceleration is None or acceleration.filing is None:
        return False
    reroute = _rerouted(acceleration)
    broken = Break.objects.create(
        acceleration=acceleration,
        filing=acceleration.filing,
        state=acceleration.state,
        reroute=reroute,
        found_at=now(acceleration.organization),
    )
    _record("acceleration.filing_lost", acceleration, broken)
    return True


@transaction.atomic
def note_return(acceleration_id: uuid.UUID) -> bool:
    """The domain has a number again: nothing breaks, and it rests on that one now. The draft stays."""
    acceleration = _free(regained(), acceleration_id)
    if acceleration is None:
        return False
    filing = number_in_force(acceleration.organization, acceleration.domain)
    broken = acceleration.breaks.filter(closed_at=None).first()
    if filing is None or broken is None:
        return False
    Acceleration.objects.filter(pk=acceleration.pk).update(filing=filing)
    broken.closed_at = now(acceleration.organization)
    broken.save(update_fields=["closed_at"])
    _record("acceleration.filing_regained", acceleration, broken)
    return True


def _free(rows: AccelerationQuerySet, pk: uuid.UUID) -> Acceleration | None:
    """The row under its lock, if nobody else has it and it still is what it was found as.

    Asked in a second statement: only that one sees what was committed before the lock was had.
    """
    held = Acceleration.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk)
    related = held.select_related("organization", "filing")
    acceleration = related.defer("filing__answers", "filing__sealed_answers").first()
    return acceleration if acceleration is not None and rows.filter(pk=pk).exists() else None


def _rerouted(acceleration: Acceleration) -> Acceleration | None:
    """A draft of the same domain and bandwidth that needs no filing; an open one is taken as it is.

    Nobody sends it but the customer.
    """
    drafted = draft(
        organization=acceleration.organization,
        domain=acceleration.domain,
        domain_unicode=acceleration.domain_unicode,
        plan=WITHOUT_FILING,
        areas=acceleration.areas,
        bandwidth_mbps=acceleration.bandwidth_mbps,
        replaces=acceleration,
    )
    if drafted is not None:
        return drafted
    same = Acceleration.objects.open().filter(
        organization=acceleration.organization, domain=acceleration.domain, plan=WITHOUT_FILING
    )
    return same.first()


def _record(type: str, acceleration: Acceleration, broken: Break) -> None:
    record(
        type,
        organization=acceleration.organization,
        subject=acceleration,
        actor=None,
        payload={
            "reference": acceleration.reference,
            "state": acceleration.state,
            "filing": str(broken.filing_id),
            "break": str(broken.pk),
            "reroute": str(broken.reroute_id) if broken.reroute_id else None,
        },
    )
