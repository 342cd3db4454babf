"""The ledger as a table: what exists in the cloud, where, and until when it is paid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from networks.fulfilment.models import CloudResource
from networks.fulfilment.planning.wording import kind_name
from networks.web.words import place, said
from portal.web.pills import Pill, pill_for

STATES = {
    "in_use": Pill("ok", "check", _("In use")),
    "released": Pill("", "undo", _("Removed")),
    "residue": Pill("warn", "clock", _("Paid, stays until its end")),
}


@dataclass(frozen=True)
class ResourceRow:
    kind: str
    cloud_id: str
    address: str
    place: str
    pill: Pill
    price: Decimal | None
    currency: str
    paid_until: datetime | None
    created_by_us: bool


def resource_rows(rows: Iterable[CloudResource]) -> list[ResourceRow]:
    return [
        ResourceRow(
            kind=capfirst(said(kind_name(row.kind))),
            cloud_id=row.cloud_id,
            address=row.address,
            place=place(row.region),
            pill=STATES.get(row.state) or pill_for(row.state),
            price=row.price,
            currency=row.currency,
            paid_until=row.paid_until,
            created_by_us=row.created_by_us,
        )
        for row in rows
    ]
