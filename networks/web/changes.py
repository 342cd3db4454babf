"""What the customer changed since the plan that was returned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from networks.catalog.packages import pair_name
from networks.requests.models import NetworkRequest
from networks.web.document import tidy
from networks.web.words import said


@dataclass(frozen=True)
class Change:
    label: str
    was: str
    now: str


def changes_since(network_request: NetworkRequest) -> list[Change]:
    """Against the plan before the present one; nothing for a first plan."""
    plan = network_request.plan
    if plan is None or plan.version < 2:
        return []
    before = network_request.plans.filter(version=plan.version - 1).first()
    if before is None:
        return []
    was, now = _facts(tidy(before.spec)), _facts(tidy(plan.spec))
    return [
        Change(label, was.get(label, ""), now.get(label, ""))
        for label in dict.fromkeys([*was, *now])
        if was.get(label, "") != now.get(label, "")
    ]


def _facts(document: Mapping[str, Any]) -> dict[str, str]:
    facts = {_("Name"): document["name"]}
    for row in document["vpcs"]:
        vpc = row["vpc_id"] or _("new VPC")
        facts[_("Network %(name)s") % {"name": row["key"]}] = f"{row['region']} {row['cidr']} {vpc}"
    for link in document["links"]:
        facts[said(pair_name(tuple(link["areas"])))] = f"{link['bandwidth_mbps']} Mbps"
    if document["statement"]:
        facts[_("Purpose")] = document["statement"]["purpose"]
    return facts
