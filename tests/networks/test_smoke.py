"""`manage.py smoke`: the smallest network, through the running workers, and away again."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.processes import Standin, Worker

pytestmark = pytest.mark.committed


def test_smoke_builds_and_removes_and_leaves_nothing(worker: Worker, standin: Standin) -> None:
    said = StringIO()

    call_command("smoke", minutes=2, stdout=said)

    assert "nothing left" in said.getvalue()
    assert "CreateTransitRouter" in said.getvalue() and "DeleteTransitRouter" in said.getvalue()
    left = standin.control("GET", "resources")["resources"]
    assert [item for item in left if item["kind"] in ("vpc", "cen", "transit_router")] == []


def test_smoke_fails_loudly_when_the_cloud_refuses(worker: Worker, standin: Standin) -> None:
    standin.control("POST", "faults", {"fault": "quota", "action": "CreateTransitRouter", "times": 1})

    with pytest.raises(CommandError, match="held"):
        call_command("smoke", minutes=2, stdout=StringIO())


def test_smoke_asks_before_it_spends_on_a_real_cloud(worker: Worker, standin: Standin, settings: Any) -> None:
    settings.CLOUD_IS_SIMULATED = False

    with pytest.raises(CommandError, match="--accept-cost"):
        call_command("smoke", minutes=2, stdout=StringIO())

    assert standin.control("GET", "resources")["resources"] == []
