"""Brings a request to an approved run and steps the engine by hand, against the stand-in cloud."""

from __future__ import annotations

import time
from collections.abc import Mapping
from random import Random
from typing import Any

from networks.fulfilment.decision import Again, Finished, Idle
from networks.fulfilment.engine import take_step
from networks.fulfilment.models import Run, StepRecord
from networks.fulfilment.timing import TIMING
from networks.requests import workflow
from networks.requests.models import NetworkRequest
from networks.requests.surveying import survey_next
from portal.accounts.models import Organization, User
from portal.alibaba.clients import Cloud
from portal.calendar.clock import engine_now

FRANKFURT_TO_SHANGHAI: Mapping[str, Any] = {
    "version": 1,
    "kind": "cen",
    "name": "Frankfurt to Shanghai",
    "vpcs": [
        {"key": "frankfurt", "region": "eu-central-1", "mode": "new", "cidr": "10.20.0.0/16", "vpc_id": None},
        {"key": "shanghai", "region": "cn-shanghai", "mode": "new", "cidr": "10.30.0.0/16", "vpc_id": None},
    ],
    "links": [{"areas": ["China", "Europe"], "bandwidth_mbps": 20}],
    "statement": {
        "own_use": True,
        "purpose": "ERP between our offices",
        "no_resale": True,
        "no_public_users": True,
        "signed_by": "Lena Vogt",
    },
}
# No document says how London is sold, so an architect decides.
LONDON_TO_SHANGHAI: Mapping[str, Any] = {
    **FRANKFURT_TO_SHANGHAI,
    "name": "London to Shanghai",
    "vpcs": [
        {"key": "london", "region": "eu-west-1", "mode": "new", "cidr": "10.20.0.0/16", "vpc_id": None},
        FRANKFURT_TO_SHANGHAI["vpcs"][1],
    ],
}
LONDON_IS_SOLD = "regions_on_sale@vpcs.0.region"
WITHIN_FRANKFURT: Mapping[str, Any] = {
    **FRANKFURT_TO_SHANGHAI,
    "name": "Two networks in Frankfurt",
    "vpcs": [
        {"key": "one", "region": "eu-central-1", "mode": "new", "cidr": "10.20.0.0/16", "vpc_id": None},
        {"key": "two", "region": "eu-central-1", "mode": "new", "cidr": "10.21.0.0/16", "vpc_id": None},
    ],
    "links": [],
    "statement": None,
}


def submitted(
    organization: Organization, requester: User, document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI
) -> NetworkRequest:
    opened = workflow.open_request(organization=organization, kind="cen", document=document, by=requester)
    return workflow.submit_request(opened, by=requester)


def in_review(
    cloud: Cloud,
    organization: Organization,
    requester: User,
    document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI,
) -> NetworkRequest:
    network_request = submitted(organization, requester, document)
    surveyed(cloud, network_request)
    network_request.refresh_from_db()
    return network_request


def surveyed(cloud: Cloud, network_request: NetworkRequest, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        survey_next(cloud)
        network_request.refresh_from_db()
        if network_request.survey_due is None:
            return
    raise AssertionError(f"{network_request} was not surveyed within {seconds} s")


def approved(
    cloud: Cloud,
    organization: Organization,
    requester: User,
    architect: User,
    document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI,
) -> Run:
    network_request = in_review(cloud, organization, requester, document)
    assert network_request.plan is not None, network_request.remarks
    workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=architect)
    return Run.objects.get(network_request=network_request)


def step_until_final(cloud: Cloud, run: Run, *, random: Random, seconds: float = 60) -> str:
    """Step whatever is due until this run is final or held; the final status."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        decision = take_step(cloud, random)
        if isinstance(decision, Finished) and decision.run_id == run.pk:
            return decision.status
        if isinstance(decision, Idle | Again):
            run.refresh_from_db()
            if run.status not in ("running", "unwinding", "paused"):
                return run.status
            if isinstance(decision, Idle):
                rest_until_due(run)
    raise AssertionError(f"not final after {seconds} s: {run.status}\n{picture(run)}")


def rest_until_due(run: Run) -> None:
    """Wait for the earliest row, as the wake-ups of a real worker would."""
    row = StepRecord.objects.filter(run=run, ready=True, active=True).order_by("not_before").first()
    left = (row.not_before - engine_now()).total_seconds() if row else TIMING.lease / 10
    time.sleep(min(max(left, 0.005), TIMING.lease / 4))


def picture(run: Run) -> str:
    """The steps as text, for the message of a failed test."""
    rows = run.steps.order_by("seq")
    return "\n".join(
        f"{row.seq:>3} {row.address:<40} {row.state:<12} ready={row.ready:d} active={row.active:d} "
        f"left={row.needs_left} {row.resource_id} {row.error_code} {row.error_message[:120]}"
        for row in rows
    )
