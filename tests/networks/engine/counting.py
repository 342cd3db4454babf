"""What a fault test counts at the end: duplicates, orphans, ghosts. All three have to be nought."""

from __future__ import annotations

from collections import Counter
from typing import Any

from networks.fulfilment.models import CloudResource, Run

# What has an id of its own. Route tables come with their router, associations are pairs.
OURS = ("cen", "vpc", "vswitch", "transit_router", "vpc_attachment", "bandwidth_package", "peer_attachment")


def duplicates(resources: list[dict[str, Any]]) -> list[str]:
    """Step keys that made more than one thing."""
    keys = Counter(tag["Value"] for item in resources for tag in tags_of(item) if tag["Key"] == "portal:step")
    return [key for key, count in keys.items() if count > 1]


def orphans(resources: list[dict[str, Any]]) -> list[str]:
    """Things in the cloud that no ledger row knows as present."""
    known = set(CloudResource.objects.exclude(state="released").values_list("cloud_id", flat=True))
    return [item["id"] for item in resources if item["kind"] in OURS and item["id"] not in known]


def ghosts(run: Run, resources: list[dict[str, Any]]) -> list[str]:
    """Ledger rows of this run for things that are not in the cloud."""
    there = {item["id"] for item in resources}
    rows = CloudResource.objects.filter(network_request=run.network_request).exclude(state="released")
    return [row.cloud_id for row in rows if row.kind in OURS and row.cloud_id not in there]


def tags_of(item: dict[str, Any]) -> list[dict[str, str]]:
    tags = item.get("tags") or []
    if isinstance(tags, dict):
        return [{"Key": key, "Value": value} for key, value in tags.items()]
    return list(tags)
