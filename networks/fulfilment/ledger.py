"""The ledger of what exists in the cloud: entered with the state that names the id."""

from __future__ import annotations

from networks.fulfilment.models import CloudResource, StepRecord
from networks.fulfilment.operations import Operation
from portal.calendar.clock import ClockTimestamp


def is_anothers(step: StepRecord, resource_id: str) -> bool:
    """Whether the ledger knows this thing as made by us for another connection."""
    rows = CloudResource.objects.filter(
        account=step.run.account, kind=step.kind, cloud_id=resource_id, created_by_us=True
    )
    return step.action == "create" and rows.exclude(connection_id=step.run.connection_id).exists()


def enter_ledger(step: StepRecord, operation: Operation, resource_id: str) -> None:
    """One row per thing, written with the state that names its id."""
    if not operation.in_ledger:
        return
    run = step.run
    entry = CloudResource(
        account=run.account,
        kind=step.kind,
        cloud_id=resource_id,
        organization_id=run.organization_id,
        connection_id=run.connection_id,
        network_request_id=run.network_request_id,
        step=step,
        address=step.address,
        region=step.region,
        created_by_us=step.action == "create",
        price=step.price,
        currency=step.currency,
        created_at=ClockTimestamp(),
    )
    # A thing that is known already keeps its row.
    CloudResource.objects.bulk_create([entry], ignore_conflicts=True)
