"""What every step of a connection is made with: the draft, one step, and the routes of one attachment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from networks.catalog.bilingual import Bilingual
from networks.fulfilment.planning import wording
from networks.fulfilment.planning.resource import Action, Owner, Ref, Step, freeze, refs_in
from networks.fulfilment.planning.survey_facts import Survey
from networks.requests.rules.spec import Spec

GLOBAL: Final = "global"  # things that belong to no region
SERVICE, CEN = "service.transit-router", "cen.main"
CAN_DRY_RUN: Final = frozenset(
    {"vpc", "transit_router", "vpc_attachment", "peer_attachment", "association", "propagation"}
)
IRREVERSIBLE: Final = frozenset({"transit_router_service", "bandwidth_package"})


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything the steps are made from."""

    spec: Spec
    survey: Survey
    owner: Owner

    def labels(self, address: str, name_field: str, description_field: str) -> dict[str, object]:
        return wording.labels(self.owner, address, name_field, description_field)


def step(
    address: str,
    kind: str,
    region: str,
    body: Mapping[str, Any],
    text: Bilingual,
    *,
    action: Action = "create",
    after: Iterable[str] = (),
    price: str | None = None,
    currency: str | None = None,
) -> Step:
    references = {ref.address for ref in refs_in(body)}
    return Step(
        address=address,
        kind=kind,
        action=action,
        region=region,
        params=freeze(body),
        needs=tuple(sorted(references | set(after))),
        reversible=kind not in IRREVERSIBLE,
        is_paid=kind == "bandwidth_package",
        price=price,
        currency=currency,
        summary_en=text.en,
        summary_zh=text.zh,
        dry_run=action == "create" and kind in CAN_DRY_RUN and not references,
    )


def routes(attachment: str, suffix: str, region: str, name: Bilingual) -> Iterator[Step]:
    """Never automatic through the API: without these the attachment is up and no traffic flows."""
    place = wording.city(region)
    body = {
        "TransitRouterAttachmentId": Ref(attachment),
        "TransitRouterRouteTableId": Ref(f"tr.{region}", "route_table_id"),
    }
    yield step(
        f"association.{suffix}",
        "association",
        region,
        body,
        Bilingual(
            f"Let {name.en} use the route table in {place.en}.",
            f"让{name.zh}使用{place.zh}的路由表。",
        ),
    )
    yield step(
        f"propagation.{suffix}",
        "propagation",
        region,
        body,
        Bilingual(
            f"Announce the routes of {name.en} in {place.en}.",
            f"在{place.zh}学习{name.zh}的路由。",
        ),
    )
