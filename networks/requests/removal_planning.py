"""The plan that takes a connection away, made from the ledger: only what we created, last built first."""

from __future__ import annotations

from collections.abc import Iterator

from networks.connections.models import Connection
from networks.fulfilment.models import CloudResource, StepRecord
from networks.fulfilment.planning.document import step_from_json
from networks.fulfilment.planning.plan import Plan
from networks.fulfilment.planning.removal import Made, plan_removal
from networks.fulfilment.planning.resource import Step


def removal_of(connection: Connection) -> Plan:
    """Every present thing of the connection as a delete step; what is paid for stands in it as `keep`."""
    return plan_removal(_made(connection), account=connection.account, kind=connection.kind)


def _made(connection: Connection) -> Iterator[Made]:
    for resource in connection.resources.present().select_related("step").order_by("created_at"):
        yield Made(
            step=_step_of(resource.step),
            attributes={**resource.step.attributes, "id": resource.cloud_id},
            created_by_us=resource.created_by_us,
            paid_until=_day(resource),
        )


def _day(resource: CloudResource) -> str | None:
    known = resource.step.attributes.get("paid_until")
    return str(known)[:10] if known else None


def _step_of(record: StepRecord) -> Step:
    """The step as it was planned."""
    return step_from_json(
        {
            "address": record.address,
            "kind": record.kind,
            "action": record.action,
            "region": record.region,
            "params": record.params,
            "needs": record.needs,
            "reversible": record.reversible,
            "is_paid": record.is_paid,
            "price": str(record.price) if record.price is not None else None,
            "currency": record.currency or None,
            "summary_en": record.summary_en,
            "summary_zh": record.summary_zh,
            "dry_run": False,
        }
    )
