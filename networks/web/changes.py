"""What differs between two versions of a request: since the plan that was returned, or of two people."""

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
    return differences(before.spec, plan.spec)


def differences(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[Change]:
    was, now = _facts(tidy(earlier)), _facts(tidy(later))
    return [
        Change(label, was.get(label, ""), now.get(label, ""))
        for label in dict.fromkeys([*was, *now])
        if was.get(label, "") != now.get(label, "")
    ]


def _facts(document: Mapping[str, Any]) -> dict[str, str]:
    facts = {_("Name of the connection"): document["name"]}
    for number, row in enumerate(document["vpcs"], start=1):
        vpc = row["vpc_id"] or _("new VPC")
        name = _("Network %(name)s") % {"name": row["key"] or number}
        facts[name] = " ".join(filter(None, (row["region"], row["cidr"], vpc)))
    for link in document["links"]:
        facts[said(pair_name(tuple(link["areas"])))] = f"{link['bandwidth_mbps']} Mbps"
    if document["statement"]:
        facts |= _stated(document["statement"])
    return facts


def _stated(statement: Mapping[str, Any]) -> dict[str, str]:
    claims = {
        "own_use": _("It is for our organization's own use."),
        "no_resale": _("We do not sell it on to others."),
        "no_public_users": _("It does not serve users from the public."),
    }
    return {
        _("Purpose"): statement["purpose"],
        _("You state"): " ".join(sentence for claim, sentence in claims.items() if statement[claim]),
        _("Signed by"): statement["signed_by"],
    }
