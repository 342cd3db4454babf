"""Fifty clicks at once by two architects: one approval each at most, one run, and nobody meets a fault."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections import Counter
from uuid import uuid4

import pytest

from networks.fulfilment.models import Run
from networks.requests.models import Approval
from portal.accounts.models import Organization, User
from portal.alibaba.clients import Cloud
from portal.api.keys import open_key
from tests.networks.engine.conftest import Cast, cast, cloud, random  # noqa: F401 - fixtures of the engine
from tests.networks.engine.driving import in_review

CLICKS = 50


def token_of(person: User, organization: Organization) -> str:
    _key, token = open_key(
        organization=organization,
        user=person,
        name="race",
        scopes=["networks:read", "networks:approve"],
        by=None,
        requests_per_minute=6000,
    )
    return str(token)


def click(address: str, token: str, plan_hash: str, answers: list[tuple[int, str]]) -> None:
    request = urllib.request.Request(
        address,
        json.dumps({"plan_hash": plan_hash}).encode(),
        {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid4().hex,
        },
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answers.append((answer.status, ""))
    except urllib.error.HTTPError as refused:
        answers.append((refused.code, json.load(refused)["code"]))


@pytest.mark.committed
def test_fifty_approvals_at_once_are_one_approval_and_one_run(
    live_server_url: str,
    cast: Cast,  # noqa: F811 - the fixture
    cloud: Cloud,  # noqa: F811 - the fixture
) -> None:
    network_request = in_review(cloud, cast.nordwind, cast.lena)
    assert network_request.plan is not None
    operator = Organization.objects.get(is_operator=True)
    tokens = [token_of(person, operator) for person in (cast.priya, cast.second_architect)]
    address = f"{live_server_url}/api/v1/network-requests/{network_request.pk}/approve/"
    answers: list[tuple[int, str]] = []
    threads = [
        threading.Thread(target=click, args=(address, tokens[n % 2], network_request.plan.plan_hash, answers))
        for n in range(CLICKS)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = Counter(status for status, _code in answers)
    assert len(answers) == CLICKS and statuses[200] == 1, answers
    assert set(statuses) <= {200, 409}, Counter(answers)
    assert Approval.objects.filter(plan=network_request.plan, decision="approved").count() == 1
    assert Run.objects.filter(network_request=network_request).count() == 1
