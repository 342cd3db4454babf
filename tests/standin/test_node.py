"""An independent check: the vendor's Node.js clients sign, flatten and spell booleans their own way."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.standin.node_clients import FOLDER, missing_for_node

from .world import Cloud


def drive(cloud: Cloud) -> dict[str, Any]:
    if missing := missing_for_node():
        pytest.fail(missing, pytrace=False)
    done = subprocess.run(
        ["node", "drive.js", str(cloud.port)], cwd=FOLDER, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.soak
def test_the_node_clients_are_understood(cloud: Cloud) -> None:
    seen = drive(cloud)
    assert seen["made"] == seen["again"] == cloud.living("vpc")[0]["id"]
    assert seen["mismatch"] == "IdempotentParameterMismatch"
    assert seen["cen"].startswith("cen-")
    assert seen["quota"] == "vpc_quota_instances_num"
    assert (seen["name"], seen["tag"]) == ("two words & 通途", "vpc.eu-central-1")
    assert seen["dryRun"] == "DryRunOperation"
