"""How close a build comes to its critical path: `python -m tests.bench.building`, JSON on standard output.

The two-region network is built by one real worker with concurrency 2. Each kind settles after its usual
seconds times a factor from 0.75 to 1.25 that the engine does not know; stand-in and poll table are scaled
down together.
The critical path is the longest chain of settle times through the plan's graph.
"""

from __future__ import annotations

import json
import os
import sys
import time
from random import Random
from typing import Any

SCALE = 0.5
os.environ["ENGINE_POLL_SCALE"] = str(SCALE)  # before the settings are read
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from networks.fulfilment.models import Run
from networks.fulfilment.operations import OPERATIONS
from networks.fulfilment.planning.document import from_json
from networks.fulfilment.planning.graph import critical_path
from networks.requests import workflow
from tests.bench.stage import Ground, stage

AT_MOST_RATIO, AT_MOST_LOOKS = 1.15, 6
# The words of the stand-in for the kinds of the plan.
KINDS = {
    "cen": "cen",
    "vpc": "vpc",
    "vswitch": "vswitch",
    "transit_router": "transit_router",
    "vpc_attachment": "vpc_attachment",
    "bandwidth_package": "bandwidth_package",
    "package_association": "bandwidth_package.associate",
    "peer_attachment": "peer_attachment",
    "association": "association",
    "propagation": "propagation",
}


def main() -> int:
    seed = int(os.environ.get("SEED", Random().randrange(10**6)))
    with stage() as ground:
        figures = measure(ground, Random(seed))
    print(json.dumps({"seed": seed, "scale": SCALE, **figures}, indent=2))
    return 0 if figures["ratio"] <= AT_MOST_RATIO and figures["looks_per_step"] <= AT_MOST_LOOKS else 1


def measure(ground: Ground, random: Random) -> dict[str, Any]:
    settles = {kind: OPERATIONS[kind].usual_seconds * random.uniform(0.75, 1.25) * SCALE for kind in KINDS}
    ground.standin.control(
        "POST",
        "settings",
        {"pace": 1, "blocking": False, "settle": {KINDS[kind]: value for kind, value in settles.items()}},
    )
    network_request = ground.in_review()
    began = time.monotonic()
    workflow.approve_request(network_request, plan_hash=network_request.plan.plan_hash, by=ground.cast.priya)
    run = Run.objects.get(network_request=network_request)
    ground.until_final(run, 300)
    took = time.monotonic() - began
    steps = from_json(json.loads(network_request.plan.document)).steps
    seconds = {step.address: settles.get(step.kind, 0.0) for step in steps}
    path = critical_path(steps, seconds).seconds
    looks = [row.looks + 1 for row in run.steps.all()]
    return {
        "seconds": round(took, 2),
        "critical_path": round(path, 2),
        "ratio": round(took / path, 3),
        "looks_per_step": round(sum(looks) / len(looks), 2),
        "steps": len(looks),
    }


if __name__ == "__main__":
    sys.exit(main())
