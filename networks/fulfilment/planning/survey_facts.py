"""What was found in the cloud before planning, and whether it is still so.

`networks.fulfilment.survey` fills it; the planner reads it; the row keeps it as JSON. Times, free address
counts and other things that move by themselves are left out, so that two surveys of the same world are
equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from networks.fulfilment.planning.document import plan_hash


@dataclass(frozen=True, slots=True)
class FoundVSwitch:
    """`has_room`: at least one free address, which an attachment takes."""

    id: str
    zone: str
    cidr: str
    has_room: bool = True


@dataclass(frozen=True, slots=True)
class FoundVpc:
    region: str
    cidr: str
    vswitches: tuple[FoundVSwitch, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What the cloud asks for one package and one month. `amount` is a decimal in text, None means "ask"."""

    areas: tuple[str, str]
    bandwidth_mbps: int
    amount: str | None
    currency: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Quota:
    """`region` is empty for an account-wide quota."""

    kind: str
    region: str
    limit: int
    used: int
    source: str

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Survey:
    """`zones` are those a transit router can use, by region. `sources` names the call behind each fact."""

    tr_service_open: bool
    zones: Mapping[str, tuple[str, ...]]
    vpcs: Mapping[str, FoundVpc] = field(default_factory=_nothing)
    prices: tuple[Price, ...] = ()
    quotas: tuple[Quota, ...] = ()
    account: str | None = None
    sources: Mapping[str, str] = field(default_factory=_nothing)

    def price_of(self, areas: tuple[str, str], bandwidth_mbps: int) -> Price | None:
        wanted = (areas, bandwidth_mbps)
        return next((price for price in self.prices if (price.areas, price.bandwidth_mbps) == wanted), None)


def to_json(survey: Survey) -> dict[str, Any]:
    return {
        "account": survey.account,
        "tr_service_open": survey.tr_service_open,
        "zones": {region: list(zones) for region, zones in survey.zones.items()},
        "vpcs": {
            vpc_id: {
                "region": vpc.region,
                "cidr": vpc.cidr,
                "vswitches": [
                    {"id": found.id, "zone": found.zone, "cidr": found.cidr, "has_room": found.has_room}
                    for found in vpc.vswitches
                ],
            }
            for vpc_id, vpc in survey.vpcs.items()
        },
        "prices": [
            {
                "areas": list(price.areas),
                "bandwidth_mbps": price.bandwidth_mbps,
                "amount": price.amount,
                "currency": price.currency,
                "source": price.source,
            }
            for price in survey.prices
        ],
        "quotas": [
            {
                "kind": quota.kind,
                "region": quota.region,
                "limit": quota.limit,
                "used": quota.used,
                "source": quota.source,
            }
            for quota in survey.quotas
        ],
        "sources": dict(survey.sources),
    }


def from_json(document: Mapping[str, Any]) -> Survey:
    return Survey(
        account=document["account"],
        tr_service_open=document["tr_service_open"],
        zones={region: tuple(zones) for region, zones in document["zones"].items()},
        vpcs={vpc_id: _vpc(row) for vpc_id, row in document["vpcs"].items()},
        prices=tuple(
            Price(**{**row, "areas": (row["areas"][0], row["areas"][1])}) for row in document["prices"]
        ),
        quotas=tuple(Quota(**row) for row in document["quotas"]),
        sources=dict(document["sources"]),
    )


def digest(survey: Survey) -> str:
    """64 hexadecimal digits; equal surveys have equal digests."""
    return plan_hash(to_json(survey))


def _vpc(row: Mapping[str, Any]) -> FoundVpc:
    return FoundVpc(
        row["region"], row["cidr"], tuple(FoundVSwitch(**vswitch) for vswitch in row["vswitches"])
    )
