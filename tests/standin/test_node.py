"""An independent check: the vendor's Node.js clients, which sign, flatten and spell booleans their own way.

Asked for with `-m node`; the packages come by `npm install --no-package-lock --ignore-scripts` in
tests/standin/node.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .world import Cloud

INSTALL = "run `npm install --no-package-lock --ignore-scripts` in tests/standin/node"
FOLDER = Path(__file__).parent / "node"


def drive(cloud: Cloud) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node.js is not installed: put `node` on the PATH, or leave out `-m node`.")
    if not (FOLDER / "node_modules").is_dir():
        pytest.fail(f"The vendor's Node.js clients are not installed: {INSTALL}, or leave out `-m node`.")
    done = subprocess.run(
        [node, "drive.js", str(cloud.port)], cwd=FOLDER, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.node
def test_the_node_clients_are_understood(cloud: Cloud) -> None:
    seen = drive(cloud)
    assert seen["made"] == seen["again"] == cloud.living("vpc")[0]["id"]
    assert seen["mismatch"] == "IdempotentParameterMismatch"
    assert seen["cen"].startswith("cen-")
    assert seen["quota"] == "vpc_quota_instances_num"
    assert (seen["name"], seen["tag"]) == ("two words & 通途", "vpc.eu-central-1")
    assert seen["dryRun"] == "DryRunOperation"
