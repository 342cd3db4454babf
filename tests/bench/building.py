"""How close a build comes to its critical path: `python -m tests.bench.building`, JSON on standard output.

The two-region network is built by one real worker with concurrency 2. Each kind settles after its usual
seconds times a factor from 0.75 to 1.25 that the engine does not know; stand-in and poll table are scaled
down together.
The critical path is the longest chain of settle times through the plan's graph. How far the looks alone are
from it depends on the seed: over 300 seeds 1.09 on average, and 1.15 in one of ten.
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

from networks.fulfilment import backoff
from networks.fulfilment.models import Run
from networks.fulfilment.operations import OPERATIONS
from networks.fulfilment.planning.document import from_json
from networks.fulfilment.planning.graph import critical_path
from networks.requests import workflow
from tests.bench.figures import at_most, tell, told
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
    return tell(
        "building",
        [
            at_most("build, of its critical path", figures["ratio"], AT_MOST_RATIO),
            told("of which by waiting for looks alone", figures["ratio_of_looks_alone"]),
            at_most("looks per step", figures["looks_per_step"], AT_MOST_LOOKS),
        ],
        seed=seed,
        scale=SCALE,
        **figures,
    )


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
    noticed = {
        step.address: noticed_after(seconds[step.address], OPERATIONS[step.kind].usual_seconds, random)
        for step in steps
    }
    looks = [row.looks + 1 for row in run.steps.all()]
    return {
        "seconds": round(took, 2),
        "critical_path": round(path, 2),
        "ratio": round(took / path, 3),
        "ratio_of_looks_alone": round(critical_path(steps, noticed).seconds / path, 3),
        "looks_per_step": round(sum(looks) / len(looks), 2),
        "steps": len(looks),
    }


def noticed_after(settle: float, usual: float, random: Random) -> float:
    """When the engine's looks would notice that a thing has settled, were everything else free."""
    elapsed, looks = backoff.first_look(usual) * SCALE, 1
    while elapsed < settle:
        elapsed += backoff.next_look(usual, looks, random) * SCALE
        looks += 1
    return elapsed


if __name__ == "__main__":
    sys.exit(main())
