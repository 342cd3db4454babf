from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from uuid import uuid4

import pytest

from networks.fulfilment.models import StepRecord
from networks.requests.models import NetworkRequest
from portal.accounts.models import Membership, Organization, User
from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings
from tests.processes import Standin


@dataclass(frozen=True)
class Cast:
    """Fresh people of a fresh organization: these tests commit, so nothing is shared between them."""

    nordwind: Organization
    lena: User
    priya: User
    second_architect: User


@pytest.fixture
def cloud(standin: Standin) -> Cloud:
    return Cloud(CloudSettings(endpoint=standin.address))


@pytest.fixture
def cast(committed_db: None) -> Iterator[Cast]:
    operator, _made = Organization.objects.get_or_create(is_operator=True, defaults={"name": "Operator"})
    nordwind = Organization.objects.create(name="Nordwind GmbH")
    people = []
    for name, organization, role in (
        ("Lena", nordwind, "owner"),
        ("Priya", operator, "architect"),
        ("Pavel", operator, "architect"),
    ):
        person = User.objects.create_user(f"{name.lower()}-{uuid4().hex}@example.com", name=name)
        Membership.objects.create(user=person, organization=organization, role=role)
        people.append(person)
    yield Cast(nordwind, *people)
    # The engine takes whatever is due: what a test left behind must not be the next one's work.
    StepRecord.objects.filter(active=True).update(active=False)
    NetworkRequest.objects.filter(survey_due__isnull=False).update(survey_due=None)


@pytest.fixture
def random(say: Callable[[str], None]) -> Random:
    seed = int(os.environ.get("SEED", "0")) or uuid4().int % 1_000_000
    say(f"seed {seed}")
    return Random(seed)
