"""Requests in the states that the pages show; made by the workflow, the cloud's part written by hand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from networks.fulfilment.planning.document import canonical, plan_hash
from networks.fulfilment.planning.document import to_json as plan_to_json
from networks.fulfilment.planning.planner import plan as make_plan
from networks.requests import workflow
from networks.requests.models import NetworkRequest, PlanVersion
from networks.requests.rules.spec import parse
from networks.requests.surveying import judged, owner_of
from networks.web.document import CLAIMS
from portal.accounts.models import Organization, User
from portal.api.keys import open_key
from portal.calendar.clock import engine_now
from tests.networks.engine.driving import FRANKFURT_TO_SHANGHAI
from tests.networks.planning.world import ZONES, Price, cloud
from tests.world import PASSWORD, World

ACCOUNT = "1234567890123456"


def drafted(world: World, document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI) -> NetworkRequest:
    return workflow.open_request(organization=world.customer, kind="cen", document=document, by=world.lena)


def submitted(world: World, document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI) -> NetworkRequest:
    return workflow.submit_request(drafted(world, document), by=world.lena)


def in_review(world: World, document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI) -> NetworkRequest:
    """What the survey would leave behind, without a cloud: a plan, and the request before the architects."""
    return planned(submitted(world, document))


@transaction.atomic
def planned(network_request: NetworkRequest, amount: str = "1520.00") -> NetworkRequest:
    zones = ZONES | {"eu-west-1": ("eu-west-1a", "eu-west-1b")}
    survey = cloud(zones=zones, prices=(Price(("China", "Europe"), 20, amount, "USD", "a list"),))
    spec = parse(network_request.spec)
    drawn = make_plan(spec, survey, account=ACCOUNT, owner=owner_of(network_request))
    document = plan_to_json(drawn)
    plan = PlanVersion.objects.create(
        network_request=network_request,
        version=network_request.plans.count() + 1,
        definition_version=drawn.definition_version,
        document=canonical(document).decode(),
        plan_hash=plan_hash(document),
        spec=network_request.spec,
        survey={},
        verdicts=[{"address": "vpc.frankfurt", "passed": True, "code": "", "message": ""}],
        checks=judged(network_request, spec),
        price_total=drawn.ceiling,
        currency="USD",
        created_at=engine_now(),
    )
    NetworkRequest.objects.filter(pk=network_request.pk).update(plan=plan, survey_due=None)
    network_request.refresh_from_db()
    if network_request.status == "submitted":
        network_request.move("survey_passed", by=None)
    return network_request


def approved(world: World) -> NetworkRequest:
    network_request = in_review(world)
    assert network_request.plan
    return workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=world.priya)


def confirmed(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@dataclass(frozen=True)
class Program:
    """A person's program: the API under the same rights."""

    token: str
    client: Client

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        address = f"/api/v1/network-requests/{path}"
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": str(uuid.uuid4())}
        return self.client.post(
            address,
            dict(body or {}),
            content_type="application/json",
            headers=headers,
        )

    def get(self, path: str) -> Any:
        return self.client.get(
            f"/api/v1/network-requests/{path}", headers={"Authorization": f"Bearer {self.token}"}
        )


def program_of(user: User, organization: Organization, *scopes: str) -> Program:
    _key, token = open_key(
        organization=organization,
        user=user,
        name="test",
        scopes=scopes or ("networks:read", "networks:write"),
        by=None,
    )
    return Program(str(token), Client())


def form_of(document: Mapping[str, Any], **more: str) -> dict[str, Any]:
    """What a browser would send of the editor that shows this document."""
    form: dict[str, Any] = {"name": document["name"]}
    for number, row in enumerate(document["vpcs"]):
        for field in ("key", "region", "cidr", "vpc_id"):
            form[f"vpcs-{number}-{field}"] = row.get(field) or ""
    for link in document["links"]:
        form["mbps_" + "_".join(link["areas"])] = str(link["bandwidth_mbps"])
    statement = document["statement"] or {}
    form["statement-claims"] = [name for name in CLAIMS if statement.get(name)]
    form["statement-purpose"] = statement.get("purpose", "")
    form["statement-signed_by"] = statement.get("signed_by", "")
    return {**form, **more}
